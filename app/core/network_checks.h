// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/finding.h"
#include "core/messaging/senders.h"
#include "core/messaging/setup/account_settings.h"
#include "core/webhooks/relay_settings.h"

#include <qcorotask.h>

#include <vector>

namespace counterbell
{

/// Whom the shop deals with over the network.
struct Peers {
    webhooks::PairedRelays relays;
    messaging::Senders senders;
    std::chrono::seconds clockOffset{0};
};
[[nodiscard]] Peers readPeers(store::Connection &db);

/// Whether Twilio takes the credentials and knows the senders, how far its clock is from ours (DESIGN 4.5: more than
/// 60 s is too much), and whether each relay answers. `account` is empty where it can't be read. Asks, changes nothing.
[[nodiscard]] QCoro::Task<std::vector<Finding>> checkNetwork(std::optional<messaging::KeptAccount> account, Peers peers,
                                                             Timestamp now);

} // namespace counterbell
