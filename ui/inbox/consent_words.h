// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"

namespace counterbell::ui
{

[[nodiscard]] QString channelName(Channel channel);
/// "Agreed", "Opted out", "Not asked".
[[nodiscard]] QString consentWord(ConsentState state);

/// How it came about, without the time: "Wrote to us first", "Said yes at the counter", "Replied STOP". What people
/// wrote or typed is isolated.
[[nodiscard]] QString consentOrigin(const ConsentEntry &entry);

/// The newest entry on this channel about service messages, of a ledger that is newest first.
[[nodiscard]] const ConsentEntry *newestEntry(const std::vector<ConsentEntry> &ledger, Channel channel);
/// Whether Twilio blocks the number until the customer writes START, so that nobody here can opt them in (DESIGN 6).
/// Only SMS is blocked so.
[[nodiscard]] bool isProviderBlocked(const std::vector<ConsentEntry> &ledger, Channel channel);
/// The sentence for it.
[[nodiscard]] QString onlyTheCustomerCan();

} // namespace counterbell::ui
