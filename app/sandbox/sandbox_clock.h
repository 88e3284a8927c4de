// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>

namespace counterbell::sandbox
{

/// Twilio's clock as the sandbox plays it: the machine's wall clock plus an offset that only grows.
/// Message times, the 24-hour window and every answer's Date header follow it; status delays, retries and
/// deadlines are real time.
class SandboxClock
{
public:
    [[nodiscard]] qint64 nowMs() const { return QDateTime::currentMSecsSinceEpoch() + m_offsetSeconds * 1000; }
    [[nodiscard]] qint64 offsetSeconds() const { return m_offsetSeconds; }
    void setOffsetSeconds(qint64 seconds) { m_offsetSeconds = seconds; }
    /// `Fri, 20 Nov 2026 11:04:30 GMT`
    [[nodiscard]] QByteArray httpDate() const;

private:
    qint64 m_offsetSeconds = 0;
};

/// `Thu, 24 Aug 2023 05:01:45 +0000`, English on every machine (FACTS 1.2); a null string for 0.
[[nodiscard]] QString rfc2822(qint64 ms);
/// `2015-07-30T19:00:00Z` (FACTS 6)
[[nodiscard]] QString iso8601(qint64 ms);
/// `2026-01-02T03:04:05.678Z`, as our own control API writes times.
[[nodiscard]] QString isoMillis(qint64 ms);

} // namespace counterbell::sandbox
