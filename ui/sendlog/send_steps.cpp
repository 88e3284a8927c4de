// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_steps.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/sendlog/send_words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString tr(const char *text)
{
    return QCoreApplication::translate("counterbell::ui::SendSteps", text);
}

QString jobReady(const std::optional<QString> &author, const QString &ticket)
{
    if (ticket.isEmpty())
        return author ? tr("%1 marked the job ready").arg(isolated(*author)) : tr("The job was marked ready");
    const auto job = leftToRight(ticket);
    //: %1 a member, %2 a ticket
    return author ? tr("%1 marked %2 ready").arg(isolated(*author), job) : tr("%1 was marked ready").arg(job);
}

QString cause(const SendDetail &detail, const QString &ticket)
{
    switch (detail.send.category) {
    case SendCategory::Reply:
        return detail.author ? tr("%1 wrote a reply").arg(isolated(*detail.author)) : tr("A reply was written");
    case SendCategory::Ai:
        return tr("The AI wrote a reply");
    case SendCategory::JobReady:
        return jobReady(detail.author, ticket);
    case SendCategory::TaskAssignment:
        return tr("Work was assigned");
    case SendCategory::StatusChange:
        return tr("A job moved to another step");
    case SendCategory::UrgentFlagged:
        return tr("A job was marked urgent");
    case SendCategory::Reminder:
        return tr("A reminder was due");
    case SendCategory::Acknowledgement:
        return tr("The customer opted out");
    }
    return {};
}

QString handedOver(Channel channel)
{
    return channel == Channel::Whatsapp ? tr("WhatsApp message handed to Twilio") : tr("SMS handed to Twilio");
}

/// What a report says; empty where it adds nothing ("queued" after "accepted").
QString report(const QString &status, Channel channel)
{
    if (status == "accepted"_L1 || status == "queued"_L1 || status == "scheduled"_L1 || status == "sending"_L1)
        return tr("Twilio accepted it");
    if (status == "sent"_L1)
        return channel == Channel::Whatsapp ? tr("Sent to WhatsApp") : tr("Sent to the phone network");
    if (status == "delivered"_L1)
        return tr("Delivered to the phone");
    if (status == "read"_L1)
        return tr("Read");
    if (status == "canceled"_L1 || status == "cancelled"_L1)
        return tr("Cancelled at Twilio");
    return {};
}

bool isBad(const QString &status)
{
    return status == "failed"_L1 || status == "undelivered"_L1;
}

class Steps
{
public:
    void add(Timestamp at, const QString &text, const QString &detail = {}, bool isBadNews = false)
    {
        const SendStep step{at, text, detail, isBadNews};
        const bool isKnown = std::ranges::any_of(
            m_steps, [&](const SendStep &known) { return known.text == text && known.detail == detail; });
        if (!text.isEmpty() && !isKnown)
            m_steps.push_back(step);
    }
    [[nodiscard]] std::vector<SendStep> inOrder()
    {
        std::ranges::stable_sort(m_steps, {}, &SendStep::at);
        return std::move(m_steps);
    }

private:
    std::vector<SendStep> m_steps;
};

QString codeDetail(std::optional<int> code)
{
    return code ? codeText(*code) : QString();
}

} // namespace

std::vector<SendStep> sendSteps(const SendDetail &detail, const QString &ticket)
{
    const auto &send = detail.send;
    const auto group = groupOf(send.status);
    const auto fact = happened(send).fact;
    Steps steps;
    steps.add(send.at, cause(detail, ticket));
    for (const auto &attempt : send.attempts) {
        steps.add(attempt.at, handedOver(attempt.channel));
        const bool isReported = std::ranges::any_of(detail.events, [&](const SendStatusEvent &event) {
            return isBad(event.status) && event.sid == attempt.sid;
        });
        const auto outcome = groupOf(attempt.status);
        if (outcome == SendGroup::Failed && !isReported)
            steps.add(attempt.at,
                      &attempt == &send.attempts.back() && group == SendGroup::Failed
                          ? tr("Twilio refused it: %1").arg(fact)
                          : tr("Twilio refused it"),
                      codeDetail(attempt.errorCode), true);
        else if (attempt.status == DeliveryStatus::Uncertain)
            steps.add(attempt.at, tr("Twilio did not answer"), {}, true);
    }
    for (const auto &event : detail.events) {
        if (isBad(event.status))
            steps.add(event.at,
                      group == SendGroup::Failed ? tr("Not delivered: %1").arg(fact) : tr("Not delivered this way"),
                      codeDetail(event.errorCode), true);
        else
            steps.add(event.at, report(event.status, send.channel));
    }
    if (group == SendGroup::NeverAttempted)
        steps.add(send.at, tr("Never attempted: %1").arg(fact), codeDetail(send.errorCode),
                  send.status != DeliveryStatus::Cancelled); // taken back by somebody here
    return steps.inOrder();
}

} // namespace counterbell::ui
