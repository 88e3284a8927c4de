// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/report.h"

#include <QTimeZone>

#include <map>

namespace counterbell::reports
{

/// What a report needs of a send.
struct SendFact {
    Timestamp at;
    SendCategory category = SendCategory::Reply;
    Channel channel = Channel::Sms;
    DeliveryStatus status = DeliveryStatus::Queued;
    std::optional<QString> reason;
    std::optional<int> errorCode;
    std::optional<Money> cost;
};

/// What a report needs of a row of a customer's timeline.
struct MessageFact {
    ConversationId conversation;
    Timestamp at;
    Channel channel = Channel::Sms;
    std::optional<Direction> direction;
    AuthorKind author = AuthorKind::System;
    DeliveryStatus status = DeliveryStatus::Received;
    bool isTakeOver = false;
};

/// The middle and the ninetieth of a hundred, by nearest rank.
[[nodiscard]] AnswerTimes answerTimes(std::vector<qint64> seconds);

/// Counts a period's sends and messages, each kind fed in the order of time. An answer is what a person or the AI
/// wrote; notices answer nobody, and what was refused or taken back was never said. Days are those of `zone`.
class ReportTally
{
public:
    explicit ReportTally(QTimeZone zone) : m_zone(std::move(zone)) {}

    void add(const SendFact &send);
    void add(const MessageFact &message);

    /// Everything but period and jobs.
    [[nodiscard]] ReportSummary summary() const;

private:
    struct Answered {
        bool byAi = false;
        bool byPerson = false;
    };
    struct Day {
        Outcomes sends;
        int inbound = 0;
        int takenOver = 0;
        std::vector<qint64> byPerson;
        std::map<ConversationId, Answered> conversations;
        std::map<QString, qint64> costs;
    };
    using Cause = std::pair<std::optional<QString>, std::optional<int>>;

    [[nodiscard]] Day &dayOf(Timestamp at);
    void addAnswer(const MessageFact &message);
    [[nodiscard]] static AiShare shareOf(const std::map<ConversationId, Answered> &conversations, int takenOver);

    QTimeZone m_zone;
    std::map<QString, Day> m_days;
    std::map<SendCategory, Outcomes> m_categories;
    std::map<Channel, Outcomes> m_channels;
    std::map<std::pair<Channel, QString>, std::pair<qint64, int>> m_costs;
    std::map<std::pair<Channel, Direction>, int> m_messages;
    std::map<Cause, int> m_neverAttempted;
    std::map<Cause, int> m_failed;
    std::map<ConversationId, Timestamp> m_waiting;
    std::map<ConversationId, Answered> m_conversations;
    std::vector<qint64> m_byPerson;
    std::vector<qint64> m_byAi;
    Outcomes m_sends;
    int m_takenOver = 0;
};

} // namespace counterbell::reports
