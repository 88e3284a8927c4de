// SPDX-License-Identifier: Apache-2.0
#include "ui/client/redial.h"

#include <algorithm>

namespace counterbell::ui
{

std::chrono::milliseconds redialDelay(int failures, double random)
{
    constexpr std::chrono::milliseconds::rep least = 200;
    constexpr std::chrono::milliseconds::rep most = 30'000;
    const auto bound = std::min(least << std::clamp(failures, 0, 20), most);
    return std::chrono::milliseconds(least +
                                     static_cast<std::chrono::milliseconds::rep>(random * double(bound - least)));
}

} // namespace counterbell::ui
