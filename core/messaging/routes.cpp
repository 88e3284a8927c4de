// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/routes.h"

namespace counterbell::messaging
{

using enum RouteWay;

Channel channelOf(RouteWay way)
{
    return way == Sms ? Channel::Sms : Channel::Whatsapp;
}

std::vector<RouteWay> defaultRoute(SendCategory category, bool jobReadyByWhatsApp)
{
    switch (category) {
    case SendCategory::JobReady:
        return jobReadyByWhatsApp ? std::vector{WhatsAppTemplate, Sms} : std::vector{Sms};
    case SendCategory::TaskAssignment:
        return {WhatsAppText, WhatsAppTemplate, Sms};
    case SendCategory::StatusChange:
    case SendCategory::UrgentFlagged:
    case SendCategory::Reminder:
        return {Sms};
    case SendCategory::Reply:
    case SendCategory::Ai:
    case SendCategory::Acknowledgement:
        break;
    }
    return {};
}

bool isViable(RouteWay way, const RouteFacts &facts)
{
    if (way == Sms)
        return facts.hasPhone && facts.canSendSms && !facts.landline.value_or(false);
    const bool canReach = facts.hasWhatsAppAddress && facts.canSendWhatsApp && facts.onWhatsApp.value_or(true);
    return canReach && (way == WhatsAppText ? facts.isWindowOpen : facts.isTemplateApproved);
}

std::optional<size_t> firstViable(std::span<const RouteWay> route, const RouteFacts &facts, size_t from)
{
    for (size_t i = from; i < route.size(); ++i) {
        if (isViable(route[i], facts))
            return i;
    }
    return std::nullopt;
}

} // namespace counterbell::messaging
