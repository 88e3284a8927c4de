// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/database.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace counterbell::sandbox
{

/// Who the account is.
struct Account {
    QString sid;
    QString authToken;
    QString whatsappSender; ///< bare E.164
    QString smsSender;      ///< bare E.164
    QString friendlyName;
    QString currency = QStringLiteral("USD"); ///< what it is billed in
};

/// The account's own facts and its resources (numbers, senders, services, templates, keys), which are kept as
/// the JSON that the API shows, without the links.
class AccountState
{
public:
    explicit AccountState(Database &database) : m_database(database) {}

    [[nodiscard]] std::optional<Account> account() const;
    /// Writes the account and gives it one SMS number (PN) and one WhatsApp sender (XE), keeping those it has.
    [[nodiscard]] bool setAccount(const Account &account, qint64 nowMs);

    [[nodiscard]] QString meta(const QString &key) const;
    [[nodiscard]] bool setMeta(const QString &key, const QString &value);

    [[nodiscard]] std::optional<QJsonObject> resource(const QString &kind, const QString &sid) const;
    /// In the order in which they were made.
    [[nodiscard]] QList<QJsonObject> resources(const QString &kind) const;
    /// Insert or replace; the object's `sid` is its key.
    [[nodiscard]] bool putResource(const QString &kind, const QJsonObject &resource);
    [[nodiscard]] bool removeResource(const QString &kind, const QString &sid);

private:
    [[nodiscard]] bool keepOnly(const QString &kind, QLatin1StringView field, const QString &value,
                                const QJsonObject &otherwise);

    Database &m_database;
};

/// A prefix and 32 lower-case hex digits.
[[nodiscard]] QString newSid(QLatin1StringView prefix);

} // namespace counterbell::sandbox
