// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/page.h"
#include "core/api/result.h"

namespace counterbell::store
{

/// A place in a list ordered by (at, id). `at` is whatever the list is ordered by first, as a number.
struct Cursor {
    qint64 at = std::numeric_limits<qint64>::max();
    qint64 id = std::numeric_limits<qint64>::max();
};

/// The place that `before` names; the beginning of the list when it is absent, `invalidArgument` when it is no cursor.
/// `fromLowest` is for lists in rising order, which begin at the other end.
[[nodiscard]] Result<Cursor> readCursor(const std::optional<QString> &before, bool fromLowest = false);
[[nodiscard]] QString writeCursor(const Cursor &cursor);

/// How many rows a request asks for: the default, or 1 to 500.
[[nodiscard]] Result<int> pageSize(const std::optional<int> &limit);

/// Makes a page of rows that were read with `limit + 1`: one more than asked tells that there is a following page.
template <class T, class KeyOf>
[[nodiscard]] Page<T> pageOf(std::vector<T> rows, int limit, KeyOf keyOf)
{
    Page<T> page;
    if (rows.size() > size_t(limit)) {
        rows.resize(size_t(limit));
        page.next = writeCursor(keyOf(rows.back()));
    }
    page.items = std::move(rows);
    return page;
}

} // namespace counterbell::store
