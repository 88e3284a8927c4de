// SPDX-License-Identifier: Apache-2.0
#include "core/store/event_log.h"

#include <QJsonDocument>

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

std::vector<Event> eventsOf(Query &rows)
{
    std::vector<Event> events;
    while (rows.next())
        events.push_back({rows.integer(0), rows.text(1), QJsonDocument::fromJson(rows.text(2).toUtf8()).object()});
    return events;
}

} // namespace

std::vector<Event> readEvents(Connection &db, qint64 after, int limit)
{
    return eventsOf(
        *db.query(u"SELECT seq, name, data FROM event_log WHERE seq > ? ORDER BY seq LIMIT ?"_s, after, limit));
}

std::vector<Event> readToldEvents(Connection &db, qint64 after, int limit)
{
    return eventsOf(
        *db.query(u"SELECT seq, name, data FROM event_log WHERE seq > ? AND name <> ? ORDER BY seq LIMIT ?"_s, after,
                  Topic::SetupChanged, limit));
}

bool isTold(const Event &event)
{
    return event.name != wireName(Topic::SetupChanged);
}

std::optional<qint64> oldestEvent(Connection &db)
{
    const auto row = db.query(u"SELECT MIN(seq) FROM event_log"_s);
    return row->next() ? row->maybe(0, &Query::integer) : std::nullopt;
}

} // namespace counterbell::store
