// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/listed_fact.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

CheckedEntry entryOf(const messaging::ListedMessage &message, const std::vector<messaging::MediaItem> &media,
                     const QString &accountSid)
{
    QJsonArray files;
    for (const auto &item : media)
        files.append(
            QJsonObject{{u"url"_s, item.url.toString(QUrl::FullyEncoded)}, {u"contentType"_s, item.contentType}});
    const QJsonObject body{
        {u"accountSid"_s, accountSid},     {u"sid"_s, message.sid}, {u"channel"_s, QString(wireName(message.channel))},
        {u"from"_s, message.from},         {u"to"_s, message.to},   {u"body"_s, message.body},
        {u"segments"_s, message.segments}, {u"media"_s, files}};
    CheckedEntry entry;
    entry.row.source = JournalSource::List;
    entry.row.receivedAt = message.dateSent.value_or(message.dateCreated);
    entry.row.request.method = "LIST";
    entry.row.request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    entry.checked = readListed(entry.row.request.body);
    return entry;
}

CheckedRequest readListed(const QByteArray &body)
{
    const auto json = QJsonDocument::fromJson(body).object();
    const auto channel = fromWireName<Channel>(json["channel"_L1].toString());
    if (!channel)
        return Unreadable{u"unreadable: channel"_s};
    const auto from = contacts::parseAddress(contacts::toTwilioAddress(*channel, json["from"_L1].toString()));
    const auto to = contacts::parseAddress(contacts::toTwilioAddress(*channel, json["to"_L1].toString()));
    if (!from || !to || json["sid"_L1].toString().isEmpty())
        return Unreadable{u"unreadable: address"_s};
    InboundMessageFact fact;
    fact.accountSid = json["accountSid"_L1].toString();
    fact.messageSid = json["sid"_L1].toString();
    fact.channel = *channel;
    fact.from = *from;
    fact.to = *to;
    if (from->kind == contacts::AddressKind::UserId)
        fact.userId = from->value;
    fact.body = json["body"_L1].toString();
    const auto files = json["media"_L1].toArray();
    for (const auto &file : files)
        fact.media.push_back({file["url"_L1].toString(), file["contentType"_L1].toString(), std::nullopt});
    fact.kind = fact.media.empty() ? MessageKind::Text : MessageKind::Media;
    if (*channel == Channel::Sms)
        fact.segments = json["segments"_L1].toInt();
    return InboundFact{fact};
}

} // namespace counterbell::webhooks
