// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"
#include "core/api/result.h"
#include "core/rpc/permissions.h"

#include <qcorotask.h>

#include <functional>

namespace counterbell::rpc
{

/// A connection to this process; never reused while it runs, and not stored.
using SessionId = Id<struct SessionTag>;

/// Who calls. `member` is absent before login, which only a Permission::Public method ever sees.
struct Caller {
    std::optional<Member> member;
    SessionId session;
};

/// A call under way, or what was wrong with its parameters.
using Started = tl::expected<QCoro::Task<Result<QJsonObject>>, JsonProblem>;

/// One method of the contract: what discovery says of it, what dispatch checks, and the function.
struct Method {
    QString name;
    QString summary;
    Permission permission;
    QJsonObject (*parameterSchema)();
    QJsonObject (*resultSchema)();
    /// Reads the parameters and starts the call. The caller's right is checked before.
    std::function<Started(const Caller &, const QJsonObject &)> start;
};

} // namespace counterbell::rpc
