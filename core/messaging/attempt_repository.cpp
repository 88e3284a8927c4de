// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/attempt_repository.h"

#include <QRandomGenerator>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

const auto kColumns = u"id, send_id, number, at, channel, sender, address, body, state, status, sid, error_code, term, "
                      "provider_started_at, first_answer_at, first_empty_list_at"_s;

AttemptRow rowOf(const Query &q)
{
    AttemptRow row;
    row.id = q.text(0);
    row.sendId = q.id<SendId>(1);
    row.number = int(q.integer(2));
    row.at = q.time(3);
    row.channel = q.word(4, Channel::Sms);
    row.sender = q.text(5);
    row.address = q.text(6);
    row.body = q.text(7);
    row.state = q.word(8, AttemptState::Uncertain);
    row.status = q.word(9, DeliveryStatus::Uncertain);
    row.sid = q.maybe(10, &Query::text);
    if (!q.isNull(11))
        row.errorCode = int(q.integer(11));
    row.term = q.integer(12);
    row.providerStartedAt = q.maybe(13, &Query::time);
    row.firstAnswerAt = q.maybe(14, &Query::time);
    row.firstEmptyListAt = q.maybe(15, &Query::time);
    return row;
}

template <class... Args>
std::optional<AttemptRow> one(store::Connection &db, const QString &where, const Args &...args)
{
    const auto row = db.query(u"SELECT "_s + kColumns + u" FROM attempts "_s + where, args...);
    return row->next() ? std::optional(rowOf(*row)) : std::nullopt;
}

} // namespace

QString newAttemptId()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex());
}

std::optional<AttemptRow> AttemptRepository::find(store::Connection &db, const QString &id) const
{
    return one(db, u"WHERE id = ?"_s, id);
}

std::optional<AttemptRow> AttemptRepository::findBySid(store::Connection &db, const QString &sid) const
{
    return one(db, u"WHERE sid = ?"_s, sid);
}

std::optional<AttemptRow> AttemptRepository::lastOf(store::Connection &db, SendId send) const
{
    return one(db, u"WHERE send_id = ? ORDER BY number DESC LIMIT 1"_s, send);
}

std::vector<AttemptRow> AttemptRepository::inState(store::Connection &db, AttemptState state, int limit) const
{
    std::vector<AttemptRow> attempts;
    const auto rows = db.query(
        u"SELECT "_s + kColumns +
            u" FROM attempts WHERE state IN ('sending', 'uncertain', 'barred') AND state = ? ORDER BY at LIMIT ?"_s,
        state, limit);
    while (rows->next())
        attempts.push_back(rowOf(*rows));
    return attempts;
}

std::optional<Timestamp> AttemptRepository::firstAt(store::Connection &db, SendId send) const
{
    const auto row = db.query(u"SELECT MIN(at) FROM attempts WHERE send_id = ?"_s, send);
    return row->next() ? row->maybe(0, &Query::time) : std::nullopt;
}

std::vector<AttemptRow> AttemptRepository::unsettled(store::Connection &db, int limit) const
{
    std::vector<AttemptRow> attempts;
    const auto rows =
        db.query(u"SELECT "_s + kColumns +
                     u" FROM attempts WHERE state IN ('sending', 'uncertain', 'barred') " // the index's words
                     "AND (state = 'uncertain' OR (state = 'barred' AND EXISTS "
                     "(SELECT 1 FROM sends s WHERE s.id = attempts.send_id AND s.state = 'barred'))) "
                     "ORDER BY CASE state WHEN 'barred' THEN 1 ELSE 0 END, at LIMIT ?"_s,
                 limit);
    while (rows->next())
        attempts.push_back(rowOf(*rows));
    return attempts;
}

std::vector<QString> AttemptRepository::rivalBodies(store::Connection &db, const AttemptRow &attempt) const
{
    std::vector<QString> bodies;
    const auto rows = db.query(u"SELECT body FROM attempts WHERE state IN ('sending', 'uncertain', 'barred') "
                               "AND sender = ? AND address = ? AND sid IS NULL AND id <> ?"_s,
                               attempt.sender, attempt.address, attempt.id);
    while (rows->next())
        bodies.push_back(rows->text(0));
    return bodies;
}

bool AttemptRepository::hasOpenRival(store::Connection &db, const AttemptRow &attempt) const
{
    return db
        .query(u"SELECT 1 FROM attempts WHERE state IN ('sending', 'uncertain') AND sender = ? AND address = ? "
               "AND id <> ?"_s,
               attempt.sender, attempt.address, attempt.id)
        ->next();
}

bool AttemptRepository::isKnown(store::Connection &db, const QString &sid) const
{
    const auto row = db.query(u"SELECT 1 FROM attempts WHERE sid = ? UNION ALL SELECT 1 FROM messages WHERE sid = ? "
                              "UNION ALL SELECT 1 FROM sends WHERE sid = ? LIMIT 1"_s,
                              sid, sid, sid);
    return row->next();
}

bool AttemptRepository::add(store::Tx &tx, const AttemptRow &row) const
{
    return tx.execute(
               u"INSERT INTO attempts (id, send_id, number, at, channel, sender, address, body, state, status, term, "
               "provider_started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s,
               row.id, row.sendId, row.number, row.at, row.channel, row.sender, row.address, row.body, row.state,
               row.status, row.term, row.providerStartedAt) == 1;
}

void AttemptRepository::save(store::Tx &tx, const AttemptRow &row) const
{
    tx.execute(u"UPDATE attempts SET state = ?, status = ?, sid = ?, error_code = ?, first_answer_at = ?, "
               "first_empty_list_at = ? WHERE id = ?"_s,
               row.state, row.status, row.sid, row.errorCode, row.firstAnswerAt, row.firstEmptyListAt, row.id);
    tx.changed(store::Topic::SendUpdated, row.sendId.value);
}

void AttemptRepository::addEvent(store::Tx &tx, const StatusEvent &event) const
{
    tx.execute(
        u"INSERT INTO status_events (attempt_id, sid, status, error_code, error_message, at) VALUES (?, ?, ?, ?, ?, ?)"_s,
        event.attemptId, event.sid, event.status, event.errorCode, event.errorMessage, event.at);
}

std::vector<StatusEvent> AttemptRepository::eventsOf(store::Connection &db, const QString &sid) const
{
    std::vector<StatusEvent> events;
    const auto rows = db.query(u"SELECT attempt_id, sid, status, error_code, error_message, at FROM status_events "
                               "WHERE sid = ? ORDER BY id"_s,
                               sid);
    while (rows->next()) {
        events.push_back({rows->maybe(0, &Query::text), rows->text(1), rows->text(2),
                          rows->isNull(3) ? std::nullopt : std::optional(int(rows->integer(3))), rows->text(4),
                          rows->time(5)});
    }
    return events;
}

} // namespace counterbell::messaging
