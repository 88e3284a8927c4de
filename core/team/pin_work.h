// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/team/pin.h"

#include <QFuture>

namespace counterbell::team
{

/// pin.h's slow work on a thread of the pool, to be awaited: the main thread never hashes.
[[nodiscard]] QFuture<PinHash> hashPinAside(const QString &pin);
[[nodiscard]] QFuture<bool> matchesPinAside(const QString &pin, const std::optional<PinHash> &hash);

} // namespace counterbell::team
