// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/inbound_fact.h"
#include "core/webhooks/raw_request.h"

#include <variant>

namespace counterbell::webhooks
{

/// What this shop's webhooks are recognised by.
struct WebhookKeys {
    QString accountSid;
    std::vector<QByteArray> tokens;      ///< the current auth token and, while it is rotated, the previous one
    std::vector<QByteArray> publicBases; ///< "https://host/t/{tenant}/" of each relay, as registered
};

/// Not the provider's, or not for this shop: never processed.
struct Rejection {
    QString problem; ///< oversized, foreignUrl, signature…, foreignAccount
};

/// The provider's, but nothing that this version can read; replay may, later.
struct Unreadable {
    QString problem;
};

using CheckedRequest = std::variant<InboundFact, Rejection, Unreadable>;

/// DESIGN 5.3 in this order: size, URL under a public base of ours, signature, shape, account. Pure.
[[nodiscard]] CheckedRequest checkRequest(const RawRequest &request, const WebhookKeys &keys);

/// Reads a request whose signature was checked when it was journalled.
[[nodiscard]] CheckedRequest readRequest(const RawRequest &request, const WebhookKeys &keys);

} // namespace counterbell::webhooks
