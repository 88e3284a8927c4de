// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/form.h"
#include "app/sandbox/handsets.h"
#include "app/sandbox/message.h"

#include <QList>

#include <optional>

namespace counterbell::sandbox
{

/// What a customer's message carries beyond its row.
struct InboundDetails {
    QString from; ///< whatsapp:<bsuid> for one without a phone number
    QString messageType = QStringLiteral("text");
    std::optional<QString> buttonPayload = {};
    std::optional<Message> repliesTo = {};
    QString latitude = {};
    QString longitude = {};
    struct Medium {
        QString url;
        QString contentType;
    };
    QList<Medium> media = {};
};

/// The parameters of an inbound message's webhook (FACTS 4.2, 4.3, 4.6), in no order that matters.
[[nodiscard]] Form inboundFields(const QString &accountSid, const Message &message, const Handset &handset,
                                 const InboundDetails &details);

/// The parameters of a status callback (FACTS 5.1) for the status the message has now.
/// `channelSid` is the WhatsApp sender's XE sid.
[[nodiscard]] Form statusFields(const QString &accountSid, const Message &message, const Handset &handset,
                                const QString &channelSid);

} // namespace counterbell::sandbox
