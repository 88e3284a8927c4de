// SPDX-License-Identifier: Apache-2.0
#include "core/media/attachment_repository.h"

#include "core/store/id_query.h"

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

const auto kShown = u"id, content_type, file_name, size, state, width, height, problem"_s;

std::optional<int> maybeInt(const Query &row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional(int(row.integer(column)));
}

Attachment shownOf(const Query &row)
{
    return {row.id<AttachmentId>(0),
            row.text(1),
            row.maybe(2, &Query::text),
            row.maybe(3, &Query::integer),
            row.word(4, AttachmentState::Failed),
            maybeInt(row, 5),
            maybeInt(row, 6),
            row.maybe(7, &Query::text)};
}

void announce(store::Tx &tx, AttachmentId id)
{
    const auto row = tx.query(u"SELECT message_id FROM attachments WHERE id = ?"_s, id);
    if (row->next() && !row->isNull(0))
        tx.changed(store::Topic::MessageUpdated, row->integer(0));
}

} // namespace

std::vector<Attachment> AttachmentRepository::of(store::Connection &db, MessageId message) const
{
    auto attachments = of(db, std::vector{message});
    return attachments.empty() ? std::vector<Attachment>{} : std::move(attachments.begin()->second);
}

std::map<MessageId, std::vector<Attachment>> AttachmentRepository::of(store::Connection &db,
                                                                      const std::vector<MessageId> &messages) const
{
    std::map<MessageId, std::vector<Attachment>> attachments;
    store::readByIds(db,
                     u"SELECT "_s + kShown + u", message_id FROM attachments WHERE message_id IN (%1) ORDER BY id"_s,
                     messages, [&](const Query &row) { attachments[row.id<MessageId>(8)].push_back(shownOf(row)); });
    return attachments;
}

std::optional<AttachmentRow> AttachmentRepository::find(store::Connection &db, AttachmentId id) const
{
    const auto row =
        db.query(u"SELECT "_s + kShown + u", message_id, uploaded_by, sha256 FROM attachments WHERE id = ?"_s, id);
    if (!row->next())
        return std::nullopt;
    return AttachmentRow{shownOf(*row), row->maybeId<MessageId>(8), row->maybeId<MemberId>(9), row->text(10)};
}

void AttachmentRepository::addInbound(store::Tx &tx, MessageId message, const QString &contentType, const QString &url,
                                      const std::optional<QString> &fileName, Timestamp dueAt) const
{
    tx.execute(u"INSERT INTO attachments (message_id, content_type, file_name, state, url, due_at) "
               "VALUES (?, ?, ?, ?, ?, ?)"_s,
               message, contentType, fileName, AttachmentState::Pending, url, dueAt);
}

std::vector<DueDownload> AttachmentRepository::due(store::Connection &db, Timestamp now, int limit) const
{
    std::vector<DueDownload> due;
    const auto rows = db.query(
        u"SELECT id, url, content_type, tries FROM attachments WHERE due_at <= ? ORDER BY due_at, id LIMIT ?"_s, now,
        limit);
    while (rows->next())
        due.push_back({rows->id<AttachmentId>(0), rows->text(1), rows->text(2), int(rows->integer(3))});
    return due;
}

std::optional<Timestamp> AttachmentRepository::nextDue(store::Connection &db) const
{
    const auto row = db.query(u"SELECT MIN(due_at) FROM attachments WHERE due_at IS NOT NULL"_s);
    return row->next() ? row->maybe(0, &Query::time) : std::nullopt;
}

bool AttachmentRepository::stored(store::Tx &tx, AttachmentId id, const StoredFile &file) const
{
    const auto changed =
        tx.execute(u"UPDATE attachments SET state = ?, sha256 = ?, size = ?, content_type = ?, "
                   "width = ?, height = ?, problem = NULL, due_at = NULL WHERE id = ?"_s,
                   AttachmentState::Stored, file.sha256, file.size, file.contentType, file.width, file.height, id);
    announce(tx, id);
    return changed > 0;
}

void AttachmentRepository::postpone(store::Tx &tx, AttachmentId id, Timestamp dueAt) const
{
    tx.execute(u"UPDATE attachments SET tries = tries + 1, due_at = ? WHERE id = ?"_s, dueAt, id);
}

void AttachmentRepository::failed(store::Tx &tx, AttachmentId id, const QString &problem) const
{
    tx.execute(u"UPDATE attachments SET state = ?, problem = ?, tries = tries + 1, due_at = NULL WHERE id = ?"_s,
               AttachmentState::Failed, problem, id);
    announce(tx, id);
}

AttachmentId AttachmentRepository::addUpload(store::Tx &tx, MemberId member, const QString &contentType,
                                             const QString &fileName, Timestamp now) const
{
    return AttachmentId{tx.insert(u"INSERT INTO attachments (content_type, file_name, state, uploaded_by, uploaded_at) "
                                  "VALUES (?, ?, ?, ?, ?)"_s,
                                  contentType, fileName, AttachmentState::Pending, member, now)};
}

void AttachmentRepository::dropUpload(store::Tx &tx, AttachmentId id) const
{
    tx.execute(u"DELETE FROM attachments WHERE id = ? AND message_id IS NULL"_s, id);
}

int AttachmentRepository::dropUploadsBefore(store::Tx &tx, Timestamp before) const
{
    return tx.execute(u"DELETE FROM attachments WHERE message_id IS NULL AND uploaded_at < ?"_s, before);
}

std::optional<AttachmentId> AttachmentRepository::attach(store::Tx &tx, AttachmentId id, MessageId message) const
{
    const auto row = find(tx, id);
    if (!row || row->shown.state != AttachmentState::Stored)
        return std::nullopt;
    if (!row->messageId) {
        tx.execute(u"UPDATE attachments SET message_id = ? WHERE id = ?"_s, message, id);
        return id;
    }
    return AttachmentId{tx.insert(
        u"INSERT INTO attachments (message_id, content_type, file_name, size, state, width, height, sha256) "
        "SELECT ?, content_type, file_name, size, state, width, height, sha256 FROM attachments WHERE id = ?"_s,
        message, id)};
}

QSet<QString> AttachmentRepository::needed(store::Connection &db, const QStringList &sha256s) const
{
    QSet<QString> needed;
    store::readByIds(db, u"SELECT DISTINCT sha256 FROM attachments WHERE sha256 IN (%1)"_s,
                     std::vector(sha256s.begin(), sha256s.end()),
                     [&](const Query &row) { needed.insert(row.text(0)); });
    return needed;
}

std::vector<QString> AttachmentRepository::filesAfter(store::Connection &db, const QString &sha256, int limit) const
{
    std::vector<QString> files;
    const auto rows =
        db.query(u"SELECT DISTINCT sha256 FROM attachments WHERE sha256 > ? ORDER BY sha256 LIMIT ?"_s, sha256, limit);
    while (rows->next())
        files.push_back(rows->text(0));
    return files;
}

} // namespace counterbell::media
