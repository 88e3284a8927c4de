// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/redial.h"

#include <algorithm>

namespace counterbell::webhooks
{

std::chrono::milliseconds redialDelay(int failures, double random, std::chrono::milliseconds least,
                                      std::chrono::milliseconds most)
{
    const auto doublings = std::clamp(failures, 0, 20);
    const auto bound = std::min<qint64>(least.count() << doublings, most.count());
    return std::chrono::milliseconds(least.count() + qint64(random * double(bound - least.count())));
}

} // namespace counterbell::webhooks
