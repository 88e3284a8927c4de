// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/session.h"
#include "core/async/async_mutex.h"
#include "core/rpc/login_throttle.h"
#include "core/rpc/method.h"

namespace counterbell::rpc
{

class Authenticator;
class MethodRegistry;
class Sessions;

/// session.hello, login, members, whoAmI and logout. Outlives the registry's use and all calls.
class SessionMethods
{
public:
    using SteadyNow = std::function<LoginThrottle::Instant()>;

    /// `hello` gives what this core is, each time anew.
    SessionMethods(Sessions &sessions, Authenticator &authenticator, std::function<HelloResult()> hello,
                   SteadyNow now = &std::chrono::steady_clock::now);

    void addTo(MethodRegistry &registry);

private:
    QCoro::Task<Result<Signed>> login(Caller caller, Login request);
    QCoro::Task<Result<Signed>> whoAmI(Caller caller);
    QCoro::Task<Result<Empty>> logout(Caller caller);
    QCoro::Task<Result<HelloResult>> hello();
    [[nodiscard]] std::shared_ptr<AsyncMutex> turnsOf(const QString &login);

    Sessions &m_sessions;
    Authenticator &m_authenticator;
    const std::function<HelloResult()> m_hello;
    const SteadyNow m_now;
    LoginThrottle m_throttle;
    QHash<QString, std::weak_ptr<AsyncMutex>> m_turns;
};

} // namespace counterbell::rpc
