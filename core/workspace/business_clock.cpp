// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/business_clock.h"

namespace counterbell::workspace
{

Timestamp BusinessClock::now() const
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()) + offset();
}

void BusinessClock::setOffset(std::chrono::seconds offset)
{
    if (m_offsetSeconds.exchange(offset.count()) != offset.count())
        Q_EMIT moved();
}

} // namespace counterbell::workspace
