// SPDX-License-Identifier: Apache-2.0
#include "core/store/cursor.h"

namespace counterbell::store
{

using namespace Qt::StringLiterals;

Result<Cursor> readCursor(const std::optional<QString> &before, bool fromLowest)
{
    if (!before) {
        constexpr auto lowest = std::numeric_limits<qint64>::min();
        return fromLowest ? Cursor{lowest, lowest} : Cursor{};
    }
    const auto parts = QStringView(*before).split(u'-');
    bool isAt = false;
    bool isId = false;
    if (parts.size() == 2) {
        const Cursor cursor{qint64(parts.at(0).toULongLong(&isAt, 36)), qint64(parts.at(1).toULongLong(&isId, 36))};
        if (isAt && isId)
            return cursor;
    }
    return refuse(Reason::InvalidArgument, {{u"argument"_s, u"before"_s}});
}

QString writeCursor(const Cursor &cursor)
{
    return QString::number(quint64(cursor.at), 36) + u'-' + QString::number(quint64(cursor.id), 36);
}

Result<int> pageSize(const std::optional<int> &limit)
{
    const auto size = limit.value_or(kDefaultPageSize);
    if (size < 1 || size > kMaximumPageSize)
        return refuse(Reason::InvalidArgument, {{u"argument"_s, u"limit"_s}, {u"maximum"_s, kMaximumPageSize}});
    return size;
}

} // namespace counterbell::store
