// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/message_json.h"

#include "app/sandbox/context.h"
#include "app/sandbox/twilio_errors.h"

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

} // namespace

QJsonObject messageJson(const Context &context, const Message &message)
{
    const auto path = context.accountPath() + u"/Messages/"_s + message.sid;
    const bool failed = message.errorCode != 0;
    return {{u"account_sid"_s, context.account.sid},
            {u"api_version"_s, u"2010-04-01"_s},
            {u"body"_s, message.body},
            {u"date_created"_s, rfc2822(message.createdMs)},
            {u"date_sent"_s, textOrNull(rfc2822(message.sentMs))},
            {u"date_updated"_s, rfc2822(message.updatedMs)},
            {u"direction"_s, message.direction},
            {u"error_code"_s, failed ? QJsonValue(message.errorCode) : QJsonValue(QJsonValue::Null)},
            {u"error_message"_s, textOrNull(errorTitle(message.errorCode))},
            {u"from"_s, textOrNull(message.status == "accepted"_L1 ? QString() : message.from)},
            {u"messaging_service_sid"_s, textOrNull(message.serviceSid)},
            {u"num_media"_s, QString::number(message.mediaCount)},
            {u"num_segments"_s, QString::number(message.status == "accepted"_L1 ? 0 : message.segments)},
            {u"price"_s, textOrNull(message.price)},
            {u"price_unit"_s,
             message.price.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(context.account.currency)},
            {u"sid"_s, message.sid},
            {u"status"_s, message.status},
            {u"subresource_uris"_s, QJsonObject{{u"media"_s, path + u"/Media.json"_s}}},
            {u"to"_s, message.to},
            {u"uri"_s, path + u".json"_s}};
}

QJsonObject mediaJson(const Context &context, const Media &media)
{
    const auto date = rfc2822(media.createdMs);
    return {
        {u"account_sid"_s, context.account.sid},
        {u"content_type"_s, media.contentType},
        {u"date_created"_s, date},
        {u"date_updated"_s, date},
        {u"parent_sid"_s, media.messageSid},
        {u"sid"_s, media.sid},
        {u"uri"_s, context.accountPath() + u"/Messages/"_s + media.messageSid + u"/Media/"_s + media.sid + u".json"_s}};
}

} // namespace counterbell::sandbox
