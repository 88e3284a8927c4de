// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"
#include "core/api/send_log.h"

namespace counterbell
{

/// What became of sends: delivered (read ones too), waiting (not known yet), neverAttempted (a gate refused), failed
/// (undelivered ones too), cancelled.
struct Outcomes {
    int delivered = 0;
    int waiting = 0;
    int neverAttempted = 0;
    int failed = 0;
    int cancelled = 0;

    bool operator==(const Outcomes &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("delivered", &Outcomes::delivered), field("waiting", &Outcomes::waiting),
                          field("neverAttempted", &Outcomes::neverAttempted), field("failed", &Outcomes::failed),
                          field("cancelled", &Outcomes::cancelled)};
    }
};

/// How long customers waited for an answer, in seconds, from the first message nobody had answered yet.
struct AnswerTimes {
    int answers = 0;
    std::optional<qint64> medianSeconds;
    std::optional<qint64> p90Seconds;

    bool operator==(const AnswerTimes &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("answers", &AnswerTimes::answers), field("medianSeconds", &AnswerTimes::medianSeconds),
                          field("p90Seconds", &AnswerTimes::p90Seconds)};
    }
};

/// Conversations in which a customer wrote, by who answered; takenOver counts take-overs from the AI.
struct AiShare {
    int aiOnly = 0;
    int aiThenPerson = 0;
    int personOnly = 0;
    int unanswered = 0;
    int takenOver = 0;

    bool operator==(const AiShare &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("aiOnly", &AiShare::aiOnly), field("aiThenPerson", &AiShare::aiThenPerson),
                          field("personOnly", &AiShare::personOnly), field("unanswered", &AiShare::unanswered),
                          field("takenOver", &AiShare::takenOver)};
    }
};

/// One day of the shop's own calendar, "2026-11-07".
struct ReportDay {
    QString day;
    Outcomes sends;
    int inbound = 0;
    AnswerTimes byPerson;
    AiShare conversations;
    std::vector<Money> costs; ///< one a currency

    bool operator==(const ReportDay &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("day", &ReportDay::day),
                          field("sends", &ReportDay::sends),
                          field("inbound", &ReportDay::inbound),
                          field("byPerson", &ReportDay::byPerson),
                          field("conversations", &ReportDay::conversations),
                          field("costs", &ReportDay::costs)};
    }
};

struct CategoryOutcomes {
    SendCategory category = SendCategory::Reply;
    Outcomes sends;

    bool operator==(const CategoryOutcomes &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("category", &CategoryOutcomes::category), field("sends", &CategoryOutcomes::sends)};
    }
};

struct ChannelOutcomes {
    Channel channel = Channel::Sms;
    Outcomes sends;

    bool operator==(const ChannelOutcomes &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("channel", &ChannelOutcomes::channel), field("sends", &ChannelOutcomes::sends)};
    }
};

/// What sends cost on a channel in a currency; `sends` are those whose price is known.
struct ChannelCost {
    Channel channel = Channel::Sms;
    Money cost;
    int sends = 0;

    bool operator==(const ChannelCost &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("channel", &ChannelCost::channel), field("cost", &ChannelCost::cost),
                          field("sends", &ChannelCost::sends)};
    }
};

struct MessageCount {
    Channel channel = Channel::Sms;
    Direction direction = Direction::Inbound;
    int count = 0;

    bool operator==(const MessageCount &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("channel", &MessageCount::channel), field("direction", &MessageCount::direction),
                          field("count", &MessageCount::count)};
    }
};

/// Why sends were never attempted, or failed: a reason, the provider's code, or both.
struct CauseCount {
    std::optional<QString> reason;
    std::optional<int> errorCode;
    int count = 0;

    bool operator==(const CauseCount &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("reason", &CauseCount::reason), field("errorCode", &CauseCount::errorCode),
                          field("count", &CauseCount::count)};
    }
};

/// A job that is ready and not collected.
struct WaitingJob {
    JobId jobId;
    QString ticket;
    std::optional<ContactId> contactId;
    QString contactName;
    Timestamp readyAt;

    bool operator==(const WaitingJob &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("jobId", &WaitingJob::jobId), field("ticket", &WaitingJob::ticket),
                          field("contactId", &WaitingJob::contactId), field("contactName", &WaitingJob::contactName),
                          field("readyAt", &WaitingJob::readyAt)};
    }
};

/// Jobs that are ready now, by how long: under one day, up to three, up to seven, longer. `longest` has the first 50.
struct Uncollected {
    int underOneDay = 0;
    int upToThreeDays = 0;
    int upToSevenDays = 0;
    int overSevenDays = 0;
    std::vector<WaitingJob> longest;

    bool operator==(const Uncollected &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("underOneDay", &Uncollected::underOneDay),
                          field("upToThreeDays", &Uncollected::upToThreeDays),
                          field("upToSevenDays", &Uncollected::upToSevenDays),
                          field("overSevenDays", &Uncollected::overSevenDays), field("longest", &Uncollected::longest)};
    }
};

/// reports.summary: from inclusive, to exclusive; the last fourteen days without them, at most 366 days.
struct ReportRequest {
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
    std::optional<Channel> channel; ///< sends and messages of this channel alone

    bool operator==(const ReportRequest &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("from", &ReportRequest::from), field("to", &ReportRequest::to),
                          field("channel", &ReportRequest::channel)};
    }
};

/// Lists leave out what never happened; the most frequent causes come first.
struct ReportSummary {
    Timestamp from;
    Timestamp to;
    Outcomes sends;
    std::vector<ReportDay> days;
    std::vector<CategoryOutcomes> categories;
    std::vector<ChannelOutcomes> channels;
    std::vector<ChannelCost> costs;
    std::vector<MessageCount> messages;
    AnswerTimes byPerson;
    AnswerTimes byAi;
    AiShare conversations;
    std::vector<CauseCount> neverAttempted;
    std::vector<CauseCount> failed;
    Uncollected uncollected;

    bool operator==(const ReportSummary &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("from", &ReportSummary::from),
                          field("to", &ReportSummary::to),
                          field("sends", &ReportSummary::sends),
                          field("days", &ReportSummary::days),
                          field("categories", &ReportSummary::categories),
                          field("channels", &ReportSummary::channels),
                          field("costs", &ReportSummary::costs),
                          field("messages", &ReportSummary::messages),
                          field("byPerson", &ReportSummary::byPerson),
                          field("byAi", &ReportSummary::byAi),
                          field("conversations", &ReportSummary::conversations),
                          field("neverAttempted", &ReportSummary::neverAttempted),
                          field("failed", &ReportSummary::failed),
                          field("uncollected", &ReportSummary::uncollected)};
    }
};

} // namespace counterbell
