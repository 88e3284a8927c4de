// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/relay_settings.h"

namespace counterbell::webhooks
{

namespace
{

constexpr size_t kMostEarlier = 8;

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

} // namespace counterbell::webhooks
