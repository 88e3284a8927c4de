// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/status_precedence.h"

#include <QLatin1StringView>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace counterbell::messaging
{

namespace
{

using enum DeliveryStatus;

constexpr auto kWords = std::to_array<std::pair<QLatin1StringView, DeliveryStatus>>({
    {"accepted"_L1, Accepted},
    {"scheduled"_L1, Accepted},
    {"queued"_L1, Accepted},
    {"sending"_L1, Accepted},
    {"sent"_L1, Sent},
    {"delivered"_L1, Delivered},
    {"partially_delivered"_L1, Delivered},
    {"read"_L1, Read},
    {"undelivered"_L1, Undelivered},
    {"failed"_L1, Failed},
    {"canceled"_L1, Cancelled},
    {"receiving"_L1, Received},
    {"received"_L1, Received},
});

constexpr std::array kOrder = {Accepted, Sent, Cancelled, Failed, Undelivered, Delivered, Read};

} // namespace

std::optional<DeliveryStatus> fromTwilioStatus(QStringView word)
{
    const auto found = std::find_if(kWords.begin(), kWords.end(), [&](const auto &known) {
        return word.compare(known.first, Qt::CaseInsensitive) == 0;
    });
    return found == kWords.end() ? std::nullopt : std::optional(found->second);
}

int deliveryRank(DeliveryStatus status)
{
    const auto found = std::find(kOrder.begin(), kOrder.end(), status);
    return found == kOrder.end() ? 0 : int(found - kOrder.begin()) + 1;
}

DeliveryStatus shownStatus(DeliveryStatus present, DeliveryStatus reported)
{
    return deliveryRank(reported) > deliveryRank(present) ? reported : present;
}

std::optional<DeliveryStatus> shownStatus(std::span<const DeliveryStatus> reports)
{
    const auto highest = std::max_element(reports.begin(), reports.end(),
                                          [](auto a, auto b) { return deliveryRank(a) < deliveryRank(b); });
    return highest == reports.end() ? std::nullopt : std::optional(*highest);
}

bool isFinalDelivery(DeliveryStatus status)
{
    return deliveryRank(status) > deliveryRank(Sent);
}

} // namespace counterbell::messaging
