// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/apply_inbound.h"

#include "core/contacts/contact_repository.h"
#include "core/inbox/desk/handling_changes.h"
#include "core/inbox/initial_handling.h"
#include "core/messaging/restored_sends.h"
#include "core/team/member_repository.h"
#include "core/webhooks/inbound_consent.h"
#include "core/webhooks/inbound_message.h"
#include "core/webhooks/late_details.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

/// A member's number is no customer (DESIGN 5.4): their thread, their window, no AI, nobody waits for an answer.
void applyToMember(store::Tx &tx, const Member &member, const InboundMessageFact &fact, const Arrival &arrival)
{
    const inbox::ConversationRepository conversations;
    const auto id = conversations.ensureFor(tx, member.id, arrival.now);
    auto message = messageOf(fact, arrival);
    message.conversationId = id;
    message.author = {AuthorKind::Member, member.name};
    message.authorId = member.id;
    const auto added = inbox::MessageRepository().add(tx, message, attachmentsOf(fact));
    conversations.touchChannel(tx, id, fact.channel, fact.from.value, fact.to.value, arrival.at);
    conversations.messageReceived(tx, id, added, arrival.at, false);
    // Who writes on WhatsApp can be reached there, whatever an older failure said.
    if (fact.channel == Channel::Whatsapp)
        team::MemberRepository().learnCapability(tx, member.id, true, std::nullopt);
    const auto keyword = keywordOf(fact, workspaceKeywords(tx)).keyword;
    if (keyword == contacts::Keyword::OptOut || keyword == contacts::Keyword::OptIn)
        team::MemberRepository().setOptedOut(tx, member.id, keyword == contacts::Keyword::OptOut);
}

QString nameOf(store::Connection &db, ContactId contact, const InboundMessageFact &fact)
{
    const auto name = contacts::ContactRepository().nameOf(db, contact);
    return name.isEmpty() ? fact.profileName.value_or(fact.from.value) : name;
}

} // namespace

Effects InboundApplier::apply(store::Tx &tx, const InboundMessageFact &fact, const Arrival &arrival) const
{
    // It may be known without its key: from a seed, an import, or a backup that was restored.
    if (const auto known = inbox::MessageRepository().findBySid(tx, fact.messageSid)) {
        if (!arrival.isListed)
            fillIn(tx, *known, fact, arrival.now);
        return {};
    }
    const auto member = fact.from.kind == contacts::AddressKind::Phone
                            ? team::MemberRepository().findByPhone(tx, fact.from.value)
                            : std::nullopt;
    if (!member)
        return applyToCustomer(tx, fact, arrival);
    applyToMember(tx, *member, fact, arrival);
    return {};
}

Effects InboundApplier::applyToCustomer(store::Tx &tx, const InboundMessageFact &fact, const Arrival &arrival) const
{
    const contacts::ContactRepository contactRows;
    const inbox::ConversationRepository conversations;
    const auto contact = contactRows.findOrCreateForInbound(tx, identityOf(fact), arrival.now);
    const auto id = conversations.ensureFor(tx, contact, inbox::initialHandling(tx), arrival.now);
    auto message = messageOf(fact, arrival);
    message.conversationId = id;
    message.author = {AuthorKind::Contact, nameOf(tx, contact, fact)};
    const auto added = inbox::MessageRepository().add(tx, message, attachmentsOf(fact));
    conversations.touchChannel(tx, id, fact.channel, fact.from.value, fact.to.value, arrival.at);
    if (fact.channel == Channel::Whatsapp)
        contactRows.learnCapability(tx, contact, true, std::nullopt);

    const auto consent = applyConsent(tx, {contact, id, message.author.name}, fact, arrival);
    const bool needsReply = !consent.isKeyword && !isBlank(fact);
    conversations.messageReceived(tx, id, added, arrival.at, needsReply);
    Effects effects{consent.isSendRequested, false};
    if (consent.isPossibleOptOut)
        askAboutOptOut(tx, id, arrival.now);
    else if (needsReply)
        effects.isTurnRequested = requestAnswer(tx, id, fact, arrival);
    return effects;
}

bool InboundApplier::requestAnswer(store::Tx &tx, ConversationId id, const InboundMessageFact &fact,
                                   const Arrival &arrival) const
{
    const auto state = inbox::ConversationRepository().state(tx, id);
    if (!state || state->handling != Handling::Ai)
        return false;
    const auto ask = [&](const QString &reason) {
        inbox::needHuman(tx, id, reason, {AuthorKind::System, {}}, arrival.now);
        return false;
    };
    // The AI is silent while the customer is opted out, and too late to answer what is old (DESIGN 5.3, 6).
    if (isOptedOut(tx, *state->contactId, fact.channel))
        return ask(u"recipientOptedOut"_s);
    if (arrival.now - arrival.at > kFreshMessage)
        return ask(u"lateMessage"_s);
    if (messaging::wasRestoredSince(tx, arrival.at))
        return ask(u"restored"_s);
    m_requestTurn(tx, id, arrival.now);
    return true;
}

} // namespace counterbell::webhooks
