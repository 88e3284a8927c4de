// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::store {

/// Timed work of which there is one of a kind, by name (table `tasks`). Work that was never scheduled is due.
[[nodiscard]] bool isTaskDue(Connection &db, const QString &name, Timestamp now);
void scheduleTask(Tx &tx, const QString &name, Timestamp dueAt);

} // namespace counterbell::store
