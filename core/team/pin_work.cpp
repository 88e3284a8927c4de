// SPDX-License-Identifier: Apache-2.0
#include "core/team/pin_work.h"

#include "core/async/run_aside.h"

namespace counterbell::team
{

QFuture<PinHash> hashPinAside(const QString &pin)
{
    return runAside([pin] { return hashPin(pin); });
}

QFuture<bool> matchesPinAside(const QString &pin, const std::optional<PinHash> &hash)
{
    return runAside([pin, hash] { return matchesPin(pin, hash); });
}

} // namespace counterbell::team
