// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/message.h"
#include "core/api/team.h"

namespace counterbell
{

/// Who answers (DESIGN 7).
enum class Handling {
    Ai,
    NeedsHuman,
    Human,
};

/// An inbox that never empties is not used.
enum class ConversationStatus {
    Open,
    Snoozed,
    Closed,
};

/// The inbox's lists: their counters equal their rows. Needs you: a person's conversation that waits for an answer,
/// and every one that the AI handed over, whatever it answered last. Waiting: a person's that waits for the customer.
enum class ConversationView {
    NeedsYou,
    Mine,
    Ai,
    Unassigned,
    Waiting,
    Failed,
    Snoozed,
    Closed,
    All,
};

/// Newest activity first, or longest waiting first.
enum class ConversationSort {
    Activity,
    Waiting,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::Handling, {counterbell::Handling::Ai, QLatin1StringView("ai")},
                       {counterbell::Handling::NeedsHuman, QLatin1StringView("needs_human")},
                       {counterbell::Handling::Human, QLatin1StringView("human")})
COUNTERBELL_WIRE_NAMES(counterbell::ConversationStatus,
                       {counterbell::ConversationStatus::Open, QLatin1StringView("open")},
                       {counterbell::ConversationStatus::Snoozed, QLatin1StringView("snoozed")},
                       {counterbell::ConversationStatus::Closed, QLatin1StringView("closed")})
COUNTERBELL_WIRE_NAMES(counterbell::ConversationView,
                       {counterbell::ConversationView::NeedsYou, QLatin1StringView("needs_you")},
                       {counterbell::ConversationView::Mine, QLatin1StringView("mine")},
                       {counterbell::ConversationView::Ai, QLatin1StringView("ai")},
                       {counterbell::ConversationView::Unassigned, QLatin1StringView("unassigned")},
                       {counterbell::ConversationView::Waiting, QLatin1StringView("waiting")},
                       {counterbell::ConversationView::Failed, QLatin1StringView("failed")},
                       {counterbell::ConversationView::Snoozed, QLatin1StringView("snoozed")},
                       {counterbell::ConversationView::Closed, QLatin1StringView("closed")},
                       {counterbell::ConversationView::All, QLatin1StringView("all")})
COUNTERBELL_WIRE_NAMES(counterbell::ConversationSort,
                       {counterbell::ConversationSort::Activity, QLatin1StringView("activity")},
                       {counterbell::ConversationSort::Waiting, QLatin1StringView("waiting")})

namespace counterbell
{

/// A conversation's customer. `address` is what they write from: bare E.164 or a business-scoped id.
struct ContactRef {
    ContactId id;
    QString name;
    std::optional<QString> phone;
    QString address;

    bool operator==(const ContactRef &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &ContactRef::id), field("name", &ContactRef::name),
                          field("phone", &ContactRef::phone), field("address", &ContactRef::address)};
    }
};

/// One channel of a conversation. `windowClosesAt` only on WhatsApp, while a window was ever open.
struct ConversationChannel {
    Channel channel = Channel::Sms;
    QString address;
    QString sender;
    ConsentState consent = ConsentState::Unknown;
    std::optional<Timestamp> windowClosesAt;

    bool operator==(const ConversationChannel &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{
            field("channel", &ConversationChannel::channel), field("address", &ConversationChannel::address),
            field("sender", &ConversationChannel::sender), field("consent", &ConversationChannel::consent),
            field("windowClosesAt", &ConversationChannel::windowClosesAt)};
    }
};

/// Everything between the shop and one customer.
struct Conversation {
    ConversationId id;
    ContactRef contact;
    Handling handling = Handling::Human;
    std::optional<MemberRef> assignee;
    ConversationStatus status = ConversationStatus::Open;
    bool needsReply = false;
    int unread = 0;
    std::optional<Message> lastMessage;
    std::vector<ConversationChannel> channels;
    qint64 version = 0;
    std::optional<Timestamp> waitingSince; ///< since when a customer waits for an answer
    std::optional<Timestamp> snoozedUntil;
    std::optional<QString> handoverReason; ///< why the AI asked for a person
    std::optional<QString> draft;
    std::optional<MemberRef> member;              ///< set where this is a member's own thread
    std::optional<std::vector<Message>> inFlight; ///< take-over only: AI replies already being posted
    std::optional<Timestamp> lastActivityAt;      ///< what the list of newest activity is ordered by
    std::optional<bool> failed; ///< something to this customer was not delivered, and nobody saw to it

    bool operator==(const Conversation &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &Conversation::id),
                          field("contact", &Conversation::contact),
                          field("handling", &Conversation::handling),
                          field("assignee", &Conversation::assignee),
                          field("status", &Conversation::status),
                          field("needsReply", &Conversation::needsReply),
                          field("unread", &Conversation::unread),
                          field("lastMessage", &Conversation::lastMessage),
                          field("channels", &Conversation::channels),
                          field("version", &Conversation::version),
                          field("waitingSince", &Conversation::waitingSince),
                          field("snoozedUntil", &Conversation::snoozedUntil),
                          field("handoverReason", &Conversation::handoverReason),
                          field("draft", &Conversation::draft),
                          field("member", &Conversation::member),
                          field("inFlight", &Conversation::inFlight),
                          field("lastActivityAt", &Conversation::lastActivityAt),
                          field("failed", &Conversation::failed)};
    }
};

/// Whether a list shows this conversation to `me`: the core's lists say the same in SQL, and a test holds them to it.
/// A console moves rows between lists by it as events come in.
[[nodiscard]] inline bool isInView(const Conversation &conversation, ConversationView view, MemberId me)
{
    if (view == ConversationView::All)
        return true;
    // Members' own threads are no customers' conversations; they are only in the list of everything.
    if (conversation.contact.id.isNull())
        return false;
    const bool isOpen = conversation.status == ConversationStatus::Open;
    switch (view) {
    case ConversationView::NeedsYou:
        return isOpen && (conversation.handling == Handling::NeedsHuman ||
                          (conversation.handling == Handling::Human && conversation.needsReply));
    case ConversationView::Mine:
        return isOpen && conversation.assignee && conversation.assignee->id == me;
    case ConversationView::Ai:
        return isOpen && conversation.handling == Handling::Ai;
    case ConversationView::Unassigned:
        return isOpen && conversation.handling != Handling::Ai && !conversation.assignee;
    case ConversationView::Waiting:
        return isOpen && conversation.handling == Handling::Human && !conversation.needsReply;
    case ConversationView::Failed:
        return conversation.failed.value_or(false);
    case ConversationView::Snoozed:
        return conversation.status == ConversationStatus::Snoozed;
    case ConversationView::Closed:
        return conversation.status == ConversationStatus::Closed;
    case ConversationView::All:
        break;
    }
    return true;
}

/// inbox.conversations
struct ConversationFilter {
    std::optional<ConversationView> view;
    std::optional<Handling> handling;
    std::optional<MemberId> assigneeId;
    std::optional<Channel> channel;
    std::optional<ConversationStatus> status;
    std::optional<QString> text;
    std::optional<ContactId> contactId;

    bool operator==(const ConversationFilter &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("view", &ConversationFilter::view),
                          field("handling", &ConversationFilter::handling),
                          field("assigneeId", &ConversationFilter::assigneeId),
                          field("channel", &ConversationFilter::channel),
                          field("status", &ConversationFilter::status),
                          field("text", &ConversationFilter::text),
                          field("contactId", &ConversationFilter::contactId)};
    }
};

/// inbox.conversations
struct ConversationsRequest {
    std::optional<ConversationFilter> filter;
    std::optional<ConversationSort> sort;
    std::optional<QString> before;
    std::optional<int> limit;

    bool operator==(const ConversationsRequest &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("filter", &ConversationsRequest::filter), field("sort", &ConversationsRequest::sort),
                          field("before", &ConversationsRequest::before), field("limit", &ConversationsRequest::limit)};
    }
};

/// Where counting stops: a figure of this size means "as many, or more", so that no list is ever counted through.
inline constexpr int kCountBound = 1000;

/// inbox.counts: how many rows each of the inbox's lists has for the member who asks, at most kCountBound.
struct ConversationCounts {
    int needsYou = 0;
    int mine = 0;
    int ai = 0;
    int unassigned = 0;
    int waiting = 0;
    int failed = 0;
    int snoozed = 0;
    int closed = 0;
    int all = 0;

    bool operator==(const ConversationCounts &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("needsYou", &ConversationCounts::needsYou),
                          field("mine", &ConversationCounts::mine),
                          field("ai", &ConversationCounts::ai),
                          field("unassigned", &ConversationCounts::unassigned),
                          field("waiting", &ConversationCounts::waiting),
                          field("failed", &ConversationCounts::failed),
                          field("snoozed", &ConversationCounts::snoozed),
                          field("closed", &ConversationCounts::closed),
                          field("all", &ConversationCounts::all)};
    }
};

/// The figure of one list.
[[nodiscard]] constexpr int ConversationCounts::*countOf(ConversationView view)
{
    switch (view) {
    case ConversationView::NeedsYou:
        return &ConversationCounts::needsYou;
    case ConversationView::Mine:
        return &ConversationCounts::mine;
    case ConversationView::Ai:
        return &ConversationCounts::ai;
    case ConversationView::Unassigned:
        return &ConversationCounts::unassigned;
    case ConversationView::Waiting:
        return &ConversationCounts::waiting;
    case ConversationView::Failed:
        return &ConversationCounts::failed;
    case ConversationView::Snoozed:
        return &ConversationCounts::snoozed;
    case ConversationView::Closed:
        return &ConversationCounts::closed;
    case ConversationView::All:
        break;
    }
    return &ConversationCounts::all;
}

/// Methods on one conversation.
struct ConversationParams {
    ConversationId conversationId;

    bool operator==(const ConversationParams &) const = default;
    static constexpr auto fields() { return std::tuple{field("conversationId", &ConversationParams::conversationId)}; }
};

/// inbox.release; answerNow lets the AI answer what is waiting.
struct ReleaseConversation {
    ConversationId conversationId;
    std::optional<bool> answerNow;

    bool operator==(const ReleaseConversation &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("conversationId", &ReleaseConversation::conversationId),
                          field("answerNow", &ReleaseConversation::answerNow)};
    }
};

/// inbox.assign; nobody when memberId is absent.
struct AssignConversation {
    ConversationId conversationId;
    std::optional<MemberId> memberId;

    bool operator==(const AssignConversation &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("conversationId", &AssignConversation::conversationId),
                          field("memberId", &AssignConversation::memberId)};
    }
};

/// inbox.snooze
struct SnoozeConversation {
    ConversationId conversationId;
    Timestamp until;

    bool operator==(const SnoozeConversation &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("conversationId", &SnoozeConversation::conversationId),
                          field("until", &SnoozeConversation::until)};
    }
};

/// inbox.setDraft; an empty body removes it.
struct SetDraft {
    ConversationId conversationId;
    QString body;

    bool operator==(const SetDraft &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("conversationId", &SetDraft::conversationId), field("body", &SetDraft::body)};
    }
};

/// inbox.open
struct OpenConversation {
    ContactId contactId;

    bool operator==(const OpenConversation &) const = default;
    static constexpr auto fields() { return std::tuple{field("contactId", &OpenConversation::contactId)}; }
};

/// inbox.search, newest first.
struct SearchRequest {
    QString text;
    std::optional<QString> before;
    std::optional<int> limit;
    std::optional<Empty> filter; ///< lists take one; this one has nothing to filter by

    bool operator==(const SearchRequest &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("text", &SearchRequest::text), field("before", &SearchRequest::before),
                          field("limit", &SearchRequest::limit), field("filter", &SearchRequest::filter)};
    }
};

/// One message that has all the words; `contact` is whose conversation it is in.
struct SearchHit {
    ConversationId conversationId;
    ContactRef contact;
    Message message;

    bool operator==(const SearchHit &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("conversationId", &SearchHit::conversationId), field("contact", &SearchHit::contact),
                          field("message", &SearchHit::message)};
    }
};

} // namespace counterbell
