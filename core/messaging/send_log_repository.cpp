// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_log_repository.h"

#include "core/messaging/recipient_index.h"
#include "core/store/id_query.h"

#include <QRegularExpression>

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

void addAttempts(store::Connection &db, std::vector<Send> &sends)
{
    std::map<SendId, Send *> byId;
    std::vector<SendId> ids;
    for (auto &send : sends) {
        byId.emplace(send.id, &send);
        ids.push_back(send.id);
    }
    store::readByIds(db,
                     u"SELECT send_id, at, channel, sid, status, error_code FROM attempts WHERE send_id IN (%1) "
                     "ORDER BY send_id, number"_s,
                     ids, [&](const Query &row) {
                         byId.at(row.id<SendId>(0))
                             ->attempts.push_back({row.time(1), row.word(2, Channel::Sms), row.maybe(3, &Query::text),
                                                   row.word(4, DeliveryStatus::Uncertain),
                                                   row.isNull(5) ? std::nullopt : std::optional(int(row.integer(5)))});
                     });
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
    return where;
}

std::vector<Send> sendsOf(Query &rows)
{
    std::vector<Send> sends;
    while (rows.next())
        sends.push_back(sendOf(rows));
    return sends;
}

/// Rows that `condition` finds by an index of its own: few, whatever else they have to fit.
std::vector<Send> foundBy(store::Connection &db, const QString &condition, const QVariantList &values,
                          const Where &where, const store::TimeCursor &from, int limit)
{
    Query rows(db, u"SELECT "_s + kColumns + u" FROM sends s WHERE "_s + condition + u" AND (s.at, s.id) < (?, ?)"_s +
                       where.sql + u" ORDER BY s.at DESC, s.id DESC LIMIT ?"_s);
    rows.runWith(values + QVariantList{store::toSql(from.at), from.id} + where.values + QVariantList{limit});
    return sendsOf(rows);
}

/// Where a stretch of kStretch rows ends that begins below `from`, with all rows of its last millisecond; empty when so
/// many aren't left.
std::optional<store::TimeCursor> endOfStretch(store::Connection &db, const store::TimeCursor &from)
{
    const auto row = db.query(u"SELECT COUNT(*), MIN(at) FROM (SELECT at FROM sends WHERE (at, id) < (?, ?) "
                              "ORDER BY at DESC, id DESC LIMIT ?) stretch"_s,
                              from.at, from.id, SendLogRepository::kStretch);
    const bool isWhole = row->next() && row->integer(0) == SendLogRepository::kStretch;
    return isWhole ? std::optional(store::TimeCursor{row->time(1), 0}) : std::nullopt;
}

SendStretch byFilter(store::Connection &db, const SendFilter &filter, const Where &where, store::TimeCursor from,
                     int limit)
{
    if (filter.to && *filter.to <= from.at)
        from = {*filter.to, 0};
    if (filter.contactId || filter.jobId || filter.conversationId)
        return {foundBy(db, u"1 = 1"_s, {}, where, from, limit), std::nullopt};
    const auto end = endOfStretch(db, from);
    if (!end)
        return {foundBy(db, u"1 = 1"_s, {}, where, from, limit), std::nullopt};
    SendStretch found;
    found.items = foundBy(db, u"(s.at, s.id) >= (?, ?)"_s, {store::toSql(end->at), end->id}, where, from, limit);
    if (!filter.from || end->at >= *filter.from)
        found.resume = end;
    return found;
}

SendStretch byRecipient(store::Connection &db, const contacts::SearchTerms &terms, const Where &where,
                        const store::TimeCursor &from, int limit)
{
    RecipientIndex index(db.dialect(), terms, from);
    SendStretch found;
    // With no other condition each match is a row of the page.
    if (!where.sql.isEmpty())
        found.resume = index.limitTo(db, SendLogRepository::kMatches);
    Query rows(db, u"SELECT "_s + kColumns + u" FROM "_s + index.from() + u" WHERE "_s + index.condition() + where.sql +
                       u" ORDER BY "_s + index.order() + u" LIMIT ?"_s);
    rows.runWith(index.values() + where.values + QVariantList{limit});
    found.items = sendsOf(rows);
    return found;
}

SendStretch byText(store::Connection &db, const QString &text, const Where &where, const store::TimeCursor &from,
                   int limit)
{
    static const QRegularExpression sid(u"\\A[a-zA-Z]{2}[0-9a-fA-F]{6,32}\\z"_s);
    static const QRegularExpression ticket(u"\\A[rRbBtT]-[0-9]{1,9}\\z"_s);
    if (sid.match(text).hasMatch()) {
        const auto begin = text.left(2).toUpper() + text.mid(2).toLower();
        const auto end = begin + u'g'; // after all hexadecimal digits
        return {foundBy(db,
                        u"s.id IN (SELECT send_id FROM attempts WHERE sid >= ? AND sid < ? UNION "
                        "SELECT id FROM sends WHERE sid >= ? AND sid < ?)"_s,
                        {begin, end, begin, end}, where, from, limit),
                std::nullopt};
    }
    if (ticket.match(text).hasMatch())
        return {
            foundBy(db, u"s.job_id IN (SELECT id FROM jobs WHERE ticket = ?)"_s, {text.toUpper()}, where, from, limit),
            std::nullopt};
    const auto terms = contacts::searchTerms(text);
    return terms.isEmpty() ? SendStretch{} : byRecipient(db, terms, where, from, limit);
}

} // namespace

std::optional<Send> SendLogRepository::find(store::Connection &db, SendId id) const
{
    std::vector<Send> found;
    {
        const auto row = db.query(u"SELECT "_s + kColumns + u" FROM sends s WHERE s.id = ?"_s, id);
        found = sendsOf(*row);
    }
    addAttempts(db, found);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

SendStretch SendLogRepository::stretch(store::Connection &db, const SendFilter &filter, const store::TimeCursor &from,
                                       int limit) const
{
    const auto where = whereOf(filter);
    const auto text = filter.text.value_or(QString()).trimmed().left(100);
    auto found = text.isEmpty() ? byFilter(db, filter, where, from, limit) : byText(db, text, where, from, limit);
    addAttempts(db, found.items);
    return found;
}

Result<Page<Send>> SendLogRepository::page(store::Connection &db, const SendFilter &filter,
                                           const std::optional<QString> &before, std::optional<int> limit) const
{
    const auto window = store::timeWindow(before, limit);
    if (!window)
        return tl::unexpected(window.error());
    SendPageBuilder builder(*window);
    while (const auto from = builder.next())
        builder.add(stretch(db, filter, *from, builder.wanted()));
    return builder.page();
}

std::optional<store::TimeCursor> SendPageBuilder::next() const
{
    return wanted() > 0 ? m_from : std::nullopt;
}

void SendPageBuilder::add(SendStretch stretch)
{
    std::move(stretch.items.begin(), stretch.items.end(), std::back_inserter(m_items));
    m_from = stretch.resume;
}

Page<Send> SendPageBuilder::page()
{
    return store::cutPage(std::move(m_items), m_limit,
                          [](const Send &s) { return store::TimeCursor{s.at, s.id.value}; });
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
