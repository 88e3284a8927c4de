// SPDX-License-Identifier: Apache-2.0
#include "core/reports/report_tally.h"

namespace counterbell::reports
{

using namespace Qt::StringLiterals;

namespace
{

void count(Outcomes &outcomes, DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Delivered:
    case DeliveryStatus::Read:
        ++outcomes.delivered;
        break;
    case DeliveryStatus::Failed:
    case DeliveryStatus::Undelivered:
        ++outcomes.failed;
        break;
    case DeliveryStatus::Refused:
        ++outcomes.neverAttempted;
        break;
    case DeliveryStatus::Cancelled:
        ++outcomes.cancelled;
        break;
    default:
        ++outcomes.waiting;
    }
}

bool wasSaid(DeliveryStatus status)
{
    return status != DeliveryStatus::Refused && status != DeliveryStatus::Cancelled;
}

template <class Causes>
std::vector<CauseCount> byFrequency(const Causes &causes)
{
    std::map<int, std::vector<CauseCount>, std::greater<>> byCount;
    for (const auto &[cause, number] : causes)
        byCount[number].push_back({cause.first, cause.second, number});
    std::vector<CauseCount> counts;
    for (const auto &[number, some] : byCount)
        counts.insert(counts.end(), some.begin(), some.end());
    return counts;
}

} // namespace

AnswerTimes answerTimes(std::vector<qint64> seconds)
{
    AnswerTimes times;
    times.answers = int(seconds.size());
    if (seconds.empty())
        return times;
    std::sort(seconds.begin(), seconds.end());
    const auto ranked = [&](size_t percent) { return seconds[(seconds.size() * percent + 99) / 100 - 1]; };
    times.medianSeconds = ranked(50);
    times.p90Seconds = ranked(90);
    return times;
}

void ReportTally::add(const SendFact &send)
{
    auto &day = dayOf(send.at);
    for (auto *outcomes : {&m_sends, &m_categories[send.category], &m_channels[send.channel], &day.sends})
        count(*outcomes, send.status);
    if (send.cost) {
        auto &[micros, sends] = m_costs[{send.channel, send.cost->currency}];
        micros += send.cost->micros;
        ++sends;
        day.costs[send.cost->currency] += send.cost->micros;
    }
    if (send.status == DeliveryStatus::Refused)
        ++m_neverAttempted[{send.reason, {}}];
    else if (send.status == DeliveryStatus::Failed || send.status == DeliveryStatus::Undelivered)
        ++m_failed[{send.reason, send.errorCode}];
}

void ReportTally::add(const MessageFact &message)
{
    if (message.isTakeOver) {
        ++m_takenOver;
        ++dayOf(message.at).takenOver;
    }
    if (!message.direction || !wasSaid(message.status))
        return;
    ++m_messages[{message.channel, *message.direction}];
    if (message.direction == Direction::Inbound) {
        auto &day = dayOf(message.at);
        ++day.inbound;
        day.conversations.try_emplace(message.conversation);
        m_conversations.try_emplace(message.conversation);
        m_waiting.try_emplace(message.conversation, message.at);
    } else if (message.author == AuthorKind::Member || message.author == AuthorKind::Ai) {
        addAnswer(message);
    }
}

void ReportTally::addAnswer(const MessageFact &message)
{
    const bool isPerson = message.author == AuthorKind::Member;
    auto &day = dayOf(message.at);
    for (auto *conversations : {&m_conversations, &day.conversations}) {
        // Who was only written to hasn't been answered.
        if (const auto found = conversations->find(message.conversation); found != conversations->end())
            (isPerson ? found->second.byPerson : found->second.byAi) = true;
    }
    const auto waiting = m_waiting.find(message.conversation);
    if (waiting == m_waiting.end())
        return;
    const auto seconds = std::max<qint64>(0, toMillis(message.at) - toMillis(waiting->second)) / 1000;
    m_waiting.erase(waiting);
    (isPerson ? m_byPerson : m_byAi).push_back(seconds);
    if (isPerson)
        day.byPerson.push_back(seconds);
}

ReportSummary ReportTally::summary() const
{
    ReportSummary summary;
    summary.sends = m_sends;
    for (const auto &[name, day] : m_days) {
        ReportDay shown{
            name, day.sends, day.inbound, answerTimes(day.byPerson), shareOf(day.conversations, day.takenOver), {}};
        for (const auto &[currency, micros] : day.costs)
            shown.costs.push_back({micros, currency});
        summary.days.push_back(std::move(shown));
    }
    for (const auto &[category, outcomes] : m_categories)
        summary.categories.push_back({category, outcomes});
    for (const auto &[channel, outcomes] : m_channels)
        summary.channels.push_back({channel, outcomes});
    for (const auto &[key, sum] : m_costs)
        summary.costs.push_back({key.first, {sum.first, key.second}, sum.second});
    for (const auto &[key, number] : m_messages)
        summary.messages.push_back({key.first, key.second, number});
    summary.byPerson = answerTimes(m_byPerson);
    summary.byAi = answerTimes(m_byAi);
    summary.conversations = shareOf(m_conversations, m_takenOver);
    summary.neverAttempted = byFrequency(m_neverAttempted);
    summary.failed = byFrequency(m_failed);
    return summary;
}

ReportTally::Day &ReportTally::dayOf(Timestamp at)
{
    const auto local = QDateTime::fromMSecsSinceEpoch(toMillis(at), m_zone);
    return m_days[local.date().toString(Qt::ISODate)];
}

AiShare ReportTally::shareOf(const std::map<ConversationId, Answered> &conversations, int takenOver)
{
    AiShare share;
    share.takenOver = takenOver;
    for (const auto &[id, answered] : conversations) {
        auto &place = answered.byAi ? (answered.byPerson ? share.aiThenPerson : share.aiOnly)
                                    : (answered.byPerson ? share.personOnly : share.unanswered);
        ++place;
    }
    return share;
}

} // namespace counterbell::reports
