// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/apply_inbound.h"
#include "core/webhooks/inbound_keyword.h"

namespace counterbell::webhooks
{

/// Who wrote, and where it shows.
struct InboundCustomer {
    ContactId contact;
    ConversationId conversation;
    QString name;
};

/// What a message did to the ledger.
struct ConsentEffects {
    bool isKeyword = false;        ///< it was acted on as a keyword, so it asks for no other answer
    bool isPossibleOptOut = false; ///< it reads like an opt-out without being one: a person decides
    bool isSendRequested = false;  ///< an acknowledgement or the help text is queued
};

/// Keywords and the opt-in of who writes to us (DESIGN 6). An opt-out is acknowledged once, and not where Twilio
/// answers itself.
[[nodiscard]] ConsentEffects applyConsent(store::Tx &tx, const InboundCustomer &customer,
                                          const InboundMessageFact &fact, const Arrival &arrival);

/// "Possible opt-out": a line in the timeline, and a person instead of the AI.
void askAboutOptOut(store::Tx &tx, ConversationId id, Timestamp now);

[[nodiscard]] contacts::Keywords workspaceKeywords(store::Connection &db);
[[nodiscard]] bool isOptedOut(store::Connection &db, ContactId contact, Channel channel);

} // namespace counterbell::webhooks
