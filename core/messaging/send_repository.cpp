// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_repository.h"

#include "core/contacts/search_text.h"
#include "core/messaging/route_json.h"

#include <QJsonDocument>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

const auto kColumns =
    u"id, at, category, channel, state, reason, error_code, sid, sender, address, body, template_sid, "
    "template_variables, media, contact_id, member_id, conversation_id, message_id, job_id, author_kind, "
    "author_name, author_id, handling_version, route, due_at, tries, resends, later_tries, "
    "budget_reserved, recipient_name, recipient_number, reserved_micros, hold_ends_at, "
    "media_until"_s;

SendRow rowOf(const Query &q)
{
    SendRow row;
    row.id = q.id<SendId>(0);
    row.at = q.time(1);
    row.category = q.word(2, SendCategory::Reply);
    row.channel = q.word(3, Channel::Sms);
    row.state = q.word(4, OutboxState::NeedsReview);
    row.reason = q.maybe(5, &Query::text);
    if (!q.isNull(6))
        row.errorCode = int(q.integer(6));
    row.sid = q.maybe(7, &Query::text);
    row.sender = q.text(8);
    row.address = q.text(9);
    row.body = q.text(10);
    if (!q.isNull(11))
        row.templateChoice = TemplateChoice{q.text(11), variablesOf(q.text(12))};
    row.media = mediaOf(q.text(13));
    row.contactId = q.maybeId<ContactId>(14);
    row.memberId = q.maybeId<MemberId>(15);
    row.conversationId = q.maybeId<ConversationId>(16);
    row.messageId = q.maybeId<MessageId>(17);
    row.jobId = q.maybeId<JobId>(18);
    row.author = {q.word(19, AuthorKind::System), q.text(20)};
    row.authorId = q.maybeId<MemberId>(21);
    row.handlingVersion = q.maybe(22, &Query::integer);
    row.nextSteps = routeOf(q.text(23));
    row.dueAt = q.maybe(24, &Query::time);
    row.tries = int(q.integer(25));
    row.resends = int(q.integer(26));
    row.laterTries = int(q.integer(27));
    row.isBudgetReserved = q.boolean(28);
    row.recipientName = q.text(29);
    row.recipientNumber = q.text(30);
    row.reservedMicros = q.integer(31);
    row.holdEndsAt = q.maybe(32, &Query::time);
    row.mediaUntil = q.maybe(33, &Query::time);
    return row;
}

std::vector<SendId> idsOf(Query &rows)
{
    std::vector<SendId> ids;
    while (rows.next())
        ids.push_back(rows.id<SendId>(0));
    return ids;
}

/// Waiting, but not for its files to be hosted, nor for another message to the same recipient. An older one that went
/// out, failed and is to be tried later doesn't keep its place: whoever writes to a person now isn't made to wait for
/// it. Takes the present time.
const auto kUnblocked =
    u"s.state IN ('held', 'queued') AND (s.media IS NULL OR s.media_until IS NOT NULL) "
    "AND NOT EXISTS (SELECT 1 FROM sends e WHERE e.sender = s.sender AND e.address = s.address AND e.id < s.id "
    "AND e.state IN ('queued', 'sending', 'uncertain') "
    "AND (e.state <> 'queued' OR e.later_tries = 0 OR e.due_at <= ?)) "
    "AND NOT EXISTS (SELECT 1 FROM attempts a WHERE a.sender = s.sender AND a.address = s.address "
    "AND a.state IN ('sending', 'uncertain'))"_s;

QString awake(const std::vector<SenderKey> &resting)
{
    return u" AND NOT (s.channel = ? AND s.sender = ?)"_s.repeated(qsizetype(resting.size()));
}

QVariantList valuesOf(const std::vector<SenderKey> &resting)
{
    QVariantList values;
    for (const auto &key : resting)
        values << store::toSql(key.channel) << store::toSql(key.number);
    return values;
}

void announce(store::Tx &tx, const SendRow &row)
{
    tx.changed(store::Topic::SendUpdated, row.id.value);
    if (row.jobId)
        tx.changed(store::Topic::JobUpdated, row.jobId->value);
}

} // namespace

std::optional<SendRow> SendRepository::find(store::Connection &db, SendId id) const
{
    const auto row = db.query(u"SELECT "_s + kColumns + u" FROM sends WHERE id = ?"_s, id);
    return row->next() ? std::optional(rowOf(*row)) : std::nullopt;
}

std::optional<SendId> SendRepository::findByCause(store::Connection &db, const QString &cause) const
{
    const auto row = db.query(u"SELECT id FROM sends WHERE cause = ?"_s, cause);
    return row->next() ? std::optional(row->id<SendId>(0)) : std::nullopt;
}

std::optional<SendId> SendRepository::findByClientToken(store::Connection &db, const QString &token) const
{
    const auto row = db.query(u"SELECT id FROM sends WHERE client_token = ?"_s, token);
    return row->next() ? std::optional(row->id<SendId>(0)) : std::nullopt;
}

void SendRepository::add(store::Tx &tx, SendRow &row, const std::optional<QString> &cause,
                         const std::optional<QString> &clientToken, std::optional<int> segments) const
{
    row.id = SendId{tx.insert(
        u"INSERT INTO sends (at, category, channel, state, status, reason, error_code, sender, address, body, "
        u"template_sid, "
        "template_variables, media, segments, recipient_name, recipient_number, recipient_search, contact_id, "
        "member_id, "
        "conversation_id, job_id, cause, client_token, author_kind, author_name, author_id, handling_version, route, "
        "due_at, hold_ends_at, budget_reserved, reserved_micros, updated_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        row.at, row.category, row.channel, row.state, shownAs(row.state), row.reason, row.errorCode, row.sender,
        row.address, row.body, row.templateChoice ? std::optional(row.templateChoice->sid) : std::nullopt,
        row.templateChoice ? std::optional(variablesJson(row.templateChoice->variables)) : std::nullopt,
        mediaJson(row.media), segments, row.recipientName, row.recipientNumber,
        contacts::recipientSearchText(row.recipientName, row.recipientNumber), row.contactId, row.memberId,
        row.conversationId, row.jobId, cause, clientToken, row.author.kind, row.author.name, row.authorId,
        row.handlingVersion, routeJson(row.nextSteps), row.dueAt, row.holdEndsAt ? row.holdEndsAt : row.dueAt,
        row.isBudgetReserved, row.reservedMicros, row.at)};
    announce(tx, row);
}

void SendRepository::save(store::Tx &tx, const SendRow &row, Timestamp now) const
{
    tx.execute(u"UPDATE sends SET channel = ?, state = ?, status = ?, reason = ?, error_code = ?, sid = ?, sender = ?, "
               u"address = ?, "
               "body = ?, template_sid = ?, template_variables = ?, message_id = ?, route = ?, due_at = ?, "
               "hold_ends_at = ?, tries = ?, "
               "resends = ?, later_tries = ?, budget_reserved = ?, reserved_micros = ?, updated_at = ? "
               "WHERE id = ?"_s,
               row.channel, row.state, shownAs(row.state), row.reason, row.errorCode, row.sid, row.sender, row.address,
               row.body, row.templateChoice ? std::optional(row.templateChoice->sid) : std::nullopt,
               row.templateChoice ? std::optional(variablesJson(row.templateChoice->variables)) : std::nullopt,
               row.messageId, routeJson(row.nextSteps), row.dueAt, row.holdEndsAt, row.tries, row.resends,
               row.laterTries, row.isBudgetReserved, row.reservedMicros, now, row.id);
    announce(tx, row);
}

void SendRepository::saveRecipient(store::Tx &tx, const SendRow &row) const
{
    tx.execute(u"UPDATE sends SET recipient_name = ?, recipient_number = ?, recipient_search = ? WHERE id = ?"_s,
               row.recipientName, row.recipientNumber,
               contacts::recipientSearchText(row.recipientName, row.recipientNumber), row.id);
    announce(tx, row);
}

std::optional<Money> SendRepository::cost(store::Connection &db, SendId id) const
{
    const auto row = db.query(u"SELECT cost_micros, cost_currency FROM sends WHERE id = ?"_s, id);
    return row->next() && !row->isNull(0) ? std::optional(Money{row->integer(0), row->text(1)}) : std::nullopt;
}

void SendRepository::setCost(store::Tx &tx, SendId id, std::optional<int> segments,
                             const std::optional<Money> &cost) const
{
    tx.execute(u"UPDATE sends SET segments = COALESCE(?, segments), cost_micros = COALESCE(?, cost_micros), "
               "cost_currency = COALESCE(?, cost_currency) WHERE id = ?"_s,
               segments, cost ? std::optional(cost->micros) : std::nullopt,
               cost ? std::optional(cost->currency) : std::nullopt, id);
    tx.changed(store::Topic::SendUpdated, id.value);
}

void SendRepository::clearCost(store::Tx &tx, SendId id) const
{
    tx.execute(u"UPDATE sends SET cost_micros = NULL, cost_currency = NULL WHERE id = ?"_s, id);
    tx.changed(store::Topic::SendUpdated, id.value);
}

std::vector<SendId> SendRepository::due(store::Connection &db, Timestamp now, int limit,
                                        const std::vector<SenderKey> &resting) const
{
    Query rows(db, u"SELECT s.id FROM sends s WHERE "_s + kUnblocked + awake(resting) +
                       u" AND s.due_at <= ? ORDER BY s.id LIMIT ?"_s);
    rows.runWith(QVariantList{store::toSql(now)} + valuesOf(resting) << store::toSql(now) << store::toSql(limit));
    return idsOf(rows);
}

std::optional<Timestamp> SendRepository::nextDue(store::Connection &db, Timestamp now,
                                                 const std::vector<SenderKey> &resting) const
{
    Query row(db, u"SELECT MIN(s.due_at) FROM sends s WHERE "_s + kUnblocked + awake(resting));
    row.runWith(QVariantList{store::toSql(now)} + valuesOf(resting));
    return row.next() ? row.maybe(0, &Query::time) : std::nullopt;
}

std::vector<SendId> SendRepository::unfinishedAiReplies(store::Connection &db, ConversationId conversation) const
{
    const auto rows =
        db.query(u"SELECT id FROM sends WHERE conversation_id = ? AND state IN ('held', 'queued', 'sending', "
                 "'uncertain') AND category = 'ai' ORDER BY id"_s,
                 conversation);
    return idsOf(*rows);
}

void SendRepository::setHosted(store::Tx &tx, SendId id, const std::vector<SendMedia> &media,
                               std::optional<Timestamp> until) const
{
    tx.execute(u"UPDATE sends SET media = ?, media_until = ?, media_due_at = NULL WHERE id = ?"_s, mediaJson(media),
               until, id);
    tx.changed(store::Topic::SendUpdated, id.value);
}

std::vector<SendId> SendRepository::inState(store::Connection &db, OutboxState state, int limit) const
{
    const auto rows = db.query(u"SELECT id FROM sends WHERE state = ? ORDER BY id LIMIT ?"_s, state, limit);
    return idsOf(*rows);
}

} // namespace counterbell::messaging
