// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace counterbell
{

/// Runs slow work on a thread of Qt's pool, to be awaited on the main thread. The promise is always answered: an
/// exception is passed on to who awaits it.
template <class Fn>
[[nodiscard]] auto runAside(Fn fn)
{
    using T = std::invoke_result_t<Fn>;
    auto promise = std::make_shared<QPromise<T>>();
    auto future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, fn = std::move(fn)]() mutable {
        try {
            promise->addResult(fn());
        } catch (...) {
            promise->setException(std::current_exception());
        }
        promise->finish();
    });
    return future;
}

} // namespace counterbell
