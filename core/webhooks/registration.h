// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"
#include "core/messaging/providers/provider.h"
#include "core/messaging/senders.h"
#include "core/messaging/webhook_urls.h"
#include "core/webhooks/relay_settings.h"

namespace counterbell::webhooks
{

/// The URLs under a relay's public base, without a fragment.
[[nodiscard]] messaging::RegisteredWebhooks webhooksUnder(const PairedRelay &relay);

/// What to register at the provider: with Twilio's own retries asked for, and the second relay as fallback. Without a
/// relay nothing: the senders' webhooks are cleared, where they are ours.
[[nodiscard]] messaging::WebhookUrls urlsToRegister(const PairedRelays &relays);

/// Whether a sender's webhook may be written: it is unset, or ours already. A shop's live number that points to
/// somebody else's system is left alone until a person says otherwise (FACTS 9.2).
[[nodiscard]] bool mayOverwrite(const QString &present, const PairedRelays &relays, WorkspaceKind kind);

/// What registering found out about the senders.
struct Registration {
    QStringList foreign;     ///< numbers whose webhook belongs to somebody else
    QMap<QString, bool> mms; ///< SMS numbers that can carry files, or can't, where that is news
};

/// Sets the webhooks of all senders where they aren't set yet; an error when the provider did not answer, and
/// `notFound` when a sender is missing there, once the others are set.
[[nodiscard]] QCoro::Task<Result<Registration>> registerWebhooks(messaging::ProviderSetup &provider,
                                                                 messaging::Senders senders, PairedRelays relays,
                                                                 WorkspaceKind kind);

} // namespace counterbell::webhooks
