// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::sandbox
{

enum class Channel { Sms, WhatsApp };

[[nodiscard]] inline QString channelName(Channel channel)
{
    return QString::fromLatin1(channel == Channel::Sms ? "sms" : "whatsapp");
}

/// One row of the account's message log (FACTS 1.2). `from` and `to` are written as Twilio writes them, with the
/// whatsapp: prefix. Times are milliseconds of the sandbox's clock, 0 for "not yet".
struct Message {
    qint64 id = 0;
    QString sid = {};
    QString direction = {}; ///< inbound, outbound-api, outbound-reply
    Channel channel = Channel::Sms;
    QString from = {};
    QString to = {};
    QString body = {};
    QString status = {};
    int errorCode = 0;
    int segments = 1;
    int mediaCount = 0;
    QString price = {}; ///< null until known
    qint64 createdMs = 0;
    qint64 sentMs = 0;
    qint64 updatedMs = 0;
    QString statusCallback = {};
    QString serviceSid = {};
    QString templateSid = {};
    int plannedError = 0; ///< why it will fail although it was accepted (63016 ...); 0 when nothing speaks against it
    QString handset = {}; ///< the customer's E.164 number, or the business-scoped id of one who has none
    qint64 handsetMs = 0; ///< since when the customer's phone has it
    bool seeded = false;  ///< history: in the account's lists, on no handset, no callbacks

    [[nodiscard]] bool isInbound() const { return direction == QLatin1StringView("inbound"); }
};

/// `whatsapp:+61…` → `+61…`; an SMS address stays as it is.
[[nodiscard]] inline QString bareAddress(const QString &address)
{
    const QLatin1StringView prefix("whatsapp:");
    return address.startsWith(prefix) ? address.mid(prefix.size()) : address;
}

} // namespace counterbell::sandbox
