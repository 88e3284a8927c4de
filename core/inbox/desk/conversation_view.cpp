// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/conversation_view.h"

#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/desk/conversation_list_repository.h"
#include "core/inbox/message_repository.h"
#include "core/inbox/window.h"
#include "core/messaging/recipient.h"
#include "core/messaging/senders.h"
#include "core/team/member_repository.h"

namespace counterbell::inbox
{

namespace
{

std::optional<MemberRef> memberRef(store::Connection &db, std::optional<MemberId> id)
{
    const auto member = id ? team::MemberRepository().find(db, *id) : std::nullopt;
    return member ? std::optional(MemberRef{member->id, member->name}) : std::nullopt;
}

/// WhatsApp wherever there is an address, SMS wherever there is a number; each from the sender it would go from.
std::vector<ConversationChannel> channelsOf(store::Connection &db, ConversationId id, const ConversationState &state)
{
    std::vector<ConversationChannel> channels;
    const auto recipient = messaging::findRecipient(db, state.contactId, state.memberId);
    if (!recipient)
        return channels;
    const ConversationRepository conversations;
    const contacts::ConsentRepository ledger;
    const auto senders = messaging::readSenders(db);
    for (const auto channel : {Channel::Whatsapp, Channel::Sms}) {
        const auto address = recipient->addressOn(channel);
        const auto sender = messaging::senderFor(senders, channel, recipient->region);
        const auto known = conversations.channel(db, id, channel);
        if (!address || (!sender && !known))
            continue;
        ConversationChannel shown;
        shown.channel = channel;
        shown.address = *address;
        shown.sender = sender ? sender->number : known->sender;
        if (state.contactId)
            shown.consent = ledger.current(db, *state.contactId, channel, ConsentPurpose::Service);
        if (channel == Channel::Whatsapp && known && !known->isWindowClosed)
            shown.windowClosesAt = windowClosesAt(known->lastInboundAt);
        channels.push_back(std::move(shown));
    }
    return channels;
}

ContactRef contactRef(store::Connection &db, const ConversationState &state)
{
    ContactRef ref;
    if (state.contactId) {
        if (const auto contact = contacts::ContactRepository().find(db, *state.contactId)) {
            ref = {contact->id, contact->name, contact->phone, contact->phone.value_or(QString())};
            if (ref.address.isEmpty() && !contact->addresses.empty())
                ref.address = contact->addresses.front();
        }
    } else if (state.memberId) {
        if (const auto member = team::MemberRepository().find(db, *state.memberId))
            ref = {{}, member->name, member->phone, member->phone.value_or(QString())};
    }
    return ref;
}

} // namespace

std::optional<Conversation> viewConversation(store::Connection &db, ConversationId id)
{
    const auto state = ConversationRepository().state(db, id);
    const auto row = ConversationListRepository().row(db, id);
    if (!state || !row)
        return std::nullopt;
    Conversation conversation;
    conversation.id = id;
    conversation.contact = contactRef(db, *state);
    conversation.handling = state->handling;
    conversation.assignee = memberRef(db, state->assigneeId);
    conversation.status = state->status;
    conversation.needsReply = state->needsReply;
    conversation.unread = row->unread;
    if (row->lastMessageId)
        conversation.lastMessage = MessageRepository().find(db, *row->lastMessageId);
    conversation.channels = channelsOf(db, id, *state);
    conversation.version = row->version;
    conversation.waitingSince = row->waitingSince;
    conversation.snoozedUntil = row->snoozedUntil;
    conversation.handoverReason = row->handoverReason;
    conversation.draft = state->draft;
    conversation.member = memberRef(db, state->memberId);
    conversation.lastActivityAt = row->lastActivityAt;
    conversation.failed = row->isFailed;
    return conversation;
}

ContactRef viewContact(store::Connection &db, ConversationId id)
{
    const auto state = ConversationRepository().state(db, id);
    return state ? contactRef(db, *state) : ContactRef{};
}

} // namespace counterbell::inbox
