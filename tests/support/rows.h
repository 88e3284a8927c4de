// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/test_store.h"

// Tests name the fields that matter and leave the others as they are.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace counterbell
{

/// Runs `fn(Tx &)` in a transaction and gives its value; a value-less `fn` may return void. A failure ends the test.
template <class Fn>
auto inTx(store::Store &store, Fn fn)
{
    using R = std::invoke_result_t<Fn, store::Tx &>;
    if constexpr (std::is_void_v<R>) {
        auto done = waitFor(store.write([fn](store::Tx &tx) -> Result<> {
            fn(tx);
            return {};
        }));
        if (!done)
            qFatal("a write failed");
    } else {
        auto done = waitFor(store.write([fn](store::Tx &tx) -> Result<R> { return fn(tx); }));
        if (!done)
            qFatal("a write failed");
        return std::move(*done);
    }
}

/// Reads through `fn(Connection &)`.
template <class Fn>
auto inRead(store::Store &store, Fn fn)
{
    using R = std::invoke_result_t<Fn, store::Connection &>;
    auto done = waitFor(store.read([fn](store::Connection &db) -> Result<R> { return fn(db); }));
    if (!done)
        qFatal("a read failed");
    return std::move(*done);
}

/// Whether a request was refused for this reason; a value is no refusal.
template <class T>
bool isRefused(const Result<T> &result, Reason reason)
{
    if (result)
        return false;
    if (result.error().reason != reason)
        qWarning("refused with %s", wireName(result.error().reason).data());
    return result.error().reason == reason;
}

/// One number from the database: a count, a flag.
inline qint64 number(store::Store &store, const QString &sql)
{
    return inRead(store, [sql](store::Connection &db) -> qint64 {
        const auto row = db.query(sql);
        return row->next() ? row->integer(0) : -1;
    });
}

} // namespace counterbell
