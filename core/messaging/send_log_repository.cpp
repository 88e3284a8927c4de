// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_log_repository.h"

#include "core/inbox/search_index.h"
#include "core/store/cursor.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

const auto kColumns = u"s.id, s.at, s.category, s.recipient_name, s.recipient_number, s.channel, s.status, s.reason, "
                      "s.error_code, s.sid, s.provider, s.body, s.segments, s.cost_micros, s.cost_currency, s.job_id, "
                      "s.conversation_id, s.contact_id, s.member_id, s.message_id, s.template_sid, s.due_at"_s;

Send sendOf(const Query &q)
{
    Send s;
    s.id = q.id<SendId>(0);
    s.at = q.time(1);
    s.category = q.word(2, SendCategory::Reply);
    s.recipient = {q.text(3), q.text(4)};
    s.channel = q.word(5, Channel::Sms);
    s.status = q.word(6, DeliveryStatus::Failed);
    s.reason = q.maybe(7, &Query::text);
    if (!q.isNull(8))
        s.errorCode = int(q.integer(8));
    s.sid = q.maybe(9, &Query::text);
    s.provider = q.text(10);
    s.body = q.text(11);
    if (!q.isNull(12))
        s.segments = int(q.integer(12));
    if (!q.isNull(13))
        s.cost = Money{q.integer(13), q.text(14)};
    s.jobId = q.maybeId<JobId>(15);
    s.conversationId = q.maybeId<ConversationId>(16);
    s.contactId = q.maybeId<ContactId>(17);
    s.memberId = q.maybeId<MemberId>(18);
    s.messageId = q.maybeId<MessageId>(19);
    s.templateSid = q.maybe(20, &Query::text);
    if (s.status == DeliveryStatus::Held || s.status == DeliveryStatus::Queued)
        s.dueAt = q.maybe(21, &Query::time);
    return s;
}

void addAttempts(store::Connection &db, Send &send)
{
    const auto rows = db.query(
        u"SELECT at, channel, sid, status, error_code FROM attempts WHERE send_id = ? ORDER BY number"_s, send.id);
    while (rows->next()) {
        send.attempts.push_back({rows->time(0), rows->word(1, Channel::Sms), rows->maybe(2, &Query::text),
                                 rows->word(3, DeliveryStatus::Uncertain),
                                 rows->isNull(4) ? std::nullopt : std::optional(int(rows->integer(4)))});
    }
}

/// A LIKE pattern that finds `text` anywhere; its own wildcards are plain characters.
QString containing(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'%', u"\\%"_s).replace(u'_', u"\\_"_s);
    return u'%' + text + u'%';
}

/// What a person types for a number: "0412 345" is found in +61412345678 without its leading zero.
QString digitsOf(const QString &text)
{
    QString digits;
    for (const auto c : text) {
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
        else if (!c.isSpace() && !u"+-()."_s.contains(c))
            return {};
    }
    while (digits.startsWith(u'0'))
        digits.remove(0, 1);
    return digits;
}

/// The filter's conditions and their values. Absent members add nothing, so every query can use its index.
struct Where {
    QString sql;
    QVariantList values;

    template <class T>
    void add(const QString &condition, const std::optional<T> &value)
    {
        if (!value)
            return;
        sql += u" AND "_s + condition;
        values << store::toSql(*value);
    }
};

/// Our own words, quoted: 'undelivered','failed'.
QString statusList(SendGroup group)
{
    QStringList words;
    for (const auto &[status, word] : WireNames<DeliveryStatus>::values) {
        if (groupOf(status) == group)
            words << u'\'' + QString(word) + u'\'';
    }
    return words.join(u',');
}

Where whereOf(const SendFilter &filter)
{
    Where where;
    where.add(u"s.contact_id = ?"_s, filter.contactId);
    where.add(u"s.status = ?"_s, filter.status);
    where.add(u"s.category = ?"_s, filter.category);
    where.add(u"s.channel = ?"_s, filter.channel);
    where.add(u"s.at >= ?"_s, filter.from);
    where.add(u"s.at < ?"_s, filter.to);
    where.add(u"s.job_id = ?"_s, filter.jobId);
    where.add(u"s.conversation_id = ?"_s, filter.conversationId);
    if (filter.group)
        where.sql += u" AND s.status IN ("_s + statusList(*filter.group) + u")"_s;
    if (filter.text && !filter.text->trimmed().isEmpty()) {
        const auto text = filter.text->trimmed().left(100);
        const auto digits = digitsOf(text);
        where.sql +=
            u" AND (s.recipient_search LIKE ? ESCAPE '\\' OR s.job_id IN (SELECT id FROM jobs WHERE ticket = ?)"_s;
        where.values << containing(digits.isEmpty() ? inbox::normalisedForSearch(text) : digits) << text.toUpper();
        where.sql += u")"_s;
    }
    return where;
}

} // namespace

std::optional<Send> SendLogRepository::find(store::Connection &db, SendId id) const
{
    std::optional<Send> send;
    {
        const auto row = db.query(u"SELECT "_s + kColumns + u" FROM sends s WHERE s.id = ?"_s, id);
        if (row->next())
            send = sendOf(*row);
    }
    if (send)
        addAttempts(db, *send);
    return send;
}

Result<Page<Send>> SendLogRepository::page(store::Connection &db, const SendFilter &filter,
                                           const std::optional<QString> &before, std::optional<int> limit) const
{
    const auto window = store::timeWindow(before, limit);
    if (!window)
        return tl::unexpected(window.error());
    const auto from = window->before.value_or(store::kNewestFirst);
    const auto where = whereOf(filter);
    std::vector<Send> sends;
    {
        Query rows(db, u"SELECT "_s + kColumns + u" FROM sends s WHERE (s.at, s.id) < (?, ?)"_s + where.sql +
                           u" ORDER BY s.at DESC, s.id DESC LIMIT ?"_s);
        QVariantList values{store::toSql(from.at), from.id};
        values << where.values << window->limit + 1;
        rows.runWith(values);
        while (rows.next())
            sends.push_back(sendOf(rows));
    }
    auto page = store::cutPage(std::move(sends), window->limit,
                               [](const Send &s) { return store::TimeCursor{s.at, s.id.value}; });
    for (auto &send : page.items)
        addAttempts(db, send);
    return page;
}

std::vector<SendStatusEvent> SendLogRepository::events(store::Connection &db, SendId id) const
{
    std::vector<SendStatusEvent> events;
    const auto rows =
        db.query(u"SELECT e.at, e.status, e.error_code, e.sid FROM status_events e "
                 "WHERE e.sid IN (SELECT sid FROM attempts WHERE send_id = ? AND sid IS NOT NULL) ORDER BY e.id"_s,
                 id);
    while (rows->next()) {
        events.push_back({rows->time(0), rows->text(1),
                          rows->isNull(2) ? std::nullopt : std::optional(int(rows->integer(2))),
                          rows->maybe(3, &Query::text)});
    }
    return events;
}

void SendLogRepository::addOrigin(store::Connection &db, SendDetail &detail) const
{
    const auto row = db.query(u"SELECT author_name, sender FROM sends WHERE id = ?"_s, detail.send.id);
    if (!row->next())
        return;
    const auto said = [&](int column) {
        const auto text = row->text(column);
        return text.isEmpty() ? std::nullopt : std::optional(text);
    };
    detail.author = said(0);
    if (!detail.send.attempts.empty())
        detail.sender = said(1);
}

} // namespace counterbell::messaging
