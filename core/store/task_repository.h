// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::store
{

/// Timed work of which there is one of a kind, by name (table `tasks`). Work that was never scheduled is due.
[[nodiscard]] bool isTaskDue(Connection &db, const QString &name, Timestamp now);
void scheduleTask(Tx &tx, const QString &name, Timestamp dueAt);

/// What such work remembers between two runs: a JSON object in the task's row, empty where there is none.
[[nodiscard]] QJsonObject readTaskState(Connection &db, const QString &name);
void writeTaskState(Tx &tx, const QString &name, const QJsonObject &state, Timestamp dueAt);

} // namespace counterbell::store
