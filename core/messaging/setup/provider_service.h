// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/provider.h"
#include "core/api/team.h"
#include "core/messaging/providers/provider.h"
#include "core/messaging/setup/account_settings.h"

#include <QObject>

namespace counterbell::messaging
{

/// The account at the provider as the settings show and change it. Secrets go to the SecretStore and never come back.
/// What was changed is noted in the database, so that every core which shares it takes it up (setup_change.h).
class ProviderService : public QObject
{
    Q_OBJECT

public:
    /// Makes a client for credentials that are to be tried.
    using MakeSetup = std::function<std::shared_ptr<ProviderSetup>(TwilioAccount)>;

    ProviderService(store::Store &store, const Clock &clock, secrets::SecretStore &secrets, MakeSetup makeSetup);

    [[nodiscard]] QCoro::Task<Result<Providers>> list();
    /// A real call with the credentials as kept, or with those given, which are not kept (FEATURES CB-02, NX 14).
    [[nodiscard]] QCoro::Task<Result<ProviderTest>> test(ProviderCredentials candidate);
    /// Keeps what is present; whether it works, `test` says. Errors as `changedAccount`.
    [[nodiscard]] QCoro::Task<Result<Providers>> setCredentials(Member me, ProviderCredentials change);
    /// Errors as `changedSenders`.
    [[nodiscard]] QCoro::Task<Result<Providers>> setSenders(Member me, SetSenders change);

private:
    store::Store &m_store;
    const Clock &m_clock;
    secrets::SecretStore &m_secrets;
    MakeSetup m_makeSetup;
    std::optional<ProviderTest> m_lastTest; ///< of what is kept now
    bool m_isSetting = false;
};

} // namespace counterbell::messaging
