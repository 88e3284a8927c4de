// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/conversation_view.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/phone_number.h"
#include "core/inbox/desk/conversation_view_repository.h"
#include "core/inbox/message_repository.h"
#include "core/inbox/window.h"
#include "core/messaging/recipient.h"
#include "core/messaging/senders.h"

namespace counterbell::inbox
{

namespace
{

/// What the shown conversations need, read at once.
struct Known {
    std::map<ConversationId, ConversationRow> rows;
    std::map<ContactId, QStringList> addresses;
    std::map<std::pair<ConversationId, Channel>, ChannelState> channels;
    std::map<ContactId, std::vector<contacts::ConsentFact>> consents;
    std::map<MessageId, Message> messages;
    messaging::Senders senders;
    bool isSenderChosenByRegion = false;
};

std::vector<ContactId> contactsOf(const std::map<ConversationId, ConversationRow> &rows)
{
    std::vector<ContactId> ids;
    for (const auto &[id, row] : rows) {
        if (row.contactId)
            ids.push_back(*row.contactId);
    }
    return ids;
}

bool hasSeveralSenders(const messaging::Senders &senders)
{
    std::map<Channel, int> counts;
    return std::any_of(senders.items.begin(), senders.items.end(),
                       [&](const messaging::Sender &sender) { return ++counts[sender.channel] > 1; });
}

Known readAll(store::Connection &db, const std::vector<ConversationId> &ids)
{
    const ConversationViewRepository view;
    Known known;
    known.rows = view.rows(db, ids);
    const auto contactIds = contactsOf(known.rows);
    known.addresses = view.addresses(db, contactIds);
    known.channels = view.channels(db, ids);
    known.consents = contacts::ConsentRepository().facts(db, contactIds);
    std::vector<MessageId> last;
    for (const auto &[id, row] : known.rows) {
        if (row.lastMessageId)
            last.push_back(*row.lastMessageId);
    }
    known.messages = MessageRepository().find(db, last);
    known.senders = messaging::readSenders(db);
    known.isSenderChosenByRegion = hasSeveralSenders(known.senders);
    return known;
}

ContactRef contactRef(const ConversationRow &row, const std::map<ContactId, QStringList> &addresses)
{
    ContactRef ref{row.contactId.value_or(ContactId{}), row.name, row.phone, row.phone.value_or(QString())};
    if (const auto found = addresses.find(ref.id); ref.address.isEmpty() && found != addresses.end())
        ref.address = found->second.front();
    return ref;
}

messaging::Recipient recipientOf(const ConversationRow &row, const Known &known)
{
    messaging::Recipient recipient;
    recipient.phone = row.phone;
    if (const auto found = known.addresses.find(row.contactId.value_or(ContactId{})); found != known.addresses.end())
        recipient.bsuid = messaging::userIdAmong(found->second);
    // What a number's country is costs more than all else here, and mostly there is nothing to choose.
    if (row.phone && known.isSenderChosenByRegion)
        recipient.region = contacts::regionOf(*row.phone).value_or(QString());
    return recipient;
}

/// WhatsApp wherever there is an address, SMS wherever there is a number; each from the sender it would go from.
std::vector<ConversationChannel> channelsOf(const ConversationRow &row, const Known &known)
{
    std::vector<ConversationChannel> channels;
    const auto recipient = recipientOf(row, known);
    const auto ledger = known.consents.find(row.contactId.value_or(ContactId{}));
    for (const auto channel : {Channel::Whatsapp, Channel::Sms}) {
        const auto address = recipient.addressOn(channel);
        const auto sender = messaging::senderFor(known.senders, channel, recipient.region);
        const auto standing = known.channels.find({row.id, channel});
        const bool isKnown = standing != known.channels.end();
        if (!address || (!sender && !isKnown))
            continue;
        ConversationChannel shown;
        shown.channel = channel;
        shown.address = *address;
        shown.sender = sender ? sender->number : standing->second.sender;
        if (ledger != known.consents.end())
            shown.consent = contacts::currentConsent(ledger->second, channel, ConsentPurpose::Service);
        if (channel == Channel::Whatsapp && isKnown && !standing->second.isWindowClosed)
            shown.windowClosesAt = windowClosesAt(standing->second.lastInboundAt);
        channels.push_back(std::move(shown));
    }
    return channels;
}

Conversation conversationOf(const ConversationRow &row, const Known &known)
{
    Conversation conversation;
    conversation.id = row.id;
    conversation.contact = contactRef(row, known.addresses);
    conversation.handling = row.handling;
    conversation.assignee = row.assignee;
    conversation.status = row.status;
    conversation.needsReply = row.needsReply;
    conversation.unread = row.unread;
    if (const auto last = known.messages.find(row.lastMessageId.value_or(MessageId{})); last != known.messages.end())
        conversation.lastMessage = last->second;
    conversation.channels = channelsOf(row, known);
    conversation.version = row.version;
    conversation.waitingSince = row.waitingSince;
    conversation.snoozedUntil = row.snoozedUntil;
    conversation.handoverReason = row.handoverReason;
    conversation.draft = row.draft;
    conversation.lastActivityAt = row.lastActivityAt;
    conversation.failed = row.isFailed;
    if (row.memberId)
        conversation.member = MemberRef{*row.memberId, row.name};
    return conversation;
}

} // namespace

std::vector<Conversation> viewConversations(store::Connection &db, const std::vector<ConversationId> &ids)
{
    const auto known = readAll(db, ids);
    std::vector<Conversation> shown;
    shown.reserve(ids.size());
    for (const auto id : ids) {
        if (const auto row = known.rows.find(id); row != known.rows.end())
            shown.push_back(conversationOf(row->second, known));
    }
    return shown;
}

std::optional<Conversation> viewConversation(store::Connection &db, ConversationId id)
{
    auto shown = viewConversations(db, {id});
    return shown.empty() ? std::nullopt : std::optional(std::move(shown.front()));
}

std::map<ConversationId, ContactRef> viewContacts(store::Connection &db, const std::vector<ConversationId> &ids)
{
    const ConversationViewRepository view;
    const auto rows = view.rows(db, ids);
    const auto addresses = view.addresses(db, contactsOf(rows));
    std::map<ConversationId, ContactRef> refs;
    for (const auto &[id, row] : rows)
        refs.emplace(id, contactRef(row, addresses));
    return refs;
}

} // namespace counterbell::inbox
