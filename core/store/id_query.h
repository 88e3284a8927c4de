// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/connection.h"

#include <vector>

namespace counterbell::store
{

/// Placeholders for so many ids: as many as one of three sizes, so that few statements are prepared.
[[nodiscard]] inline qsizetype idPlaceholders(qsizetype ids)
{
    return ids <= 1 ? 1 : ids <= 16 ? 16 : 128;
}

/// Reads the rows of many ids in few queries: `sql` has one `%1` where the placeholders go ("… WHERE id IN (%1)") and
/// no other; `row(query)` is called for each row. Rows come in the statement's order within each lot of 128 ids.
template <class I, class Row>
void readByIds(Connection &db, const QString &sql, const std::vector<I> &ids, Row row)
{
    constexpr qsizetype kLot = 128;
    const auto count = static_cast<qsizetype>(ids.size());
    for (qsizetype first = 0; first < count; first += kLot) {
        const auto lot = std::min(kLot, count - first);
        const auto places = idPlaceholders(lot);
        QVariantList values;
        for (qsizetype i = 0; i < places; ++i) // those too many repeat the last
            values << toSql(ids[static_cast<size_t>(first + std::min(i, lot - 1))]);
        QStringList marks(places, QStringLiteral("?"));
        Query query(db, sql.arg(marks.join(QLatin1Char(','))));
        query.runWith(values);
        while (query.next())
            row(query);
    }
}

} // namespace counterbell::store
