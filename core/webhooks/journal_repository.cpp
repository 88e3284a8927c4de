// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/journal_repository.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kColumns =
    "id, source, spool, seq, received_at, method, url, headers, body, provider_key, sid, outcome, "
    "problem"_L1;

// Header values are bytes; Latin-1 keeps each of them apart in JSON's text.
QString toJsonText(const std::vector<std::pair<QByteArray, QByteArray>> &headers)
{
    QJsonArray list;
    for (const auto &[name, value] : headers)
        list.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

std::vector<std::pair<QByteArray, QByteArray>> fromJsonText(const QString &text)
{
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    const auto list = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto &pair : list)
        headers.emplace_back(pair[0].toString().toLatin1(), pair[1].toString().toLatin1());
    return headers;
}

JournalRow journalRow(const store::Query &row)
{
    JournalRow entry;
    entry.id = row.integer(0);
    entry.source = row.word(1, JournalSource::Link);
    entry.spool = row.maybe(2, &store::Query::text);
    entry.seq = row.maybe(3, &store::Query::integer);
    entry.receivedAt = row.time(4);
    entry.request = {row.text(5).toLatin1(), row.text(6).toLatin1(), fromJsonText(row.text(7)), row.bytes(8)};
    entry.providerKey = row.maybe(9, &store::Query::text);
    entry.sid = row.maybe(10, &store::Query::text);
    entry.outcome = row.word(11, JournalOutcome::Failed);
    entry.problem = row.maybe(12, &store::Query::text);
    return entry;
}

} // namespace

qint64 JournalRepository::add(store::Tx &tx, const JournalRow &row) const
{
    return tx.insert(u"INSERT INTO journal (source, spool, seq, received_at, method, url, headers, body, provider_key, "
                     "sid, outcome, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                     row.source, row.spool, row.seq, row.receivedAt, QString::fromLatin1(row.request.method),
                     QString::fromLatin1(row.request.url), toJsonText(row.request.headers), row.request.body,
                     row.providerKey, row.sid, row.outcome, row.problem);
}

void JournalRepository::setOutcome(store::Tx &tx, qint64 id, JournalOutcome outcome,
                                   const std::optional<QString> &problem) const
{
    tx.execute(u"UPDATE journal SET outcome = ?, problem = ? WHERE id = ?"_s, outcome, problem, id);
}

std::vector<JournalRow> JournalRepository::page(store::Connection &db, const JournalFilter &filter,
                                                const std::optional<store::TimeCursor> &after, int limit) const
{
    // By time and id, not by id alone: the index then begins at `since` instead of at the first row there ever was.
    const auto from = after.value_or(store::TimeCursor{filter.since.value_or(Timestamp{}), 0});
    const auto where = filter.sid ? u"sid = ? AND (received_at, id) > (?, ?)"_s : u"(received_at, id) > (?, ?)"_s;
    QVariantList values;
    if (filter.sid)
        values << store::toSql(*filter.sid);
    values << store::toSql(from.at) << from.id << limit;
    const auto rows = std::make_unique<store::Query>(db, u"SELECT "_s + kColumns + u" FROM journal WHERE "_s + where +
                                                             u" ORDER BY received_at, id LIMIT ?"_s);
    rows->runWith(values);
    std::vector<JournalRow> page;
    while (rows->next())
        page.push_back(journalRow(*rows));
    return page;
}

void JournalRepository::blank(store::Tx &tx, const QString &sid) const
{
    tx.execute(u"UPDATE journal SET headers = '[]', body = ? WHERE sid = ?"_s, QByteArray(), sid);
}

std::optional<qint64> JournalRepository::blankHolding(store::Tx &tx, const QStringList &digits, qint64 after,
                                                      int limit) const
{
    std::optional<qint64> last;
    std::vector<qint64> holding;
    {
        const auto rows = tx.query(
            u"SELECT id, url, body FROM journal WHERE sid IS NULL AND id > ? ORDER BY id LIMIT ?"_s, after, limit);
        while (rows->next()) {
            last = rows->integer(0);
            const auto text = rows->text(1).toUtf8() + rows->bytes(2);
            const bool holds = std::any_of(digits.begin(), digits.end(),
                                           [&](const QString &number) { return text.contains(number.toUtf8()); });
            if (holds)
                holding.push_back(*last);
        }
    }
    for (const auto id : holding)
        tx.execute(u"UPDATE journal SET url = '', headers = '[]', body = ? WHERE id = ?"_s, QByteArray(), id);
    return last;
}

bool JournalRepository::hasRejected(store::Connection &db, int atLeast, Timestamp since) const
{
    const auto row = db.query(u"SELECT COUNT(*) FROM (SELECT received_at FROM journal WHERE outcome = 'rejected' "
                              "ORDER BY id DESC LIMIT ?) newest WHERE newest.received_at >= ?"_s,
                              atLeast, since);
    return row->next() && row->integer(0) >= atLeast;
}

bool JournalRepository::hasFailed(store::Connection &db, const QString &sid) const
{
    return db.query(u"SELECT 1 FROM journal WHERE sid = ? AND outcome = 'failed'"_s, sid)->next();
}

int JournalRepository::failedCount(store::Connection &db) const
{
    const auto row = db.query(u"SELECT COUNT(*) FROM journal WHERE outcome = 'failed'"_s);
    return row->next() ? int(row->integer(0)) : 0;
}

bool JournalRepository::markSeen(store::Tx &tx, const QString &key, Timestamp now) const
{
    return tx.execute(u"INSERT INTO provider_seen (key, at) VALUES (?, ?) ON CONFLICT (key) DO NOTHING"_s, key, now) >
           0;
}

bool JournalRepository::isSeen(store::Connection &db, const QString &key) const
{
    return db.query(u"SELECT 1 FROM provider_seen WHERE key = ?"_s, key)->next();
}

} // namespace counterbell::webhooks
