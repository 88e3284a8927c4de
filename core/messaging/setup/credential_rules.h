// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/provider.h"
#include "core/api/result.h"
#include "core/messaging/providers/twilio/account.h"
#include "core/messaging/senders.h"

namespace counterbell::messaging
{

/// Applies what is present. `invalidArgument` with details.argument and details.problem: accountSid, apiKeySid (shape),
/// authToken, apiKeySecret (missing where the account or key is another; characters, tooLong).
[[nodiscard]] Result<TwilioAccount> changedAccount(TwilioAccount account, const ProviderCredentials &change);

/// The senders as chosen; what sending has learnt about those that stay is kept. `invalidArgument` with
/// details.argument senders and details.problem: tooMany (over 50), number, region, repeated.
[[nodiscard]] Result<Senders> changedSenders(const Senders &before, const std::vector<SenderChoice> &chosen);

} // namespace counterbell::messaging
