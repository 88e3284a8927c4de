// SPDX-License-Identifier: Apache-2.0
#include "core/store/task_repository.h"

#include <QJsonDocument>

namespace counterbell::store
{

using namespace Qt::StringLiterals;

bool isTaskDue(Connection &db, const QString &name, Timestamp now)
{
    const auto row = db.query(u"SELECT due_at FROM tasks WHERE name = ?"_s, name);
    return !row->next() || row->time(0) <= now;
}

void scheduleTask(Tx &tx, const QString &name, Timestamp dueAt)
{
    tx.execute(
        u"INSERT INTO tasks (name, due_at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at"_s,
        name, dueAt);
}

QJsonObject readTaskState(Connection &db, const QString &name)
{
    const auto row = db.query(u"SELECT state FROM tasks WHERE name = ?"_s, name);
    return row->next() ? QJsonDocument::fromJson(row->text(0).toUtf8()).object() : QJsonObject{};
}

void writeTaskState(Tx &tx, const QString &name, const QJsonObject &state, Timestamp dueAt)
{
    tx.execute(u"INSERT INTO tasks (name, due_at, state) VALUES (?, ?, ?) "
               "ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at, state = excluded.state"_s,
               name, dueAt, QString::fromUtf8(QJsonDocument(state).toJson(QJsonDocument::Compact)));
}

} // namespace counterbell::store
