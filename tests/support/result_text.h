// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"

namespace counterbell::test
{

/// The wire name of why it failed, "ok" when it didn't: safe to ask of either, and readable in a failure.
template <class T>
[[nodiscard]] QString reasonOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : QString(wireName(result.error().reason));
}

/// details.problem, "ok" when there is no error.
template <class T>
[[nodiscard]] QString problemOf(const Result<T> &result)
{
    return result ? QStringLiteral("ok") : result.error().details.value(QLatin1StringView("problem")).toString();
}

} // namespace counterbell::test
