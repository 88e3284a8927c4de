// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/backup.h"
#include "core/store/connection.h"

#include <QFile>
#include <QRandomGenerator>

namespace counterbell::test
{

inline constexpr int kPageSize = 4096;

/// Random bytes over pages of an SQLite file, counted from 0; what its log holds is written into it before, lest the
/// pages be hidden by newer ones there.
inline bool damagePages(const QString &file, qint64 first, int count)
{
    if (!store::mergeLog(file))
        return false;
    QByteArray noise(count * kPageSize, Qt::Uninitialized);
    QRandomGenerator random(4711);
    for (auto &byte : noise)
        byte = char(random.bounded(256));
    QFile damaged(file);
    return damaged.open(QIODevice::ReadWrite) && damaged.size() >= (first + count) * kPageSize &&
           damaged.seek(first * kPageSize) && damaged.write(noise) == noise.size();
}

/// The same over the first page of one table, or index: whoever doesn't use that doesn't notice.
inline bool damageTable(const QString &file, const QString &table)
{
    qint64 page = 0;
    {
        const auto dialect = store::sqliteDialect({file});
        store::Connection db(*dialect, QStringLiteral("before-damage"), true);
        const auto rows = db.query(QStringLiteral("SELECT rootpage FROM sqlite_schema WHERE name = ?"), table);
        page = rows->next() ? rows->integer(0) : 0;
    }
    return page > 1 && damagePages(file, page - 1, 1);
}

} // namespace counterbell::test
