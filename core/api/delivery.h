// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fields.h"

namespace counterbell
{

/// The status of a send or message (CONTRACT 3): ours first, then Twilio's as shown.
enum class DeliveryStatus {
    Held,
    Queued,
    Sending,
    Uncertain,
    Accepted,
    Sent,
    Delivered,
    Read,
    Undelivered,
    Failed,
    Cancelled,
    Refused,
    Received,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::DeliveryStatus, {counterbell::DeliveryStatus::Held, QLatin1StringView("held")},
                       {counterbell::DeliveryStatus::Queued, QLatin1StringView("queued")},
                       {counterbell::DeliveryStatus::Sending, QLatin1StringView("sending")},
                       {counterbell::DeliveryStatus::Uncertain, QLatin1StringView("uncertain")},
                       {counterbell::DeliveryStatus::Accepted, QLatin1StringView("accepted")},
                       {counterbell::DeliveryStatus::Sent, QLatin1StringView("sent")},
                       {counterbell::DeliveryStatus::Delivered, QLatin1StringView("delivered")},
                       {counterbell::DeliveryStatus::Read, QLatin1StringView("read")},
                       {counterbell::DeliveryStatus::Undelivered, QLatin1StringView("undelivered")},
                       {counterbell::DeliveryStatus::Failed, QLatin1StringView("failed")},
                       {counterbell::DeliveryStatus::Cancelled, QLatin1StringView("cancelled")},
                       {counterbell::DeliveryStatus::Refused, QLatin1StringView("refused")},
                       {counterbell::DeliveryStatus::Received, QLatin1StringView("received")})

namespace counterbell
{

/// What stopped a message: Twilio's code where there is one, and the catalogue's or a gate's reason.
struct DeliveryError {
    std::optional<int> code;
    std::optional<QString> reason;

    bool operator==(const DeliveryError &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("code", &DeliveryError::code), field("reason", &DeliveryError::reason)};
    }
};

} // namespace counterbell
