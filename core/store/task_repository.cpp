// SPDX-License-Identifier: Apache-2.0
#include "core/store/task_repository.h"

namespace counterbell::store {

using namespace Qt::StringLiterals;

bool isTaskDue(Connection &db, const QString &name, Timestamp now)
{
    const auto row = db.query(u"SELECT due_at FROM tasks WHERE name = ?"_s, name);
    return !row->next() || row->time(0) <= now;
}

void scheduleTask(Tx &tx, const QString &name, Timestamp dueAt)
{
    tx.execute(u"INSERT INTO tasks (name, due_at) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at"_s,
               name, dueAt);
}

} // namespace counterbell::store
