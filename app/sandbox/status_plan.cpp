// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/status_plan.h"

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

std::optional<StatusStep> nextStep(const Message &message, const Handset &handset)
{
    const bool whatsApp = message.channel == Channel::WhatsApp;
    if (message.status == "accepted"_L1)
        return StatusStep{u"queued"_s};
    if (message.status == "queued"_L1 || message.status == "sending"_L1) {
        if (message.plannedError != 0)
            return StatusStep{u"failed"_s, message.plannedError};
        if (whatsApp && !handset.onWhatsApp)
            return StatusStep{u"failed"_s, 63003};
        return StatusStep{u"sent"_s};
    }
    if (message.status == "sent"_L1) {
        if (whatsApp)
            return handset.reachable ? std::optional(StatusStep{u"delivered"_s}) : std::nullopt;
        if (handset.landline)
            return StatusStep{u"undelivered"_s, 30006};
        return handset.reachable ? StatusStep{u"delivered"_s} : StatusStep{u"undelivered"_s, 30003};
    }
    if (message.status == "delivered"_L1 && whatsApp && handset.reads && handset.reachable)
        return StatusStep{u"read"_s};
    return std::nullopt;
}

bool arrivesAtOnce(const Message &message, const Handset &handset)
{
    if (message.plannedError != 0 || message.mediaCount > 0 || !handset.reachable)
        return false; // a medium has to be fetched first
    return message.channel == Channel::WhatsApp ? handset.onWhatsApp : !handset.landline;
}

milliseconds restIn(const QString &status, double dice)
{
    const auto between = [dice](int low, int high) { return milliseconds(low + int(dice * (high - low))); };
    if (status == "accepted"_L1)
        return between(20, 60);
    if (status == "queued"_L1 || status == "sending"_L1)
        return between(80, 250);
    if (status == "sent"_L1)
        return between(250, 700);
    return between(300, 900);
}

bool isInProgress(const QString &status)
{
    return status == "accepted"_L1 || status == "scheduled"_L1 || status == "queued"_L1 || status == "sending"_L1;
}

QString priceOf(const Message &message, const QString &currency)
{
    // Of 100,000: an account billed in Australian dollars has a list of its own.
    const bool isAustralian = currency == "AUD"_L1;
    int perUnit = isAustralian ? 1100 : 500;
    if (message.channel == Channel::WhatsApp && isAustralian && !message.templateSid.isEmpty())
        perUnit = 6100;
    else if (message.channel == Channel::Sms)
        perUnit = message.isInbound() ? (isAustralian ? 1150 : 750) : (isAustralian ? 7900 : 5150);
    const int units = message.channel == Channel::WhatsApp ? 1 : message.segments;
    return u"-"_s + QString::number(perUnit * units / 100000.0, 'f', 5);
}

} // namespace counterbell::sandbox
