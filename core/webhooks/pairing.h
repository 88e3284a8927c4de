// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/http_client.h"
#include "core/webhooks/relay_settings.h"

namespace counterbell::webhooks
{

/// The parts of a pairing code, `<url>#<tenant>.<secret>`, as `counterbell-relay tenant add` prints it.
struct PairingCode {
    QUrl url; ///< the relay's base: https, or http to loopback
    QString tenant;
};

/// `invalidArgument` with details.argument `code` for anything else.
[[nodiscard]] Result<PairingCode> parsePairingCode(const QString &code);

/// A paired relay and the token for its link.
struct Pairing {
    PairedRelay relay;
    QByteArray linkToken;
};

/// Redeems the code at `POST <url>/pair` (CONTRACT 4). It works once, and with the same `claim` again until a link was
/// opened with the token. `notPermitted` when the relay says no, `providerUnreachable` when it can't be reached or
/// answers with something else.
[[nodiscard]] QCoro::Task<Result<Pairing>> redeem(messaging::HttpClient &http, QString code, QString claim);

} // namespace counterbell::webhooks
