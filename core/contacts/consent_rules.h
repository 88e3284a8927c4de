// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"

#include <span>

namespace counterbell::contacts
{

/// What the rules need of a ledger row of one contact. `at` is the time of the message or of the action.
struct ConsentFact {
    Channel channel = Channel::Sms;
    ConsentPurpose purpose = ConsentPurpose::Service;
    ConsentState state = ConsentState::OptedIn;
    ConsentSource source = ConsentSource::Operator;
    Timestamp at;
    bool providerBlocked = false; ///< Twilio refuses this number by SMS

    bool operator==(const ConsentFact &) const = default;
};

/// What the ledger says now about one channel and purpose. The row with the latest message or action time decides,
/// whatever the order in which rows were recorded; at a tie opted-out wins (DESIGN 6, FEATURES PQ-31).
[[nodiscard]] ConsentState currentConsent(std::span<const ConsentFact> ledger, Channel channel, ConsentPurpose purpose);

/// Whether Twilio itself refuses this number by SMS: what the contact's last keyword, or Twilio's refusal, left behind.
/// A person's entry changes nothing about it; only the customer's START does (DESIGN 6).
[[nodiscard]] bool isProviderBlocked(std::span<const ConsentFact> ledger);

/// Somebody asked for no more messages.
struct OptOut {
    Channel channel = Channel::Sms;
    ConsentSource source = ConsentSource::Keyword;
    Timestamp at;
    bool perChannel = false;       ///< Workspace::optOutPerChannel: close its own channel only
    bool blocksAtProvider = false; ///< Twilio acted on the keyword itself, or refused with 21610
};

/// A keyword that asks for messages again.
struct OptIn {
    Channel channel = Channel::Sms;
    Timestamp at;
    bool onlyIfOptedOut = false;     ///< YES and JA
    bool unblocksAtProvider = false; ///< an SMS that Twilio takes for START as well (keywords.h, OptOutType)
};

/// Rows to add for an opt-out: every channel or its own; both purposes, since who says stop isn't asked which of them
/// was meant.
[[nodiscard]] std::vector<ConsentFact> rowsForOptOut(std::span<const ConsentFact> ledger, const OptOut &optOut);

/// Rows to add for an opt-in keyword: service on its own channel, and everywhere what the contact's own STOP closed.
/// Marketing is lifted only where it had been agreed to before; what a person recorded stays closed on other channels.
/// An SMS row says providerBlocked where Twilio's block outlives the keyword.
[[nodiscard]] std::vector<ConsentFact> rowsForOptIn(std::span<const ConsentFact> ledger, const OptIn &optIn);

/// The row to add when a customer writes to us: while unknown, an opt-in of source inbound (DESIGN 6).
[[nodiscard]] std::optional<ConsentFact> rowForInbound(std::span<const ConsentFact> ledger, Channel channel,
                                                       Timestamp at);

} // namespace counterbell::contacts
