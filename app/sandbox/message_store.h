// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/message.h"

#include <QByteArray>
#include <QList>
#include <QMap>

#include <optional>

class QSqlQuery;

namespace counterbell::sandbox
{

class Database;

struct Media {
    QString sid = {};
    QString messageSid = {};
    QString contentType = {};
    QString sourceUrl = {};
    QByteArray bytes = {};
    qint64 createdMs = 0;
};

/// What a list asks for. Bounds are exclusive milliseconds over `date_sent`, as Twilio's filters are.
struct MessageFilter {
    QString to = {};
    QString from = {};
    std::optional<qint64> sentFromMs = {};  ///< at or after
    std::optional<qint64> sentUntilMs = {}; ///< before
};

/// Rows of messages and media. SQL and nothing else.
class MessageStore
{
public:
    explicit MessageStore(Database &database) : m_database(database) {}

    [[nodiscard]] bool insert(Message &message);
    /// Everything but what the phone shows.
    [[nodiscard]] bool update(const Message &message);
    [[nodiscard]] bool remove(const QString &sid);
    [[nodiscard]] std::optional<Message> bySid(const QString &sid) const;
    /// Newest first; the rows after (older than) `after`, or before it when `backwards`.
    [[nodiscard]] QList<Message> list(const MessageFilter &filter, int limit, const std::optional<Message> &after = {},
                                      bool backwards = false) const;
    /// What a customer's phone holds, oldest first: also what the account has redacted or deleted since.
    [[nodiscard]] QList<Message> onHandset(const QString &handset) const;
    /// Outbound messages that may still change, of one handset or of all.
    [[nodiscard]] QList<Message> unsettled(const QString &handset = {}) const;
    [[nodiscard]] std::optional<Message> lastOutboundTo(const QString &handset) const;
    /// Rows by status, without the seeded ones.
    [[nodiscard]] QMap<QString, int> countsByStatus() const;
    [[nodiscard]] int seededCount() const;

    [[nodiscard]] bool insertMedia(const Media &media);
    [[nodiscard]] bool setMediaBytes(const QString &sid, const QString &contentType, const QByteArray &bytes);
    [[nodiscard]] bool removeMedia(const QString &sid);
    [[nodiscard]] QList<Media> mediaOf(const QString &messageSid) const;
    [[nodiscard]] std::optional<Media> media(const QString &sid) const;

private:
    [[nodiscard]] QList<Message> select(const QString &where, const QVariantList &values) const;

    Database &m_database;
};

} // namespace counterbell::sandbox
