// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <QObject>

#include <atomic>

namespace counterbell::workspace
{

/// The real clock plus an offset, which only a sandbox workspace may have. Read from all threads, moved on the main
/// thread. Whoever waits for a business time listens to `moved`.
class BusinessClock : public QObject, public Clock
{
    Q_OBJECT

public:
    [[nodiscard]] Timestamp now() const override;
    [[nodiscard]] std::chrono::seconds offset() const { return std::chrono::seconds(m_offsetSeconds); }
    void setOffset(std::chrono::seconds offset);

Q_SIGNALS:
    void moved();

private:
    std::atomic<qint64> m_offsetSeconds = 0;
};

} // namespace counterbell::workspace
