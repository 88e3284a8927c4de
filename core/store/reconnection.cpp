// SPDX-License-Identifier: Apache-2.0
#include "core/store/reconnection.h"

namespace counterbell::store
{

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace
{

constexpr std::chrono::milliseconds kFirstDelay = 100ms;
constexpr std::chrono::milliseconds kLongestDelay = 1s; // so long people read errors though the server is back

} // namespace

bool Reconnection::restore(bool untilItStands)
{
    if (!m_lostAt) {
        m_lostAt = steady_clock::now();
        m_nextTry = *m_lostAt;
    }
    for (;;) {
        if (steady_clock::now() >= m_nextTry && tryNow())
            return true;
        const auto now = steady_clock::now();
        const auto pause = std::chrono::ceil<std::chrono::milliseconds>(m_nextTry - now);
        if (!untilItStands && now + pause > *m_lostAt + m_patience)
            return false;
        if (!m_wait(pause))
            return false;
    }
}

bool Reconnection::tryNow()
{
    try {
        m_connection.reopen();
    } catch (const SqlError &error) {
        qWarning("store: %s", error.what());
        m_delay = std::clamp(m_delay * 2, kFirstDelay, kLongestDelay);
        m_nextTry = steady_clock::now() + m_delay;
        return false;
    }
    m_lostAt.reset();
    m_delay = 0ms;
    return true;
}

} // namespace counterbell::store
