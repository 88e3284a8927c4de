// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/webhook_fields.h"

#include "app/sandbox/rules.h"
#include "app/sandbox/sandbox_clock.h"
#include "app/sandbox/twilio_errors.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

/// `+551190000XXXX`: the last four digits are hidden (FACTS 5.1).
QString masked(const QString &number)
{
    return number.chopped(std::min<qsizetype>(4, number.size())) + u"XXXX"_s;
}

void addGeography(Form *form)
{
    // Present and empty, as they are for most numbers (FACTS 4.2).
    for (const auto &side : {u"From"_s, u"To"_s}) {
        for (const auto &part : {u"City"_s, u"State"_s, u"Zip"_s, u"Country"_s})
            form->add(side + part, u""_s);
    }
}

void addWhatsApp(Form *form, const Handset &handset, const InboundDetails &details)
{
    const auto number = bareAddress(details.from);
    QJsonObject context{{u"ProfileName"_s, handset.displayName()}};
    form->add(u"ProfileName"_s, handset.displayName());
    form->add(u"ExternalUserId"_s, handset.externalUserId());
    form->add(u"MessageType"_s, details.messageType);
    form->add(u"ReferralNumMedia"_s, u"0"_s);
    if (isE164(number)) {
        form->add(u"WaId"_s, number.mid(1));
        context.insert(u"WaId"_s, number.mid(1));
    }
    const auto addBoth = [&](const QString &name, const QString &value) {
        form->add(name, value);
        context.insert(name, value);
    };
    if (!details.latitude.isEmpty()) {
        addBoth(u"Latitude"_s, details.latitude);
        addBoth(u"Longitude"_s, details.longitude);
    }
    if (details.buttonPayload) {
        addBoth(u"ButtonText"_s, form->value(u"Body"_s));
        form->add(u"ButtonPayload"_s, *details.buttonPayload);
    }
    if (details.repliesTo) {
        form->add(u"OriginalRepliedMessageSid"_s, details.repliesTo->sid);
        form->add(u"OriginalRepliedMessageSender"_s, details.repliesTo->from);
        form->add(u"Forwarded"_s, u"false"_s);
        form->add(u"FrequentlyForwarded"_s, u"false"_s);
    }
    const QJsonObject metadata{{u"type"_s, u"whatsapp"_s}, {u"data"_s, QJsonObject{{u"context"_s, context}}}};
    form->add(u"ChannelMetadata"_s, QString::fromUtf8(QJsonDocument(metadata).toJson(QJsonDocument::Compact)));
}

} // namespace

Form inboundFields(const QString &accountSid, const Message &message, const Handset &handset,
                   const InboundDetails &details)
{
    Form form;
    for (const auto &name : {u"MessageSid"_s, u"SmsSid"_s, u"SmsMessageSid"_s})
        form.add(name, message.sid);
    form.add(u"AccountSid"_s, accountSid);
    form.add(u"From"_s, details.from);
    form.add(u"To"_s, message.to);
    form.add(u"Body"_s, message.body);
    form.add(u"NumMedia"_s, QString::number(details.media.size()));
    form.add(u"NumSegments"_s, QString::number(message.segments));
    form.add(u"SmsStatus"_s, u"received"_s);
    form.add(u"ApiVersion"_s, u"2010-04-01"_s);
    for (qsizetype i = 0; i < details.media.size(); ++i) {
        form.add(u"MediaUrl%1"_s.arg(i), details.media[i].url);
        form.add(u"MediaContentType%1"_s.arg(i), details.media[i].contentType);
    }
    if (message.channel == Channel::WhatsApp)
        addWhatsApp(&form, handset, details);
    else
        addGeography(&form);
    return form;
}

Form statusFields(const QString &accountSid, const Message &message, const Handset &handset, const QString &channelSid)
{
    Form form;
    form.add(u"MessageSid"_s, message.sid);
    form.add(u"SmsSid"_s, message.sid);
    form.add(u"MessageStatus"_s, message.status);
    form.add(u"SmsStatus"_s, message.status);
    form.add(u"AccountSid"_s, accountSid);
    form.add(u"From"_s, message.from);
    form.add(u"To"_s, message.to);
    form.add(u"ApiVersion"_s, u"2010-04-01"_s);
    if (!message.serviceSid.isEmpty())
        form.add(u"MessagingServiceSid"_s, message.serviceSid);
    const bool failed = message.errorCode != 0;
    if (failed) {
        form.add(u"ErrorCode"_s, QString::number(message.errorCode));
        form.add(u"ErrorMessage"_s, errorTitle(message.errorCode));
    }
    const bool arrived = message.status == "delivered"_L1 || message.status == "read"_L1;
    if (message.channel == Channel::Sms) {
        if (arrived || message.status == "undelivered"_L1) {
            const auto day = QDateTime::fromMSecsSinceEpoch(message.updatedMs, Qt::UTC);
            form.add(u"RawDlrDoneDate"_s, day.toString(u"yyMMddHHmm"_s));
        }
        return form;
    }
    form.add(u"ChannelPrefix"_s, u"whatsapp"_s);
    form.add(u"ChannelInstallSid"_s, channelSid);
    form.add(u"ChannelToAddress"_s, masked(bareAddress(message.to)));
    if (failed) {
        form.add(u"ChannelStatusMessage"_s, errorTitle(message.errorCode));
        form.add(u"EventType"_s, u"UNDELIVERED"_s);
    } else if (arrived) {
        form.add(u"ExternalUserId"_s, handset.externalUserId());
    } else if (message.status == "sent"_L1) {
        form.add(u"StructuredMessage"_s, message.templateSid.isEmpty() ? u"false"_s : u"true"_s);
    }
    return form;
}

} // namespace counterbell::sandbox
