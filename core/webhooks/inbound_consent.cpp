// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/inbound_consent.h"

#include "core/contacts/consent_ledger.h"
#include "core/contacts/opt_out_wish.h"
#include "core/inbox/desk/handling_changes.h"
#include "core/messaging/outbox.h"
#include "core/messaging/restored_sends.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;
using contacts::Keyword;

namespace
{

/// An answer that the shop's settings word, not a person: at most one per message.
bool acknowledge(store::Tx &tx, const InboundCustomer &customer, const InboundMessageFact &fact, const QString &text,
                 const Arrival &arrival)
{
    if (text.trimmed().isEmpty() || messaging::wasRestoredSince(tx, arrival.at))
        return false;
    messaging::NewSend send;
    send.category = SendCategory::Acknowledgement;
    send.contactId = customer.contact;
    send.conversationId = customer.conversation;
    send.route = {{fact.channel, text, std::nullopt}};
    send.author = {AuthorKind::System, {}};
    send.cause = u"acknowledgement:"_s + fact.messageSid;
    return !messaging::Outbox().request(tx, send, arrival.now).refusal;
}

bool optOut(store::Tx &tx, const InboundCustomer &customer, const InboundMessageFact &fact, bool isTwilios,
            const Arrival &arrival)
{
    const bool wasOptedOut = isOptedOut(tx, customer.contact, fact.channel);
    const bool isBlocking = isTwilios && fact.channel == Channel::Sms;
    contacts::ConsentLedger().recordOptOut(tx, customer.contact,
                                           {.channel = fact.channel, .at = arrival.at, .blocksAtProvider = isBlocking},
                                           {fact.body, customer.name, arrival.now});
    // A STOP that was overtaken by a later START changes nothing, and a second one was acknowledged already.
    if (wasOptedOut || !isOptedOut(tx, customer.contact, fact.channel))
        return false;
    inbox::addEvent(tx, customer.conversation, u"opted_out"_s, {AuthorKind::Contact, customer.name}, fact.body,
                    arrival.now);
    const auto text = workspace::readWorkspace(tx).optOutAcknowledgement;
    return !isTwilios && acknowledge(tx, customer, fact, text, arrival);
}

/// Whether the keyword turned anything back on.
bool optIn(store::Tx &tx, const InboundCustomer &customer, const InboundMessageFact &fact,
           const KeywordRequest &request, const Arrival &arrival)
{
    const bool wasOptedOut = isOptedOut(tx, customer.contact, fact.channel);
    const bool isOnlyBack = request.keyword == Keyword::OptInIfOptedOut;
    const auto entries =
        contacts::ConsentLedger().recordOptIn(tx, customer.contact,
                                              {.channel = fact.channel,
                                               .at = arrival.at,
                                               .onlyIfOptedOut = isOnlyBack,
                                               .unblocksAtProvider = request.isTwilios && fact.channel == Channel::Sms},
                                              {fact.body, customer.name, arrival.now});
    if (wasOptedOut && !isOptedOut(tx, customer.contact, fact.channel))
        inbox::addEvent(tx, customer.conversation, u"opted_in"_s, {AuthorKind::Contact, customer.name}, fact.body,
                        arrival.now);
    return !isOnlyBack || !entries.empty();
}

} // namespace

ConsentEffects applyConsent(store::Tx &tx, const InboundCustomer &customer, const InboundMessageFact &fact,
                            const Arrival &arrival)
{
    const auto request = keywordOf(fact, workspaceKeywords(tx));
    switch (request.keyword) {
    case Keyword::OptOut:
        return {.isKeyword = true, .isSendRequested = optOut(tx, customer, fact, request.isTwilios, arrival)};
    case Keyword::OptIn:
    case Keyword::OptInIfOptedOut:
        if (optIn(tx, customer, fact, request, arrival))
            return {.isKeyword = true};
        break;
    case Keyword::Help:
        if (request.isTwilios || isOptedOut(tx, customer.contact, fact.channel))
            return {.isKeyword = true};
        return {.isKeyword = true,
                .isSendRequested = acknowledge(tx, customer, fact, workspace::readWorkspace(tx).helpText, arrival)};
    case Keyword::None:
        break;
    }
    contacts::ConsentLedger().recordInbound(tx, customer.contact, fact.channel, arrival.at,
                                            {fact.body, customer.name, arrival.now});
    return {.isPossibleOptOut =
                contacts::looksLikeOptOut(fact.body) && !isOptedOut(tx, customer.contact, fact.channel)};
}

void askAboutOptOut(store::Tx &tx, ConversationId id, Timestamp now)
{
    const Author system{AuthorKind::System, {}};
    inbox::addEvent(tx, id, u"possible_opt_out"_s, system, {}, now);
    const auto state = inbox::ConversationRepository().state(tx, id);
    if (state && state->handling == Handling::Ai)
        inbox::needHuman(tx, id, u"possibleOptOut"_s, system, now);
}

contacts::Keywords workspaceKeywords(store::Connection &db)
{
    const auto workspace = workspace::readWorkspace(db);
    return {workspace.optOutKeywords, workspace.optInKeywords, contacts::defaultKeywords().help};
}

bool isOptedOut(store::Connection &db, ContactId contact, Channel channel)
{
    return contacts::ConsentRepository().current(db, contact, channel, ConsentPurpose::Service) ==
           ConsentState::OptedOut;
}

} // namespace counterbell::webhooks
