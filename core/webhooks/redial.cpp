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

std::chrono::milliseconds retryDelay(int failures, bool isPassing)
{
    using namespace std::chrono_literals;
    const std::chrono::milliseconds most = isPassing ? 30s : 300s;
    return std::min<std::chrono::milliseconds>(3s * (1 << std::clamp(failures - 1, 0, 10)), most);
}

} // namespace counterbell::webhooks
