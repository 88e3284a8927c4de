// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/workspace.h"
#include "core/store/store.h"

#include <QObject>

#include <qcorotask.h>

#include <atomic>

namespace counterbell::workspace
{

/// The business clock of the running core: the machine's, plus an offset that only a sandbox workspace can have. The
/// offset is kept, in settings group "clock", so that a restart doesn't turn the time back. `now` may be asked from
/// any thread; the rest belongs to the main thread.
class BusinessClock : public QObject, public Clock
{
    Q_OBJECT

public:
    /// `real` is the machine's clock, another one in tests.
    explicit BusinessClock(std::function<Timestamp()> real = &systemNow);

    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] std::chrono::seconds offset() const { return std::chrono::seconds(m_offset.load()); }

    /// Takes up the kept offset; blocking, for start-up, on a connection of the caller's.
    void load(store::Connection &db);

    /// sandbox.advanceClock: ahead by `seconds`, or to an absolute offset from the real clock that is not behind the
    /// present one. Answers once it is kept and `moved` has been emitted. `notPermitted` in a live workspace;
    /// `invalidArgument` for both or none, for a step back, and beyond ten years.
    [[nodiscard]] QCoro::Task<Result<ClockState>> advance(store::Store &store, AdvanceClock request);

    [[nodiscard]] static Timestamp systemNow();

Q_SIGNALS:
    /// The clock jumped: what is due has to be looked at again.
    void moved();

private:
    const std::function<Timestamp()> m_real;
    std::atomic<qint64> m_offset = 0;
};

} // namespace counterbell::workspace
