// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"

#include <QJsonObject>

#include <qcorotask.h>

#include <vector>

namespace counterbell::rpc
{

/// One committed change. Numbers rise with the commits and never come twice; some may be missing.
struct Event {
    qint64 seq = 0;
    QString name; ///< of CONTRACT 3's list, such as message.added
    QJsonObject data;
};

/// A stretch of the log, and the oldest number that the log held in the same snapshot: what was cleared away
/// before it can't be noticed otherwise.
struct EventPage {
    std::vector<Event> events;
    qint64 tail = 1;
};

/// The log of events as the hub needs it; the store stands behind it. Main thread. What the store commits is
/// handed to EventHub::publish().
class EventFeed
{
public:
    virtual ~EventFeed() = default;

    /// The oldest `limit` events after number `after`, in order; fewer than that only when no more were committed
    /// when it was called.
    [[nodiscard]] virtual QCoro::Task<Result<EventPage>> read(qint64 after, int limit) = 0;

    /// The number of the newest committed event, 0 when there has never been one.
    [[nodiscard]] virtual qint64 head() const = 0;

    /// The number of the oldest event that is kept; head() + 1 when none is.
    [[nodiscard]] virtual qint64 tail() const = 0;
};

} // namespace counterbell::rpc
