// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/message_store.h"

#include "app/sandbox/database.h"

#include <QSqlQuery>

#include <algorithm>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kColumns = "id, sid, direction, channel, sender, recipient, body, status, error_code, segments,"
                          " media_count, price, created_ms, sent_ms, updated_ms, status_callback, service_sid,"
                          " template_sid, planned_error, handset, handset_ms, seeded"_L1;

Message messageOf(const QSqlQuery &row)
{
    return {.id = row.value(0).toLongLong(),
            .sid = row.value(1).toString(),
            .direction = row.value(2).toString(),
            .channel = row.value(3).toString() == "sms"_L1 ? Channel::Sms : Channel::WhatsApp,
            .from = row.value(4).toString(),
            .to = row.value(5).toString(),
            .body = row.value(6).toString(),
            .status = row.value(7).toString(),
            .errorCode = row.value(8).toInt(),
            .segments = row.value(9).toInt(),
            .mediaCount = row.value(10).toInt(),
            .price = row.value(11).toString(),
            .createdMs = row.value(12).toLongLong(),
            .sentMs = row.value(13).toLongLong(),
            .updatedMs = row.value(14).toLongLong(),
            .statusCallback = row.value(15).toString(),
            .serviceSid = row.value(16).toString(),
            .templateSid = row.value(17).toString(),
            .plannedError = row.value(18).toInt(),
            .handset = row.value(19).toString(),
            .handsetMs = row.value(20).toLongLong(),
            .seeded = row.value(21).toBool()};
}

/// Every column after id and sid, in the order of kColumns.
QVariantList valuesOf(const Message &m)
{
    return {m.direction,    channelName(m.channel),
            m.from,         m.to,
            m.body,         m.status,
            m.errorCode,    m.segments,
            m.mediaCount,   m.price.isNull() ? QVariant(QMetaType::fromType<qint64>()) : QVariant(m.price),
            m.createdMs,    m.sentMs,
            m.updatedMs,    m.statusCallback,
            m.serviceSid,   m.templateSid,
            m.plannedError, m.handset,
            m.handsetMs,    m.seeded ? 1 : 0};
}

} // namespace

bool MessageStore::insert(Message &message)
{
    const bool ok = m_database.run(
        u"INSERT INTO messages (sid, direction, channel, sender, recipient, body, status, error_code, segments,"
        " media_count, price, created_ms, sent_ms, updated_ms, status_callback, service_sid, template_sid,"
        " planned_error, handset, handset_ms, seeded, phone_body)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"_s,
        QVariantList{message.sid} + valuesOf(message) + QVariantList{message.body});
    if (ok)
        message.id = m_database.single(u"SELECT last_insert_rowid()"_s).toLongLong();
    return ok;
}

bool MessageStore::update(const Message &message)
{
    return m_database.run(
        u"UPDATE messages SET direction=?, channel=?, sender=?, recipient=?, body=?, status=?, error_code=?,"
        " segments=?, media_count=?, price=?, created_ms=?, sent_ms=?, updated_ms=?, status_callback=?,"
        " service_sid=?, template_sid=?, planned_error=?, handset=?, handset_ms=?, seeded=? WHERE sid=?"_s,
        valuesOf(message) + QVariantList{message.sid});
}

bool MessageStore::remove(const QString &sid)
{
    return m_database.run(u"UPDATE messages SET deleted=1, body='' WHERE sid=?"_s, {sid});
}

QList<Message> MessageStore::select(const QString &where, const QVariantList &values) const
{
    QList<Message> rows;
    m_database.select(u"SELECT %1 FROM messages %2"_s.arg(kColumns, where), values,
                      [&](const QSqlQuery &row) { rows.append(messageOf(row)); });
    return rows;
}

std::optional<Message> MessageStore::bySid(const QString &sid) const
{
    const auto rows = select(u"WHERE sid=? AND deleted=0"_s, {sid});
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

QList<Message> MessageStore::list(const MessageFilter &filter, int limit, const std::optional<Message> &after,
                                  bool backwards) const
{
    QString where = u"WHERE deleted=0"_s;
    QVariantList values;
    const auto add = [&](const QString &condition, const QVariantList &bound) {
        where += u" AND "_s + condition;
        values += bound;
    };
    if (!filter.to.isEmpty())
        add(u"recipient=?"_s, {filter.to});
    if (!filter.from.isEmpty())
        add(u"sender=?"_s, {filter.from});
    if (filter.sentFromMs)
        add(u"sent_ms>=?"_s, {*filter.sentFromMs});
    if (filter.sentUntilMs)
        add(u"sent_ms<?"_s, {*filter.sentUntilMs});
    if (filter.sentFromMs || filter.sentUntilMs)
        add(u"sent_ms>0"_s, {}); // what has no date_sent yet is found by no DateSent filter (FACTS 1.3)
    if (after)
        add(backwards ? u"(created_ms, id) > (?, ?)"_s : u"(created_ms, id) < (?, ?)"_s, {after->createdMs, after->id});
    where += backwards ? u" ORDER BY created_ms, id LIMIT ?"_s : u" ORDER BY created_ms DESC, id DESC LIMIT ?"_s;
    auto rows = select(where, values + QVariantList{limit});
    if (backwards)
        std::ranges::reverse(rows);
    return rows;
}

QList<Message> MessageStore::onHandset(const QString &handset) const
{
    QList<Message> rows;
    m_database.select(u"SELECT %1, phone_body FROM messages WHERE handset=? AND direction<>'inbound' AND handset_ms>0"
                      " AND seeded=0 ORDER BY handset_ms, id"_s.arg(kColumns),
                      {handset}, [&](const QSqlQuery &row) {
                          rows.append(messageOf(row));
                          rows.last().body = row.value(22).toString();
                      });
    return rows;
}

QList<Message> MessageStore::unsettled(const QString &handset) const
{
    const auto base =
        u"WHERE direction<>'inbound' AND seeded=0 AND deleted=0 AND (status IN ('accepted','queued','sending','sent')"
        " OR (status='delivered' AND channel='whatsapp'))"_s;
    return handset.isEmpty() ? select(base + u" ORDER BY id"_s, {})
                             : select(base + u" AND handset=? ORDER BY id"_s, {handset});
}

std::optional<Message> MessageStore::lastOutboundTo(const QString &handset) const
{
    const auto rows = select(
        u"WHERE handset=? AND channel='whatsapp' AND direction<>'inbound' ORDER BY created_ms DESC, id DESC LIMIT 1"_s,
        {handset});
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

QMap<QString, int> MessageStore::countsByStatus() const
{
    QMap<QString, int> counts;
    m_database.select(u"SELECT status, count(*) FROM messages WHERE seeded=0 AND deleted=0 GROUP BY status"_s, {},
                      [&](const QSqlQuery &row) { counts[row.value(0).toString()] = row.value(1).toInt(); });
    return counts;
}

int MessageStore::seededCount() const
{
    return m_database.single(u"SELECT count(*) FROM messages WHERE seeded=1 AND deleted=0"_s).toInt();
}

} // namespace counterbell::sandbox
