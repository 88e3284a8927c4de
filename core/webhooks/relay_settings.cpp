// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/relay_settings.h"

#include <algorithm>

namespace counterbell::webhooks
{

namespace
{

constexpr size_t kMostEarlier = 8;
constexpr size_t kMostLeft = 32;

} // namespace

QStringList PairedRelay::publicBases() const
{
    QStringList bases{publicBase()};
    for (const auto &earlier : earlierPublicUrls.value_or(std::vector<QString>{}))
        bases << baseUnder(earlier);
    return bases;
}

void PairedRelay::moveTo(const QString &newPublicUrl)
{
    if (newPublicUrl == publicUrl)
        return;
    auto earlier = earlierPublicUrls.value_or(std::vector<QString>{});
    std::erase(earlier, newPublicUrl);
    earlier.insert(earlier.begin(), publicUrl);
    if (earlier.size() > kMostEarlier)
        earlier.resize(kMostEarlier);
    earlierPublicUrls = std::move(earlier);
    publicUrl = newPublicUrl;
}

bool PairedRelays::has(const QString &tenant) const
{
    return std::ranges::find(items, tenant, &PairedRelay::tenant) != items.end();
}

PairedRelays PairedRelays::without(const QString &tenant) const
{
    PairedRelays rest;
    std::vector<QString> left;
    for (const auto &relay : items) {
        if (relay.tenant != tenant) {
            rest.items.push_back(relay);
            continue;
        }
        for (const auto &base : relay.publicBases())
            left.push_back(base);
    }
    for (const auto &base : leftBases.value_or(std::vector<QString>{})) {
        if (std::ranges::find(left, base) == left.end())
            left.push_back(base);
    }
    if (left.size() > kMostLeft)
        left.resize(kMostLeft);
    if (!left.empty())
        rest.leftBases = std::move(left);
    return rest;
}

bool PairedRelays::covers(const QString &url) const
{
    const auto isUnder = [&url](const QString &base) { return url.startsWith(base); };
    return std::ranges::any_of(leftBases.value_or(std::vector<QString>{}), isUnder) ||
           std::ranges::any_of(
               items, [&](const PairedRelay &relay) { return std::ranges::any_of(relay.publicBases(), isUnder); });
}

} // namespace counterbell::webhooks
