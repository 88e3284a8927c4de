// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/form.h"

#include "core/api/fields.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

QByteArray encodeForm(const FormFields &fields)
{
    QByteArray encoded;
    for (const auto &[name, value] : fields) {
        if (!encoded.isEmpty())
            encoded += '&';
        encoded += name.toPercentEncoding() + '=' + QUrl::toPercentEncoding(value);
    }
    return encoded;
}

QString toTwilioAddress(Channel channel, const QString &bare)
{
    return channel == Channel::Whatsapp ? u"whatsapp:"_s + bare : bare;
}

FormFields createMessageFields(const OutboundMessage &message)
{
    FormFields fields{{"To", toTwilioAddress(message.channel, message.to)}};
    if (!message.from.isEmpty())
        fields.emplace_back("From", toTwilioAddress(message.channel, message.from));
    if (!message.messagingServiceSid.isEmpty())
        fields.emplace_back("MessagingServiceSid", message.messagingServiceSid);
    if (!message.contentSid.isEmpty()) {
        // A template goes without Body and MediaUrl; its values are one JSON object, as text, all strings.
        fields.emplace_back("ContentSid", message.contentSid);
        QJsonObject values;
        for (auto it = message.variables.begin(); it != message.variables.end(); ++it)
            values.insert(it.key(), it.value());
        if (!values.isEmpty())
            fields.emplace_back("ContentVariables",
                                QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact)));
    } else {
        if (!message.body.isEmpty())
            fields.emplace_back("Body", message.body);
        for (const auto &url : message.mediaUrls)
            fields.emplace_back("MediaUrl", QString::fromLatin1(url.toEncoded()));
    }
    if (!message.statusCallbackUrl.isEmpty())
        fields.emplace_back("StatusCallback", message.statusCallbackUrl);
    return fields;
}

FormFields listMessagesFields(const MessageFilter &filter)
{
    FormFields fields;
    if (filter.to)
        fields.emplace_back("To", toTwilioAddress(filter.channel, *filter.to));
    if (filter.from)
        fields.emplace_back("From", toTwilioAddress(filter.channel, *filter.from));
    if (filter.dateSentAfter) // the inequality is part of the name, and takes whole seconds
        fields.emplace_back("DateSent>", toIso(*filter.dateSentAfter).left(19) + u'Z');
    fields.emplace_back("PageSize", QString::number(std::clamp(filter.pageSize, 1, 1000)));
    return fields;
}

} // namespace counterbell::messaging
