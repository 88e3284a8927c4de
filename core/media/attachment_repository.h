// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"
#include "core/store/transaction.h"

#include <QSet>

#include <map>

namespace counterbell::media
{

/// An attachment with what isn't shown of it.
struct AttachmentRow {
    Attachment shown;
    std::optional<MessageId> messageId; ///< absent: uploaded, not sent yet
    std::optional<MemberId> uploadedBy;
    QString sha256; ///< of its file; empty while there is none
};

/// An inbound file that is to be fetched.
struct DueDownload {
    AttachmentId id;
    QString url;
    QString contentType; ///< as the webhook said
    int tries = 0;
};

/// What became of a file's bytes.
struct StoredFile {
    QString sha256;
    qint64 size = 0;
    QString contentType;
    std::optional<int> width;
    std::optional<int> height;
};

/// Rows of `attachments`. What changes a message's file announces message.updated.
class AttachmentRepository
{
public:
    [[nodiscard]] std::vector<Attachment> of(store::Connection &db, MessageId message) const;
    /// The same for many messages in one query; those without any are left out.
    [[nodiscard]] std::map<MessageId, std::vector<Attachment>> of(store::Connection &db,
                                                                  const std::vector<MessageId> &messages) const;
    [[nodiscard]] std::optional<AttachmentRow> find(store::Connection &db, AttachmentId id) const;

    /// A file that the provider has; it is fetched from `dueAt` on.
    void addInbound(store::Tx &tx, MessageId message, const QString &contentType, const QString &url,
                    const std::optional<QString> &fileName, Timestamp dueAt) const;
    [[nodiscard]] std::vector<DueDownload> due(store::Connection &db, Timestamp now, int limit) const;
    [[nodiscard]] std::optional<Timestamp> nextDue(store::Connection &db) const;

    /// The bytes are there; false when the row is gone meanwhile.
    bool stored(store::Tx &tx, AttachmentId id, const StoredFile &file) const;
    /// Another try is due then.
    void postpone(store::Tx &tx, AttachmentId id, Timestamp dueAt) const;
    /// There won't be any bytes.
    void failed(store::Tx &tx, AttachmentId id, const QString &problem) const;

    [[nodiscard]] AttachmentId addUpload(store::Tx &tx, MemberId member, const QString &contentType,
                                         const QString &fileName, Timestamp now) const;
    /// Uploads that no message has: one, or all from before then.
    void dropUpload(store::Tx &tx, AttachmentId id) const;
    int dropUploadsBefore(store::Tx &tx, Timestamp before) const;
    /// Makes an upload the message's own, or copies the file of another message (it is sent again); answers the
    /// message's attachment, nothing when there is no such file.
    [[nodiscard]] std::optional<AttachmentId> attach(store::Tx &tx, AttachmentId id, MessageId message) const;

    /// Those of these files that some row needs.
    [[nodiscard]] QSet<QString> needed(store::Connection &db, const QStringList &sha256s) const;
    /// All files that rows need, each once, in the order of their names: so many after this one.
    [[nodiscard]] std::vector<QString> filesAfter(store::Connection &db, const QString &sha256, int limit) const;
};

} // namespace counterbell::media
