// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/inbound_message.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;
using contacts::AddressKind;

contacts::InboundIdentity identityOf(const InboundMessageFact &fact)
{
    contacts::InboundIdentity identity;
    identity.bsuid = fact.userId;
    identity.profileName = fact.profileName.value_or(QString());
    if (fact.from.kind == AddressKind::Phone)
        identity.phone = fact.from.value;
    else if (!identity.bsuid)
        identity.bsuid = fact.from.value;
    const bool isNamedByAddress =
        fact.from.kind == AddressKind::ShortCode || fact.from.kind == AddressKind::Alphanumeric;
    if (identity.profileName.isEmpty() && isNamedByAddress)
        identity.profileName = fact.from.value;
    return identity;
}

QJsonObject extraOf(const InboundMessageFact &fact)
{
    QJsonObject extra;
    const auto keep = [&](const QString &name, const std::optional<QString> &value) {
        if (value)
            extra.insert(name, *value);
    };
    keep(u"buttonText"_s, fact.buttonText);
    keep(u"buttonPayload"_s, fact.buttonPayload);
    keep(u"listId"_s, fact.listId);
    keep(u"repliedToSid"_s, fact.repliedToSid);
    keep(u"messageType"_s, fact.messageType);
    return extra;
}

inbox::NewMessage messageOf(const InboundMessageFact &fact, const Arrival &arrival)
{
    inbox::NewMessage message;
    message.channel = fact.channel;
    message.direction = Direction::Inbound;
    message.kind = fact.kind;
    message.body = fact.body;
    message.status = DeliveryStatus::Received;
    message.sid = fact.messageSid;
    message.at = arrival.at;
    message.segments = fact.segments;
    message.location = fact.location;
    message.source = arrival.isListed ? u"list"_s : u"webhook"_s;
    message.extra = extraOf(fact);
    return message;
}

std::vector<inbox::NewAttachment> attachmentsOf(const InboundMessageFact &fact)
{
    std::vector<inbox::NewAttachment> attachments;
    for (const auto &media : fact.media)
        attachments.push_back({media.contentType, media.url, media.fileName});
    return attachments;
}

bool isBlank(const InboundMessageFact &fact)
{
    return fact.body.trimmed().isEmpty() && fact.media.empty() && !fact.location && fact.kind == MessageKind::Text;
}

} // namespace counterbell::webhooks
