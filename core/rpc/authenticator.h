// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/session.h"

#include <qcorotask.h>

namespace counterbell::rpc
{

/// Who the shop's people are, as signing in needs it. The team's service stands behind it.
class Authenticator
{
public:
    virtual ~Authenticator() = default;

    /// The member with this login and PIN. `wrongPin` for an unknown login as well as for a wrong PIN, after the
    /// same work, so that nobody learns which logins exist. Slowing is not its business.
    [[nodiscard]] virtual QCoro::Task<Result<Member>> login(QString login, QString pin) = 0;

    /// The members that can sign in, for the sign-in screen.
    [[nodiscard]] virtual QCoro::Task<Result<SignInNames>> signInNames() = 0;
};

} // namespace counterbell::rpc
