// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/delivery.h"
#include "core/api/money.h"
#include "core/api/page.h"

namespace counterbell
{

/// Why a message was to be sent.
enum class SendCategory {
    Reply,
    Ai,
    JobReady,
    TaskAssignment,
    StatusChange,
    UrgentFlagged,
    Reminder,
    Acknowledgement,
};

/// What a row of the send log came to, as people ask for it.
enum class SendGroup {
    Delivered,      ///< delivered, read
    Waiting,        ///< held, queued, sending, uncertain, accepted, sent
    Failed,         ///< undelivered, failed
    NeverAttempted, ///< refused, cancelled: nothing left the shop
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::SendGroup, {counterbell::SendGroup::Delivered, QLatin1StringView("delivered")},
                       {counterbell::SendGroup::Waiting, QLatin1StringView("waiting")},
                       {counterbell::SendGroup::Failed, QLatin1StringView("failed")},
                       {counterbell::SendGroup::NeverAttempted, QLatin1StringView("never_attempted")})
COUNTERBELL_WIRE_NAMES(counterbell::SendCategory, {counterbell::SendCategory::Reply, QLatin1StringView("reply")},
                       {counterbell::SendCategory::Ai, QLatin1StringView("ai")},
                       {counterbell::SendCategory::JobReady, QLatin1StringView("job_ready")},
                       {counterbell::SendCategory::TaskAssignment, QLatin1StringView("task_assignment")},
                       {counterbell::SendCategory::StatusChange, QLatin1StringView("status_change")},
                       {counterbell::SendCategory::UrgentFlagged, QLatin1StringView("urgent_flagged")},
                       {counterbell::SendCategory::Reminder, QLatin1StringView("reminder")},
                       {counterbell::SendCategory::Acknowledgement, QLatin1StringView("acknowledgement")})

namespace counterbell
{

/// Whom it was for, and the number at that time; empty where there was none.
struct SendRecipient {
    QString name;
    QString number;

    bool operator==(const SendRecipient &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &SendRecipient::name), field("number", &SendRecipient::number)};
    }
};

/// One request to the provider.
struct SendAttempt {
    Timestamp at;
    Channel channel = Channel::Sms;
    std::optional<QString> sid;
    DeliveryStatus status = DeliveryStatus::Sending;
    std::optional<int> errorCode;

    bool operator==(const SendAttempt &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("at", &SendAttempt::at), field("channel", &SendAttempt::channel),
                          field("sid", &SendAttempt::sid), field("status", &SendAttempt::status),
                          field("errorCode", &SendAttempt::errorCode)};
    }
};

/// One row of the send log: what happened to a message, the ones never attempted included.
struct Send {
    SendId id;
    Timestamp at;
    SendCategory category = SendCategory::Reply;
    SendRecipient recipient;
    Channel channel = Channel::Sms;
    DeliveryStatus status = DeliveryStatus::Queued;
    std::optional<QString> reason;
    std::optional<int> errorCode;
    std::optional<QString> sid;
    QString provider;
    QString body;
    std::optional<int> segments;
    std::optional<Money> cost;
    std::vector<SendAttempt> attempts;
    std::optional<JobId> jobId;
    std::optional<ConversationId> conversationId;
    std::optional<ContactId> contactId;
    std::optional<MemberId> memberId;
    std::optional<MessageId> messageId;
    std::optional<QString> templateSid;
    std::optional<Timestamp> dueAt;

    bool operator==(const Send &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &Send::id),
                          field("at", &Send::at),
                          field("category", &Send::category),
                          field("recipient", &Send::recipient),
                          field("channel", &Send::channel),
                          field("status", &Send::status),
                          field("reason", &Send::reason),
                          field("errorCode", &Send::errorCode),
                          field("sid", &Send::sid),
                          field("provider", &Send::provider),
                          field("body", &Send::body),
                          field("segments", &Send::segments),
                          field("cost", &Send::cost),
                          field("attempts", &Send::attempts),
                          field("jobId", &Send::jobId),
                          field("conversationId", &Send::conversationId),
                          field("contactId", &Send::contactId),
                          field("memberId", &Send::memberId),
                          field("messageId", &Send::messageId),
                          field("templateSid", &Send::templateSid),
                          field("dueAt", &Send::dueAt)};
    }
};

/// sendLog.query
struct SendFilter {
    std::optional<QString> text;
    std::optional<ContactId> contactId;
    std::optional<DeliveryStatus> status;
    std::optional<SendCategory> category;
    std::optional<Channel> channel;
    std::optional<Timestamp> from;
    std::optional<Timestamp> to;
    std::optional<JobId> jobId;
    std::optional<ConversationId> conversationId;
    std::optional<SendGroup> group;

    bool operator==(const SendFilter &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("text", &SendFilter::text),
                          field("contactId", &SendFilter::contactId),
                          field("status", &SendFilter::status),
                          field("category", &SendFilter::category),
                          field("channel", &SendFilter::channel),
                          field("from", &SendFilter::from),
                          field("to", &SendFilter::to),
                          field("jobId", &SendFilter::jobId),
                          field("conversationId", &SendFilter::conversationId),
                          field("group", &SendFilter::group)};
    }
};

/// The group that a row with this status is in; `received` has none.
[[nodiscard]] constexpr std::optional<SendGroup> groupOf(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Delivered:
    case DeliveryStatus::Read:
        return SendGroup::Delivered;
    case DeliveryStatus::Held:
    case DeliveryStatus::Queued:
    case DeliveryStatus::Sending:
    case DeliveryStatus::Uncertain:
    case DeliveryStatus::Accepted:
    case DeliveryStatus::Sent:
        return SendGroup::Waiting;
    case DeliveryStatus::Undelivered:
    case DeliveryStatus::Failed:
        return SendGroup::Failed;
    case DeliveryStatus::Refused:
    case DeliveryStatus::Cancelled:
        return SendGroup::NeverAttempted;
    case DeliveryStatus::Received:
        break;
    }
    return std::nullopt;
}

/// sendLog.counts: the same filter as sendLog.query; its `group` is not looked at.
struct SendCountsRequest {
    std::optional<SendFilter> filter;

    bool operator==(const SendCountsRequest &) const = default;
    static constexpr auto fields() { return std::tuple{field("filter", &SendCountsRequest::filter)}; }
};

/// How many rows; with `more` at least so many, and counting stopped there.
struct SendCount {
    int count = 0;
    bool more = false;

    bool operator==(const SendCount &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("count", &SendCount::count), field("more", &SendCount::more)};
    }
};

/// How many rows sendLog.query would list, by group. `costs` is what they have cost so far, one amount per currency:
/// empty where a count stopped early or nothing has a price yet. `cost` is the only one of them.
struct SendCounts {
    SendCount all;
    SendCount delivered;
    SendCount waiting;
    SendCount failed;
    SendCount neverAttempted;
    std::optional<Money> cost;
    std::vector<Money> costs;

    bool operator==(const SendCounts &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("all", &SendCounts::all),
                          field("delivered", &SendCounts::delivered),
                          field("waiting", &SendCounts::waiting),
                          field("failed", &SendCounts::failed),
                          field("neverAttempted", &SendCounts::neverAttempted),
                          field("cost", &SendCounts::cost),
                          field("costs", &SendCounts::costs)};
    }
};

/// Methods on one send.
struct SendParams {
    SendId sendId;

    bool operator==(const SendParams &) const = default;
    static constexpr auto fields() { return std::tuple{field("sendId", &SendParams::sendId)}; }
};

/// sends.edit: the text of a held send.
struct EditSend {
    SendId sendId;
    QString body;

    bool operator==(const EditSend &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("sendId", &EditSend::sendId), field("body", &EditSend::body)};
    }
};

/// One thing the provider said about an attempt, in the order received.
struct SendStatusEvent {
    Timestamp at;
    QString status;
    std::optional<int> errorCode;
    std::optional<QString> sid;

    bool operator==(const SendStatusEvent &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("at", &SendStatusEvent::at), field("status", &SendStatusEvent::status),
                          field("errorCode", &SendStatusEvent::errorCode), field("sid", &SendStatusEvent::sid)};
    }
};

/// sendLog.get: the row and every event kept about it, who caused it, and the shop's number or name that it went from.
struct SendDetail {
    Send send;
    std::vector<SendStatusEvent> events;
    std::optional<QString> author; ///< a member or the AI by name; absent where the core did it by itself
    std::optional<QString> sender; ///< absent where nothing left the shop

    bool operator==(const SendDetail &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("send", &SendDetail::send), field("events", &SendDetail::events),
                          field("author", &SendDetail::author), field("sender", &SendDetail::sender)};
    }
};

/// sendLog.retry: a fresh send of what failed, on its own or another channel.
struct RetrySend {
    SendId sendId;
    std::optional<Channel> channel;

    bool operator==(const RetrySend &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("sendId", &RetrySend::sendId), field("channel", &RetrySend::channel)};
    }
};

/// sendLog.export: one page of CSV lines, keyed like sendLog.query; the first page begins with the header.
struct SendLogExport {
    QString csv;
    std::optional<QString> next;
    int rows = 0;

    bool operator==(const SendLogExport &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("csv", &SendLogExport::csv), field("next", &SendLogExport::next),
                          field("rows", &SendLogExport::rows)};
    }
};

using SendLogRequest = ListRequest<SendFilter>;

} // namespace counterbell
