// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/address.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::contacts
{

namespace
{

constexpr auto kPrefix = "whatsapp:"_L1;
constexpr qsizetype kMaximumLength = 160; // a user id has at most 140 with its prefix, FACTS 4.5

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isLetterOrDigit(QChar c)
{
    return isDigit(c) || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool areDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), isDigit);
}

bool isE164(QStringView text)
{
    return text.size() >= 7 && text.size() <= 16 && text.front() == u'+' && text[1] != u'0' && areDigits(text.mid(1));
}

bool isUserId(QStringView text)
{
    const auto dot = text.indexOf(u'.');
    if (dot != 2 || !text[0].isUpper() || !text[1].isUpper())
        return false;
    auto rest = text.mid(dot + 1);
    if (rest.startsWith("ENT."_L1))
        rest = rest.mid(4);
    return !rest.isEmpty() && rest.size() <= 128 && std::all_of(rest.begin(), rest.end(), isLetterOrDigit);
}

bool isAlphanumericSender(QStringView text)
{
    return !text.isEmpty() && text.size() <= 11 &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return isLetterOrDigit(c) || c == u' '; }) &&
           std::any_of(text.begin(), text.end(), [](QChar c) { return isLetterOrDigit(c) && !isDigit(c); });
}

} // namespace

std::optional<Address> parseAddress(QStringView text)
{
    if (text.size() > kMaximumLength)
        return std::nullopt;
    text = text.trimmed();
    Address address;
    while (text.startsWith(kPrefix, Qt::CaseInsensitive)) {
        address.channel = Channel::Whatsapp;
        text = text.mid(kPrefix.size());
    }
    address.value = text.toString();
    if (isE164(text))
        return address;
    if (address.channel == Channel::Whatsapp) {
        address.kind = AddressKind::UserId;
        return isUserId(text) ? std::optional(address) : std::nullopt;
    }
    if (text.size() >= 3 && text.size() <= 8 && areDigits(text)) {
        address.kind = AddressKind::ShortCode;
        return address;
    }
    address.kind = AddressKind::Alphanumeric;
    return isAlphanumericSender(text) ? std::optional(address) : std::nullopt;
}

QString toTwilioAddress(const Address &address)
{
    return toTwilioAddress(address.channel, address.value);
}

QString toTwilioAddress(Channel channel, QStringView bare)
{
    return channel == Channel::Whatsapp ? kPrefix + bare.toString() : bare.toString();
}

} // namespace counterbell::contacts
