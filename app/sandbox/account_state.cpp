// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/account_state.h"

#include "app/sandbox/sandbox_clock.h"

#include <QJsonDocument>
#include <QSqlQuery>
#include <QUuid>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject newNumber(const Account &account, qint64 nowMs)
{
    return {{u"sid"_s, newSid("PN"_L1)},
            {u"phone_number"_s, account.smsSender},
            {u"friendly_name"_s, account.smsSender},
            {u"sms_url"_s, u""_s},
            {u"sms_method"_s, u"POST"_s},
            {u"sms_fallback_url"_s, u""_s},
            {u"sms_fallback_method"_s, u"POST"_s},
            {u"sms_application_sid"_s, u""_s},
            {u"status_callback"_s, u""_s},
            {u"status_callback_method"_s, u"POST"_s},
            {u"created_ms"_s, nowMs},
            {u"updated_ms"_s, nowMs}};
}

QJsonObject newSender(const Account &account)
{
    return {{u"sid"_s, newSid("XE"_L1)},
            {u"status"_s, u"ONLINE"_s},
            {u"sender_id"_s, u"whatsapp:"_s + account.whatsappSender},
            {u"webhook"_s, QJsonObject{}},
            {u"profile"_s, QJsonObject{{u"name"_s, account.friendlyName}}}};
}

} // namespace

QString newSid(QLatin1StringView prefix)
{
    return prefix + QUuid::createUuid().toString(QUuid::Id128);
}

std::optional<Account> AccountState::account() const
{
    const auto sid = meta(u"accountSid"_s);
    if (sid.isEmpty())
        return std::nullopt;
    Account account{sid, meta(u"authToken"_s), meta(u"whatsappSender"_s), meta(u"smsSender"_s),
                    meta(u"friendlyName"_s)};
    if (const auto currency = meta(u"currency"_s); !currency.isEmpty())
        account.currency = currency;
    return account;
}

bool AccountState::setAccount(const Account &account, qint64 nowMs)
{
    return m_database.transaction([&] {
        bool ok = setMeta(u"accountSid"_s, account.sid) && setMeta(u"authToken"_s, account.authToken) &&
                  setMeta(u"whatsappSender"_s, account.whatsappSender) && setMeta(u"smsSender"_s, account.smsSender) &&
                  setMeta(u"friendlyName"_s, account.friendlyName) && setMeta(u"currency"_s, account.currency);
        ok = ok && keepOnly(u"number"_s, "phone_number"_L1, account.smsSender, newNumber(account, nowMs));
        ok = ok && keepOnly(u"sender"_s, "sender_id"_L1, u"whatsapp:"_s + account.whatsappSender, newSender(account));
        return ok;
    });
}

bool AccountState::keepOnly(const QString &kind, QLatin1StringView field, const QString &value,
                            const QJsonObject &otherwise)
{
    bool found = false;
    for (const auto &resource : resources(kind)) {
        if (resource[field].toString() == value)
            found = true;
        else if (!removeResource(kind, resource["sid"_L1].toString()))
            return false;
    }
    return found || putResource(kind, otherwise);
}

QString AccountState::meta(const QString &key) const
{
    return m_database.single(u"SELECT value FROM meta WHERE key=?"_s, {key}).toString();
}

bool AccountState::setMeta(const QString &key, const QString &value)
{
    return m_database.run(u"INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)"_s, {key, value});
}

std::optional<QJsonObject> AccountState::resource(const QString &kind, const QString &sid) const
{
    const auto json = m_database.single(u"SELECT json FROM resources WHERE kind=? AND sid=?"_s, {kind, sid});
    return json.isValid() ? std::optional(QJsonDocument::fromJson(json.toString().toUtf8()).object()) : std::nullopt;
}

QList<QJsonObject> AccountState::resources(const QString &kind) const
{
    QList<QJsonObject> found;
    m_database.select(u"SELECT json FROM resources WHERE kind=? ORDER BY id"_s, {kind}, [&](const QSqlQuery &row) {
        found.append(QJsonDocument::fromJson(row.value(0).toString().toUtf8()).object());
    });
    return found;
}

bool AccountState::putResource(const QString &kind, const QJsonObject &resource)
{
    return m_database.run(u"INSERT INTO resources (kind, sid, json) VALUES (?,?,?)"
                          " ON CONFLICT (sid) DO UPDATE SET json=excluded.json"_s,
                          {kind, resource["sid"_L1].toString(), QString::fromUtf8(compact(resource))});
}

bool AccountState::removeResource(const QString &kind, const QString &sid)
{
    return m_database.run(u"DELETE FROM resources WHERE kind=? AND sid=?"_s, {kind, sid});
}

} // namespace counterbell::sandbox
