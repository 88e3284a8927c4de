// SPDX-License-Identifier: Apache-2.0
#include "core/agent/turn_facts.h"

#include "core/agent/turn_repository.h"
#include "core/contacts/consent_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/message_repository.h"
#include "core/inbox/window.h"
#include "core/store/settings_repository.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

namespace
{

bool isWindowOpen(store::Connection &db, ConversationId conversation, Channel channel, Timestamp now)
{
    if (channel != Channel::Whatsapp)
        return true;
    const auto standing = inbox::ConversationRepository().channel(db, conversation, channel);
    return standing && !standing->isWindowClosed && inbox::isWindowOpen(standing->lastInboundAt, now);
}

} // namespace

std::optional<TurnContext> contextOf(store::Connection &db, const Turn &turn, Timestamp now)
{
    const auto conversation = inbox::ConversationRepository().state(db, turn.conversationId);
    const auto inbound = inbox::MessageRepository().find(db, turn.lastInboundId);
    if (!conversation || !conversation->contactId || !conversation->lastInboundId || !inbound)
        return std::nullopt;
    TurnContext context;
    context.contactId = *conversation->contactId;
    context.channel = inbound->channel;
    context.settings = store::settingsOf<AgentSettings>(db, u"agent"_s);
    auto &facts = context.facts;
    facts.now = now;
    facts.isAgentOn = context.settings.enabled;
    facts.handling = conversation->handling;
    facts.handlingVersion = conversation->handlingVersion;
    facts.lastInboundId = *conversation->lastInboundId;
    facts.inboundAt = inbound->at;
    facts.hasOptedOut = contacts::ConsentRepository().current(db, context.contactId, context.channel,
                                                              ConsentPurpose::Service) == ConsentState::OptedOut;
    facts.isWindowOpen = isWindowOpen(db, turn.conversationId, context.channel, now);
    facts.maximumReplies = context.settings.maximumReplies;
    facts.messagesWithoutHuman =
        TurnRepository().messagesWithoutHuman(db, turn.conversationId, context.settings.maximumReplies);
    return context;
}

} // namespace counterbell::agent
