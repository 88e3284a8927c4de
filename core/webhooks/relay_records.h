// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/senders.h"
#include "core/store/store.h"
#include "core/webhooks/relay_settings.h"

#include <QMap>

/// What is written down of the relays and of what the provider was told to call: the settings groups "relays" and
/// "webhooks", which always change together.
namespace counterbell::webhooks
{

struct PairedShop {
    PairedRelays relays;
    messaging::Senders senders;
};
[[nodiscard]] store::Pending<PairedShop> readPairedShop(store::Store &store);

/// By which a redeemed code is known again: its SHA-256 as hex.
[[nodiscard]] QString fingerprintOf(const QString &code);

/// A relay that is paired anew keeps its place.
[[nodiscard]] store::Pending<void> keepRedeemed(store::Store &store, QString code, PairedRelay paired);

/// The relay has another public URL.
[[nodiscard]] store::Pending<void> keepMoved(store::Store &store, QString tenant, QString publicUrl);

/// The shop has left the relay.
[[nodiscard]] store::Pending<void> keepLeft(store::Store &store, QString tenant);

/// Which SMS numbers carry files.
[[nodiscard]] store::Pending<void> keepMms(store::Store &store, QMap<QString, bool> mms);

} // namespace counterbell::webhooks
