// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/clock.h"
#include "core/api/money.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

namespace counterbell::messaging
{

/// One message to hand to a provider. Addresses are bare: E.164, a short code, an alphanumeric sender, or on
/// WhatsApp a business-scoped user id ("BR.1000…", FACTS 4.5); the provider's client adds its own prefixes.
struct OutboundMessage {
    QString attemptId; ///< 128 random bits in hex, never reused; also part of statusCallbackUrl (DESIGN 4)
    Channel channel = Channel::Sms;
    QString from;                ///< may be empty when messagingServiceSid is given
    QString messagingServiceSid; ///< a pool of senders; empty for none
    QString to;
    QString body;                     ///< left out when contentSid is given
    QString contentSid;               ///< a template; empty for free text
    QMap<QString, QString> variables; ///< the template's values by placeholder name
    std::vector<QUrl> mediaUrls;      ///< public URLs; left out when contentSid is given
    QString statusCallbackUrl;        ///< kept as text: its fragment and characters matter (FACTS 5.2)
};

enum class Direction {
    Inbound,
    OutboundApi,   ///< made by a create call
    OutboundOther, ///< a TwiML reply and the like
};

/// A message as the provider lists it.
struct ListedMessage {
    QString sid;
    Direction direction = Direction::Inbound;
    Channel channel = Channel::Sms;
    QString from; ///< bare; empty until a service has chosen its sender
    QString to;   ///< bare
    QString body;
    QString status; ///< the provider's own word
    std::optional<int> errorCode;
    Timestamp dateCreated;
    std::optional<Timestamp> dateSent; ///< absent while queued: never filter a search for a lost send by it
    QString messagingServiceSid;
    int numMedia = 0;
    std::optional<Money> price; ///< positive; absent until known
    int segments = 0;

    bool operator==(const ListedMessage &) const = default;
};

struct MessageFilter {
    Channel channel = Channel::Sms; ///< how `to` and `from` are spelt to the provider
    std::optional<QString> to;
    std::optional<QString> from;
    std::optional<Timestamp> dateSentAfter; ///< hides messages not sent yet
    int pageSize = 50;                      ///< 1 to 1000
};

/// One page, newest first.
struct MessageListPage {
    std::vector<ListedMessage> items;
    std::optional<QString> next;         ///< opaque; given back as it is for the following page
    std::optional<Timestamp> serverDate; ///< the answer's Date header
    int unreadable = 0;                  ///< rows of other channels, or that could not be understood
};

struct MediaItem {
    QString sid;
    QString contentType;
    QUrl url; ///< for fetchMedia()

    bool operator==(const MediaItem &) const = default;
};

struct MediaContent {
    QByteArray bytes;
    QString contentType; ///< of the last answer; may differ from what the webhook said (FACTS 1.5)
};

/// What a credentials check learns. Name and status stay empty when the key may not see the account.
struct AccountInfo {
    QString accountSid;
    std::optional<QString> friendlyName;
    std::optional<QString> status; ///< active, suspended, closed
    std::optional<QString> type;   ///< Trial, Full
    std::optional<Timestamp> serverDate;
};

/// Where the provider posts an SMS number's inbound messages. Empty text: not set.
struct IncomingNumber {
    QString sid;
    QString phone;
    QString smsUrl;
    QString smsFallbackUrl;
    QString smsApplicationSid; ///< when set, smsUrl is ignored (FACTS 9.2)
    bool sms = false;
    bool mms = false;

    bool operator==(const IncomingNumber &) const = default;
};

struct WhatsappSender {
    QString sid;
    QString phone;
    QString status; ///< ONLINE, OFFLINE, CREATING…: only ONLINE can send
    QString callbackUrl;
    QString fallbackUrl;
    QString statusCallbackUrl;
    QString qualityRating;
    QString messagingLimit;
    std::vector<QString> offlineReasons;

    bool operator==(const WhatsappSender &) const = default;
};

/// The webhooks to register. Text, since fragments and characters matter (FACTS 5.2).
struct WebhookUrls {
    QString inbound; ///< empty: none, as of the others
    QString fallback;
    QString status; ///< WhatsApp senders only
};

} // namespace counterbell::messaging
