// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/connection.h"

namespace counterbell::store
{

/// The way back to a server whose connection was lost: tries at growing intervals, up to five seconds. Belongs to one
/// connection and its thread.
class Reconnection
{
public:
    /// `wait` sleeps and answers false once nobody needs the connection any more.
    using Wait = std::function<bool(std::chrono::milliseconds)>;

    Reconnection(Connection &connection, std::chrono::milliseconds patience, Wait wait)
        : m_connection(connection), m_patience(patience), m_wait(std::move(wait))
    {
    }

    /// Called when the connection was lost, or never was. True once it stands. Without `untilItStands` it is false when
    /// the patience since the loss is over, after one more try at most; tries that are too close are not made.
    [[nodiscard]] bool restore(bool untilItStands);

private:
    using Time = std::chrono::steady_clock::time_point;
    [[nodiscard]] bool tryNow();

    Connection &m_connection;
    std::chrono::milliseconds m_patience;
    Wait m_wait;
    std::optional<Time> m_lostAt;
    Time m_nextTry;
    std::chrono::milliseconds m_delay{0};
};

} // namespace counterbell::store
