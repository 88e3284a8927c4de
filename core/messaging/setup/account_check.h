// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/provider.h"
#include "core/messaging/providers/provider.h"
#include "core/messaging/senders.h"

namespace counterbell::messaging
{

/// A stable word for why a call to the provider failed, as ProviderTest::problem lists them.
[[nodiscard]] QString providerProblem(const Error &error);

/// Asks the provider whether it takes the credentials and knows the senders. Changes nothing there.
/// `setup` is kept until the answer is here.
[[nodiscard]] QCoro::Task<ProviderTest> checkAccount(std::shared_ptr<ProviderSetup> setup, Senders senders,
                                                     Timestamp now);

} // namespace counterbell::messaging
