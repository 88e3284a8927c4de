// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/message_repository.h"

#include "core/inbox/search_index.h"
#include "core/media/attachment_repository.h"
#include "core/store/cursor.h"
#include "core/store/id_query.h"

#include <QJsonDocument>

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

const auto kColumns =
    u"m.id, m.conversation_id, m.channel, m.direction, m.kind, m.body, m.status, m.sid, m.error_code, "
    "m.error_reason, m.author_kind, m.author_name, m.at, m.segments, m.cost_micros, m.cost_currency, "
    "m.send_id, m.client_token, m.location, m.event"_s;

std::optional<Location> locationOf(const QString &json)
{
    Location location;
    JsonProblem problem;
    if (!Json<Location>::read(QJsonDocument::fromJson(json.toUtf8()).object(), location, problem))
        return std::nullopt;
    return location;
}

Message messageOf(const Query &row)
{
    Message message;
    message.id = row.id<MessageId>(0);
    message.conversationId = row.id<ConversationId>(1);
    message.channel = row.word(2, Channel::Sms);
    if (!row.isNull(3))
        message.direction = row.word(3, Direction::Outbound);
    message.kind = row.word(4, MessageKind::Text);
    message.body = row.text(5);
    message.status = row.word(6, DeliveryStatus::Queued);
    message.sid = row.maybe(7, &Query::text);
    if (!row.isNull(8) || !row.isNull(9)) {
        message.error = DeliveryError{row.isNull(8) ? std::nullopt : std::optional(int(row.integer(8))),
                                      row.maybe(9, &Query::text)};
    }
    message.author = {row.word(10, AuthorKind::System), row.text(11)};
    message.at = row.time(12);
    if (!row.isNull(13))
        message.segments = int(row.integer(13));
    if (!row.isNull(14))
        message.cost = Money{row.integer(14), row.text(15)};
    message.sendId = row.maybeId<SendId>(16);
    message.clientToken = row.maybe(17, &Query::text);
    if (!row.isNull(18))
        message.location = locationOf(row.text(18));
    message.event = row.maybe(19, &Query::text);
    return message;
}

void addAttachmentsTo(store::Connection &db, std::vector<Message> &messages)
{
    std::vector<MessageId> withMedia;
    for (const auto &message : messages) {
        if (message.kind == MessageKind::Media)
            withMedia.push_back(message.id);
    }
    auto attachments = media::AttachmentRepository().of(db, withMedia);
    for (auto &message : messages) {
        if (const auto found = attachments.find(message.id); found != attachments.end())
            message.attachments = std::move(found->second);
    }
}

std::vector<Message> messagesOf(store::Connection &db, Query &rows)
{
    std::vector<Message> messages;
    while (rows.next())
        messages.push_back(messageOf(rows));
    addAttachmentsTo(db, messages);
    return messages;
}

std::optional<QString> jsonOrNull(const QJsonObject &object)
{
    return object.isEmpty() ? std::nullopt
                            : std::optional(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

std::optional<QString> jsonOrNull(const std::optional<Location> &location)
{
    return jsonOrNull(location ? toJson(*location) : QJsonObject{});
}

void addAttachments(store::Tx &tx, MessageId id, const std::vector<NewAttachment> &attachments, Timestamp dueAt)
{
    for (const auto &attachment : attachments)
        media::AttachmentRepository().addInbound(tx, id, attachment.contentType, attachment.url, attachment.fileName,
                                                 dueAt);
}

std::optional<MessageId> idWhere(store::Connection &db, const QString &sql, const QString &value)
{
    const auto row = db.query(sql, value);
    return row->next() ? std::optional(row->id<MessageId>(0)) : std::nullopt;
}

} // namespace

std::optional<Message> MessageRepository::find(store::Connection &db, MessageId id) const
{
    const auto row = db.query(u"SELECT "_s + kColumns + u" FROM messages m WHERE m.id = ?"_s, id);
    auto messages = messagesOf(db, *row);
    return messages.empty() ? std::nullopt : std::optional(std::move(messages.front()));
}

std::map<MessageId, Message> MessageRepository::find(store::Connection &db, const std::vector<MessageId> &ids) const
{
    std::vector<Message> messages;
    store::readByIds(db, u"SELECT "_s + kColumns + u" FROM messages m WHERE m.id IN (%1)"_s, ids,
                     [&](const Query &row) { messages.push_back(messageOf(row)); });
    addAttachmentsTo(db, messages);
    std::map<MessageId, Message> found;
    for (auto &message : messages)
        found.emplace(message.id, std::move(message));
    return found;
}

std::optional<MessageId> MessageRepository::findBySid(store::Connection &db, const QString &sid) const
{
    return idWhere(db, u"SELECT id FROM messages WHERE sid = ?"_s, sid);
}

std::optional<MessageId> MessageRepository::findByClientToken(store::Connection &db, const QString &token) const
{
    return idWhere(db, u"SELECT id FROM messages WHERE client_token = ?"_s, token);
}

Result<Page<Message>> MessageRepository::page(store::Connection &db, ConversationId conversation,
                                              const std::optional<QString> &before, std::optional<int> limit) const
{
    const auto window = store::timeWindow(before, limit);
    if (!window)
        return tl::unexpected(window.error());
    const auto from = window->before.value_or(store::kNewestFirst);
    const auto rows = db.query(u"SELECT "_s + kColumns +
                                   u" FROM messages m WHERE m.conversation_id = ? AND (m.at, m.id) < (?, ?) "
                                   "ORDER BY m.at DESC, m.id DESC LIMIT ?"_s,
                               conversation, from.at, from.id, window->limit + 1);
    return store::cutPage(messagesOf(db, *rows), window->limit,
                          [](const Message &m) { return store::TimeCursor{m.at, m.id.value}; });
}

std::vector<Message> MessageRepository::history(store::Connection &db, ConversationId conversation, int limit) const
{
    const auto rows = db.query(u"SELECT "_s + kColumns +
                                   u" FROM messages m WHERE m.conversation_id = ? AND m.direction IS NOT NULL "
                                   "ORDER BY m.at DESC, m.id DESC LIMIT ?"_s,
                               conversation, limit);
    auto messages = messagesOf(db, *rows);
    std::reverse(messages.begin(), messages.end());
    return messages;
}

MessageId MessageRepository::add(store::Tx &tx, const NewMessage &m,
                                 const std::vector<NewAttachment> &attachments) const
{
    const MessageId id{tx.insert(
        u"INSERT INTO messages (conversation_id, channel, direction, kind, body, status, sid, author_kind, author_id, "
        "author_name, at, segments, send_id, client_token, location, event, source, extra) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        m.conversationId, m.channel, m.direction, m.kind, m.body, m.status, m.sid, m.author.kind, m.authorId,
        m.author.name, m.at, m.segments, m.sendId, m.clientToken, jsonOrNull(m.location), m.event, m.source,
        jsonOrNull(m.extra))};
    addAttachments(tx, id, attachments, m.at);
    if (m.kind != MessageKind::Event)
        indexMessage(tx, id, m.at, m.body);
    tx.changed(store::Topic::MessageAdded, id.value);
    return id;
}

bool MessageRepository::fillInListed(store::Tx &tx, MessageId id, const LateDetails &details, Timestamp now) const
{
    const auto changed = tx.execute(u"UPDATE messages SET source = 'webhook', kind = ?, location = ?, extra = ? "
                                    "WHERE id = ? AND source = 'list'"_s,
                                    details.kind, jsonOrNull(details.location), jsonOrNull(details.extra), id);
    if (changed == 0)
        return false;
    if (media::AttachmentRepository().of(tx, id).empty())
        addAttachments(tx, id, details.attachments, now);
    tx.changed(store::Topic::MessageUpdated, id.value);
    return true;
}

bool MessageRepository::isMembers(store::Connection &db, MessageId id) const
{
    return db.query(u"SELECT 1 FROM messages WHERE id = ? AND author_kind = 'member'"_s, id)->next();
}

void MessageRepository::update(store::Tx &tx, MessageId id, const MessageUpdate &u) const
{
    if (u.body) {
        const auto row = tx.query(u"SELECT body, at FROM messages WHERE id = ?"_s, id);
        if (row->next() && row->text(0) != *u.body) {
            unindexMessage(tx, id, row->time(1), row->text(0));
            indexMessage(tx, id, row->time(1), *u.body);
        }
    }
    tx.execute(u"UPDATE messages SET status = ?, sid = COALESCE(?, sid), error_code = ?, error_reason = ?, "
               "segments = COALESCE(?, segments), cost_micros = COALESCE(?, cost_micros), "
               "cost_currency = COALESCE(?, cost_currency), channel = COALESCE(?, channel), kind = COALESCE(?, kind), "
               "body = COALESCE(?, body) "
               "WHERE id = ?"_s,
               u.status, u.sid, u.error ? u.error->code : std::nullopt, u.error ? u.error->reason : std::nullopt,
               u.segments, u.cost ? std::optional(u.cost->micros) : std::nullopt,
               u.cost ? std::optional(u.cost->currency) : std::nullopt, u.channel, u.kind, u.body, id);
    tx.changed(store::Topic::MessageUpdated, id.value);
}

void MessageRepository::withdrawSid(store::Tx &tx, const QString &sid) const
{
    const auto id = findBySid(tx, sid);
    if (!id)
        return;
    tx.execute(u"UPDATE messages SET sid = NULL, cost_micros = NULL, cost_currency = NULL WHERE id = ?"_s, *id);
    tx.changed(store::Topic::MessageUpdated, id->value);
}

int MessageRepository::eraseSome(store::Tx &tx, ConversationId conversation, int limit, QStringList &sids) const
{
    struct Indexed {
        MessageId id;
        Timestamp at;
        QString body;
    };
    std::vector<Indexed> found;
    {
        const auto rows = tx.query(u"SELECT id, at, body, sid FROM messages WHERE conversation_id = ? LIMIT ?"_s,
                                   conversation, limit);
        while (rows->next()) {
            found.push_back({rows->id<MessageId>(0), rows->time(1), rows->text(2)});
            if (!rows->isNull(3))
                sids << rows->text(3);
        }
    }
    for (const auto &[id, at, body] : found) {
        unindexMessage(tx, id, at, body);
        tx.execute(u"DELETE FROM messages WHERE id = ?"_s, id);
    }
    return int(found.size());
}

void MessageRepository::blank(store::Tx &tx, MessageId id) const
{
    {
        const auto row = tx.query(u"SELECT body, at FROM messages WHERE id = ?"_s, id);
        if (!row->next())
            return;
        unindexMessage(tx, id, row->time(1), row->text(0));
    }
    tx.execute(u"UPDATE messages SET body = '' WHERE id = ?"_s, id);
    tx.changed(store::Topic::MessageUpdated, id.value);
}

} // namespace counterbell::inbox
