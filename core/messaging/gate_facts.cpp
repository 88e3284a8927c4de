// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/gate_facts.h"

#include "core/api/notification.h"
#include "core/api/workspace.h"
#include "core/contacts/consent_repository.h"
#include "core/contacts/phone_number.h"
#include "core/inbox/conversation_repository.h"
#include "core/media/attachment_repository.h"
#include "core/messaging/budget_repository.h"
#include "core/messaging/segments.h"
#include "core/messaging/template_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

/// The toggle of a category; those without one are always on (FEATURES NX-01).
bool isEnabled(store::Connection &db, SendCategory category)
{
    const auto toggles = store::settingsOf<NotificationSettings>(db, u"notifications"_s);
    switch (category) {
    case SendCategory::JobReady:
        return toggles.jobReady;
    case SendCategory::TaskAssignment:
        return toggles.taskAssignment;
    case SendCategory::StatusChange:
        return toggles.statusChange;
    case SendCategory::UrgentFlagged:
        return toggles.urgentFlagged;
    default:
        return true;
    }
}

void addConsent(store::Connection &db, GateFacts &facts, const SendRow &send)
{
    if (!send.contactId)
        return;
    const contacts::ConsentRepository ledger;
    facts.consent = ledger.current(db, *send.contactId, facts.channel, ConsentPurpose::Service);
    facts.marketingConsent = ledger.current(db, *send.contactId, facts.channel, ConsentPurpose::Marketing);
}

/// What the shop has set for everything that it sends.
void addShopRules(store::Connection &db, GateFacts &facts)
{
    const auto shop = store::settingsOf<Workspace>(db, u"workspace"_s);
    facts.isRecordedOptInRequired = shop.requireRecordedOptIn;
    facts.allowedRegions = shop.allowedRegions;
    facts.isSuppressed = shop.quietPreview;
}

void addConversation(store::Connection &db, GateFacts &facts, const std::optional<ConversationId> &id)
{
    if (!id)
        return;
    const inbox::ConversationRepository conversations;
    if (const auto channel = conversations.channel(db, *id, facts.channel)) {
        facts.lastInboundAt = channel->lastInboundAt;
        facts.isWindowClosedByProvider = channel->isWindowClosed;
    }
    if (const auto state = conversations.state(db, *id)) {
        facts.currentHandlingVersion = state->handlingVersion;
        facts.isHandledByAi = state->handling == Handling::Ai;
    }
}

MediaFile fileOf(store::Connection &db, AttachmentId id)
{
    const auto row = media::AttachmentRepository().find(db, id);
    if (!row)
        return {{}, 0, false};
    return {row->shown.contentType, row->shown.size.value_or(0), row->shown.state == AttachmentState::Stored};
}

} // namespace

StepFacts factsFor(store::Connection &db, const SendRow &send, const RouteStep &step,
                   const std::optional<Recipient> &recipient, Timestamp now)
{
    StepFacts facts;
    auto &gates = facts.gates;
    gates.category = send.category;
    gates.channel = step.channel;
    gates.now = now;
    // Later due times are those of further tries: they make nothing younger.
    gates.requestedAt = std::max(send.at, send.holdEndsAt.value_or(send.at));
    gates.isCategoryEnabled = isEnabled(db, send.category);
    gates.body = step.body;
    gates.templateChoice = step.templateChoice;
    for (const auto &file : send.media)
        gates.media.push_back(fileOf(db, file.attachmentId));
    gates.handlingVersion = send.handlingVersion;
    if (step.templateChoice)
        gates.knownTemplate = TemplateRepository().find(db, step.templateChoice->sid);
    if (recipient) {
        gates.isToMember = recipient->isMember;
        gates.hasMemberOptedOut = recipient->hasOptedOut;
        gates.address = recipient->addressOn(step.channel);
        // WhatsApp's id of somebody who hides their number is no number, and fine.
        gates.isAddressValid = !gates.address || gates.address == recipient->bsuid ||
                               contacts::parsePhone(*gates.address, u"ZZ").has_value();
        gates.region = recipient->region;
        facts.sender = senderFor(readSenders(db), step.channel, recipient->region);
        gates.canSenderSendMedia = facts.sender && facts.sender->mms.value_or(false);
        addConversation(db, gates, recipient->conversationId);
    }
    addConsent(db, gates, send);
    addShopRules(db, gates);
    const BudgetRepository budgets;
    const auto segments = step.channel == Channel::Sms ? countSegments(step.body).segments : 1;
    gates.isInBudget = budgets.fits(db, u"twilio"_s, budgets.estimate(db, step.channel, segments),
                                    send.isBudgetReserved ? std::optional(send.reservedMicros) : std::nullopt);
    return facts;
}

} // namespace counterbell::messaging
