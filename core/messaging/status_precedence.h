// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/delivery.h"

#include <QStringView>

#include <optional>
#include <span>

namespace counterbell::messaging
{

/// What one of Twilio's status words shows as (CONTRACT 3, FACTS 2), in any case: its accepted, scheduled, queued and
/// sending are all Accepted. Nothing for a word we don't know, which is kept as an event and changes nothing.
[[nodiscard]] std::optional<DeliveryStatus> fromTwilioStatus(QStringView word);

/// A place in `read > delivered > undelivered > failed > cancelled > sent > accepted`; 0 for every status that Twilio
/// doesn't report.
[[nodiscard]] int deliveryRank(DeliveryStatus status);

/// Of two reports the one to show, whatever the order of arrival: the higher of CONTRACT 3's order.
[[nodiscard]] DeliveryStatus shownStatus(DeliveryStatus present, DeliveryStatus reported);

/// The highest of all reports; nothing for none.
[[nodiscard]] std::optional<DeliveryStatus> shownStatus(std::span<const DeliveryStatus> reports);

/// Whether nothing that is still to come would be shown, except that delivered may become read.
[[nodiscard]] bool isFinalDelivery(DeliveryStatus status);

} // namespace counterbell::messaging
