// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/connection.h"
#include "core/store/event.h"

namespace counterbell::store
{

/// The oldest `limit` events after this number, in order.
[[nodiscard]] std::vector<Event> readEvents(Connection &db, qint64 after, int limit);
/// The same without those that only cores are told of.
[[nodiscard]] std::vector<Event> readToldEvents(Connection &db, qint64 after, int limit);
/// Whether consoles are told of it.
[[nodiscard]] bool isTold(const Event &event);
/// The number of the oldest event that is kept; empty when none is.
[[nodiscard]] std::optional<qint64> oldestEvent(Connection &db);

} // namespace counterbell::store
