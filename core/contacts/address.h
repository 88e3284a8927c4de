// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"

#include <QString>

#include <optional>

namespace counterbell::contacts
{

/// What an address is made of. WhatsApp may hide a customer's number: then it is a business-scoped user id (FACTS 4.5).
enum class AddressKind {
    Phone,        ///< bare E.164, "+61412345678"
    UserId,       ///< WhatsApp's business-scoped user id, "BR.1000000000000001" or "US.ENT.…"
    ShortCode,    ///< 3 to 8 digits, SMS only
    Alphanumeric, ///< a sender's name, SMS only
};

/// Whom a message came from or goes to, without the channel's prefix.
struct Address {
    Channel channel = Channel::Sms;
    AddressKind kind = AddressKind::Phone;
    QString value;

    bool operator==(const Address &) const = default;
};

/// Reads Twilio's From, To or ExternalUserId: "+61…", "whatsapp:+61…", "whatsapp:BR.…", at most 160 characters.
/// A repeated prefix is tolerated (FEATURES 2). Nothing for what is none of these: it says nothing about whether
/// a number exists, phone_number.h does.
[[nodiscard]] std::optional<Address> parseAddress(QStringView text);

/// How Twilio wants it in To and From: "whatsapp:+61…" on WhatsApp, else the bare value.
[[nodiscard]] QString toTwilioAddress(const Address &address);

/// For a value as we store it: bare E.164 or a business-scoped user id.
[[nodiscard]] QString toTwilioAddress(Channel channel, QStringView bare);

} // namespace counterbell::contacts
