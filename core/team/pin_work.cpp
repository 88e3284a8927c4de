// SPDX-License-Identifier: Apache-2.0
#include "core/team/pin_work.h"

#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace counterbell::team
{

namespace
{

/// The promise is always answered: an exception is passed on to who awaits it.
template <class Fn>
auto runAside(Fn fn)
{
    using T = std::invoke_result_t<Fn>;
    auto promise = std::make_shared<QPromise<T>>();
    auto future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, fn] {
        try {
            promise->addResult(fn());
        } catch (...) {
            promise->setException(std::current_exception());
        }
        promise->finish();
    });
    return future;
}

} // namespace

QFuture<PinHash> hashPinAside(const QString &pin)
{
    return runAside([pin] { return hashPin(pin); });
}

QFuture<bool> matchesPinAside(const QString &pin, const std::optional<PinHash> &hash)
{
    return runAside([pin, hash] { return matchesPin(pin, hash); });
}

} // namespace counterbell::team
