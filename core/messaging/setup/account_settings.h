// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/twilio/account.h"
#include "core/secrets/secret_store.h"
#include "core/store/store.h"

namespace counterbell::messaging
{

/// The names that the account's secrets are kept under.
inline constexpr QLatin1StringView kAuthTokenSecret{"twilio.auth-token"};
/// The token before the present one: webhooks under way are still signed with it (DESIGN 5.3).
inline constexpr QLatin1StringView kPreviousTokenSecret{"twilio.auth-token.previous"};
inline constexpr QLatin1StringView kApiKeySecret{"twilio.api-key-secret"};

/// Whether that is one of them.
[[nodiscard]] bool isAccountSecret(const QString &name);

/// The account as it is kept, and what webhooks may be signed with, the present token first.
struct KeptAccount {
    TwilioAccount account;
    std::vector<QByteArray> tokens;
};

/// Settings group "twilio" and the secrets. A stand-in for Twilio is for sandboxes alone, whatever the settings say.
[[nodiscard]] QCoro::Task<Result<KeptAccount>> readAccount(store::Store *store, secrets::SecretStore *secrets);

/// Puts away what differs from `before`, the secrets first: settings that promise one which isn't there would fail
/// every call. With the settings the change is noted for whoever holds the old ones (setup_change.h).
[[nodiscard]] QCoro::Task<Result<>> keepAccount(store::Store *store, secrets::SecretStore *secrets, KeptAccount before,
                                                TwilioAccount account);

} // namespace counterbell::messaging
