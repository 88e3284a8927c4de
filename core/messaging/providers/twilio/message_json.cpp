// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/message_json.h"

#include "core/messaging/providers/http_date.h"
#include "core/messaging/providers/twilio/account.h"
#include "core/messaging/providers/twilio/errors.h"
#include "core/messaging/providers/twilio/pager.h"

#include <QJsonArray>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

struct Address {
    Channel channel = Channel::Sms;
    QString bare;
};

std::optional<Address> readAddress(const QString &text)
{
    constexpr auto kWhatsapp = "whatsapp:"_L1;
    if (text.startsWith(kWhatsapp))
        return Address{Channel::Whatsapp, text.mid(kWhatsapp.size())};
    // Other channels of Twilio's (messenger:, rcs:) aren't ours; a plain address has no colon.
    return text.contains(u':') ? std::nullopt : std::optional(Address{Channel::Sms, text});
}

std::optional<int> readCode(const QJsonValue &value)
{
    const auto code = value.isString() ? value.toString().toLongLong() : value.toInteger();
    return code > 0 && code <= 999'999 ? std::optional(static_cast<int>(code)) : std::nullopt;
}

int readCount(const QJsonValue &value)
{
    return std::clamp(value.isString() ? value.toString().toInt() : value.toInt(), 0, 1000);
}

std::optional<Money> readPrice(const QJsonObject &message)
{
    const auto micros = parseAmount(message.value("price"_L1).toString());
    if (!micros)
        return std::nullopt;
    const auto unit = message.value("price_unit"_L1).toString(u"USD"_s).toUpper();
    return Money{.micros = std::abs(*micros), .currency = unit.size() == 3 ? unit : u"USD"_s};
}

Direction readDirection(const QString &word)
{
    if (word == "inbound"_L1)
        return Direction::Inbound;
    return word == "outbound-api"_L1 ? Direction::OutboundApi : Direction::OutboundOther;
}

} // namespace

std::optional<ListedMessage> readMessage(const QJsonObject &message)
{
    const auto text = [&](QLatin1StringView key) { return message.value(key).toString(); };
    const auto from = readAddress(text("from"_L1));
    const auto to = readAddress(text("to"_L1));
    const auto created = parseHttpDate(text("date_created"_L1));
    if (!isSid(text("sid"_L1), kMessageSids) || !from || !to || !created)
        return std::nullopt;
    return ListedMessage{.sid = text("sid"_L1),
                         .direction = readDirection(text("direction"_L1)),
                         .channel = to->channel, // `from` may be null until a service has chosen its sender
                         .from = from->bare,
                         .to = to->bare,
                         .body = text("body"_L1),
                         .status = text("status"_L1),
                         .errorCode = readCode(message.value("error_code"_L1)),
                         .dateCreated = *created,
                         .dateSent = parseHttpDate(text("date_sent"_L1)),
                         .messagingServiceSid = text("messaging_service_sid"_L1),
                         .numMedia = readCount(message.value("num_media"_L1)),
                         .price = readPrice(message),
                         .segments = readCount(message.value("num_segments"_L1))};
}

std::optional<Accepted> readAccepted(const HttpAnswered &answer)
{
    const auto message = readObject(answer.body);
    if (!message || !isSid(message->value("sid"_L1).toString(), kMessageSids))
        return std::nullopt;
    const int segments = readCount(message->value("num_segments"_L1));
    return Accepted{.sid = message->value("sid"_L1).toString(),
                    .status = message->value("status"_L1).toString(),
                    .segments = segments > 0 ? std::optional(segments) : std::nullopt,
                    .price = readPrice(*message),
                    .errorCode = readCode(message->value("error_code"_L1)),
                    .twilioDate = answer.serverDate};
}

std::optional<MessageListPage> readMessagePage(const HttpAnswered &answer)
{
    const auto object = readObject(answer.body);
    if (!object || !object->value("messages"_L1).isArray())
        return std::nullopt;
    MessageListPage page{.items = {}, .next = nextPageUri(*object), .serverDate = answer.serverDate};
    for (const auto &row : object->value("messages"_L1).toArray()) {
        if (auto message = readMessage(row.toObject()))
            page.items.push_back(*std::move(message));
        else
            ++page.unreadable;
    }
    return page;
}

std::optional<std::vector<MediaItem>> readMediaList(const QJsonObject &page)
{
    if (!page.value("media_list"_L1).isArray())
        return std::nullopt;
    std::vector<MediaItem> items;
    for (const auto &value : page.value("media_list"_L1).toArray()) {
        const auto row = value.toObject();
        const auto sid = row.value("sid"_L1).toString();
        if (isSid(sid, "ME"_L1))
            items.push_back({.sid = sid, .contentType = row.value("content_type"_L1).toString(), .url = {}});
    }
    return items;
}

} // namespace counterbell::messaging
