// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/shop/plan.h"

#include "tests/bench/shop/chance.h"

namespace counterbell::bench
{

namespace
{

constexpr qint64 kMinute = 60'000;
constexpr qint64 kDay = 24 * 60 * kMinute;
constexpr qint64 kHistory = 730 * kDay;
constexpr qint64 kQuiet = 5 * kMinute; ///< nothing is newer than that

/// How many messages each conversation but the longest gets: at least one, twice the mean at most, `total` in all.
std::vector<int> shares(int conversations, int total, Chance &chance)
{
    std::vector<int> counts(size_t(conversations), 1);
    const int mean = std::max(1, total / std::max(1, conversations));
    int left = total - conversations;
    for (auto &count : counts) {
        const int more = std::min(left, int(chance.below(2 * mean - 1)));
        count += more;
        left -= more;
    }
    for (size_t i = 0; left > 0; --left, i = (i + 1) % counts.size())
        ++counts[i];
    return counts;
}

/// Backwards from the last message, so that how recent conversations are is what is chosen.
void planOne(quint32 conversation, int count, const ShopSize &size, Chance &chance, std::vector<Moment> &moments)
{
    const qint64 end = toMillis(size.now) - kQuiet;
    qint64 at = end - qint64(chance.part() * double(kHistory));
    for (int i = 0; i < count; ++i) {
        moments.push_back({at, conversation});
        at -= chance.inHundred(85) ? kMinute / 2 + chance.below(40 * kMinute) : kDay + chance.below(40 * kDay);
    }
}

void planLongest(const ShopSize &size, Chance &chance, std::vector<Moment> &moments)
{
    const qint64 end = toMillis(size.now) - kQuiet;
    const qint64 step = std::max<qint64>(1, kHistory / std::max(1, size.longest));
    for (int i = 0; i < size.longest; ++i)
        moments.push_back({end - i * step - chance.below(step), 0});
}

} // namespace

std::vector<Moment> planHistory(const ShopSize &size)
{
    Chance chance(size.seed);
    std::vector<Moment> moments;
    moments.reserve(size_t(size.messages));
    planLongest(size, chance, moments);
    const auto counts = shares(size.conversations - 1, size.messages - size.longest, chance);
    for (size_t i = 0; i < counts.size(); ++i)
        planOne(quint32(i + 1), counts[i], size, chance, moments);
    std::sort(moments.begin(), moments.end(), [](const Moment &a, const Moment &b) {
        return std::pair(a.at, a.conversation) < std::pair(b.at, b.conversation);
    });
    return moments;
}

} // namespace counterbell::bench
