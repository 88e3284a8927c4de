// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/database.h"
#include "app/sandbox/message_store.h"

#include <QSqlQuery>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kSelect = "SELECT sid, message_sid, content_type, source_url, bytes, created_ms FROM media "_L1;

Media mediaOf(const QSqlQuery &row)
{
    return {.sid = row.value(0).toString(),
            .messageSid = row.value(1).toString(),
            .contentType = row.value(2).toString(),
            .sourceUrl = row.value(3).toString(),
            .bytes = row.value(4).toByteArray(),
            .createdMs = row.value(5).toLongLong()};
}

} // namespace

bool MessageStore::insertMedia(const Media &media)
{
    return m_database.run(
        u"INSERT INTO media (sid, message_sid, content_type, source_url, bytes, created_ms)"
        " VALUES (?,?,?,?,?,?)"_s,
        {media.sid, media.messageSid, media.contentType, media.sourceUrl, media.bytes, media.createdMs});
}

bool MessageStore::setMediaBytes(const QString &sid, const QString &contentType, const QByteArray &bytes)
{
    return m_database.run(u"UPDATE media SET content_type=?, bytes=? WHERE sid=?"_s, {contentType, bytes, sid});
}

bool MessageStore::removeMedia(const QString &sid)
{
    return m_database.run(u"DELETE FROM media WHERE sid=?"_s, {sid});
}

QList<Media> MessageStore::mediaOf(const QString &messageSid) const
{
    QList<Media> rows;
    m_database.select(kSelect + u"WHERE message_sid=? ORDER BY id"_s, {messageSid},
                      [&](const QSqlQuery &row) { rows.append(sandbox::mediaOf(row)); });
    return rows;
}

std::optional<Media> MessageStore::media(const QString &sid) const
{
    std::optional<Media> found;
    m_database.select(kSelect + u"WHERE sid=?"_s, {sid}, [&](const QSqlQuery &row) { found = sandbox::mediaOf(row); });
    return found;
}

} // namespace counterbell::sandbox
