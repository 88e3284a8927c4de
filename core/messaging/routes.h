// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/send_log.h"

#include <span>

namespace counterbell::messaging
{

/// A way in which a notice can reach somebody.
enum class RouteWay {
    WhatsAppText,     ///< free-form, needs an open window
    WhatsAppTemplate, ///< needs an approved template
    Sms,
};

[[nodiscard]] Channel channelOf(RouteWay way);

/// What is known of a recipient and of our senders when a step is chosen; unknown capabilities are worth a try.
struct RouteFacts {
    bool hasWhatsAppAddress = false; ///< a number or a business-scoped user id
    bool hasPhone = false;
    std::optional<bool> onWhatsApp; ///< learnt from 63003, 63024 and from what arrived
    std::optional<bool> landline;   ///< learnt from 21614, 30006 or the numbering plan
    bool isWindowOpen = false;
    bool isTemplateApproved = false;
    bool canSendWhatsApp = false; ///< a sender that isn't down (63007) or stopped until tomorrow (63038)
    bool canSendSms = false;
};

/// The ordered ways of a category (DESIGN 4's table). `jobReadyByWhatsApp` is the workspace's option. Empty for what
/// has its channel chosen by whoever writes: replies, the AI's, acknowledgements.
[[nodiscard]] std::vector<RouteWay> defaultRoute(SendCategory category, bool jobReadyByWhatsApp);

/// Whether a way is worth an attempt: what a number has shown it can't do, and a sender that is down, are skipped.
[[nodiscard]] bool isViable(RouteWay way, const RouteFacts &facts);

/// The index of the first viable way at or after `from`, which is where a failure that says "this channel can't reach
/// them" goes on. Nothing when nothing is left: a customer whom nothing reaches is on the call list.
[[nodiscard]] std::optional<size_t> firstViable(std::span<const RouteWay> route, const RouteFacts &facts,
                                                size_t from = 0);

} // namespace counterbell::messaging
