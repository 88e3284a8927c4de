// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/provider_values.h"
#include "core/webhooks/ingest.h"

namespace counterbell::webhooks
{

/// A listed message as a journal entry: the same fact that its webhook makes, less what a list doesn't tell. The body
/// is JSON, so that replay reads it again.
[[nodiscard]] CheckedEntry entryOf(const messaging::ListedMessage &message,
                                   const std::vector<messaging::MediaItem> &media, const QString &accountSid);

/// The fact behind such a body.
[[nodiscard]] CheckedRequest readListed(const QByteArray &body);

} // namespace counterbell::webhooks
