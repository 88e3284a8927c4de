// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <vector>

namespace counterbell::bench
{

/// How large a shop's history is. The same numbers, seed and `now` make the same shop.
struct ShopSize {
    int conversations = 100'000;
    int messages = 2'000'000;
    int longest = 100'000; ///< messages of conversation 0; part of `messages`
    quint64 seed = 1;
    Timestamp now;
};

/// One message to come: when, and in which conversation (0 is the longest).
struct Moment {
    qint64 at = 0; ///< UTC milliseconds
    quint32 conversation = 0;
};

/// Every message of the shop in the order of time, over two years up to `now`. Customers write in bursts of minutes
/// with days or weeks between them, so that a conversation's rows lie far apart in the table, as they do in a shop.
[[nodiscard]] std::vector<Moment> planHistory(const ShopSize &size);

} // namespace counterbell::bench
