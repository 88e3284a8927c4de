// SPDX-License-Identifier: Apache-2.0
#include "core/store/settings_repository.h"

#include <QJsonDocument>

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

/// What every member may read by its own method (CONTRACT 3: workspace.get, notifications.get, quickReplies.list).
/// Events go to all of them, and the log keeps them: a manager's settings, relays and accounts are only said to have
/// changed.
bool mayBeShown(const QString &group)
{
    return group == u"workspace"_s || group == u"notifications"_s || group == u"quickReplies"_s || group == u"clock"_s;
}

} // namespace

QJsonObject readSettings(Connection &db, const QString &group)
{
    const auto row = db.query(u"SELECT value FROM settings WHERE key = ?"_s, group);
    return row->next() ? QJsonDocument::fromJson(row->text(0).toUtf8()).object() : QJsonObject{};
}

void writeSettings(Tx &tx, const QString &group, const QJsonObject &settings)
{
    tx.execute(
        u"INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s,
        group, QString::fromUtf8(QJsonDocument(settings).toJson(QJsonDocument::Compact)));
    tx.forget(group);
    tx.forget(memoWithDefaults(group));
    QJsonObject event{{u"group"_s, group}};
    if (mayBeShown(group))
        event.insert(u"settings"_s, settings);
    tx.record(Topic::SettingsUpdated, event);
}

void reportIgnored(const QString &group, const QString &name)
{
    qWarning("settings: %s.%s doesn't fit and is ignored", qUtf8Printable(group), qUtf8Printable(name));
}

qint64 nextNumber(Tx &tx, const QString &series)
{
    const auto row = tx.query(u"INSERT INTO counters (name, value) VALUES (?, 1) "
                              "ON CONFLICT (name) DO UPDATE SET value = counters.value + 1 RETURNING value"_s,
                              series);
    if (!row->next())
        throw SqlError(SqlError::Kind::Other, u"a series gave no number: "_s + series);
    return row->integer(0);
}

void raiseSeries(Tx &tx, const QString &series, qint64 to)
{
    tx.execute(u"INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE "
               "SET value = CASE WHEN counters.value < excluded.value THEN excluded.value ELSE counters.value END"_s,
               series, to);
}

} // namespace counterbell::store
