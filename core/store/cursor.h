// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/page.h"
#include "core/api/result.h"

#include <limits>

namespace counterbell::store
{

/// The last row of a page in a list ordered by time: the next page begins after it. The id settles ties.
struct TimeCursor {
    Timestamp at;
    qint64 id = 0;

    bool operator==(const TimeCursor &) const = default;
};

/// Where a list begins that shows the newest first.
inline constexpr TimeCursor kNewestFirst{Timestamp::max(), std::numeric_limits<qint64>::max()};

/// The same for a list ordered by a text.
struct TextCursor {
    QString text;
    qint64 id = 0;

    bool operator==(const TextCursor &) const = default;
};

/// Opaque for those who get it (CONTRACT 3, `next` and `before`).
[[nodiscard]] QString cursorText(const TimeCursor &cursor);
[[nodiscard]] QString cursorText(const TextCursor &cursor);

/// `invalidArgument` with details.argument `before` for anything that `cursorText` didn't make.
[[nodiscard]] Result<TimeCursor> readTimeCursor(const QString &text);
[[nodiscard]] Result<TextCursor> readTextCursor(const QString &text);

/// What a list method is asked for, checked: which rows, from where, how many.
template <class Cursor>
struct Window {
    std::optional<Cursor> before;
    int limit = kDefaultPageSize;
};

/// More than the maximum brings the maximum; less than one is `invalidArgument` with details.argument `limit`.
[[nodiscard]] Result<Window<TimeCursor>> timeWindow(const std::optional<QString> &before, std::optional<int> limit);
[[nodiscard]] Result<Window<TextCursor>> textWindow(const std::optional<QString> &before, std::optional<int> limit);

/// Cuts a page from rows of which one more than the limit was asked for: that one says that there is a next page.
template <class T, class CursorOf>
[[nodiscard]] Page<T> cutPage(std::vector<T> rows, int limit, CursorOf cursorOf)
{
    Page<T> page;
    const bool hasMore = rows.size() > static_cast<size_t>(limit);
    if (hasMore)
        rows.resize(static_cast<size_t>(limit));
    if (hasMore && !rows.empty())
        page.next = cursorText(cursorOf(rows.back()));
    page.items = std::move(rows);
    return page;
}

} // namespace counterbell::store
