// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/webhooks/raw_request.h"
#include "tests/bench/shop/phrases.h"

#include <QHash>
#include <QJsonObject>

namespace counterbell::bench
{

/// Who the webhooks are for, and what they are signed with.
struct Addressee {
    QByteArray inboundUrl;
    QByteArray statusUrl;
    QByteArray token;
    QString account;
    QString whatsapp; ///< bare E.164
    QString sms;
};

/// Somebody who has written before.
struct Customer {
    Channel channel = Channel::Whatsapp;
    QString number; ///< bare E.164
};

/// Real webhooks (tests/data/twilio/webhook_samples.json) with other numbers, texts and sids, signed anew: the same
/// from the same seed.
class WebhookStream
{
public:
    WebhookStream(Addressee addressee, std::vector<Customer> customers, quint64 seed);

    /// A customer's text, of an old customer or, in one case of six, of a new one.
    [[nodiscard]] webhooks::RawRequest text();
    /// The same with a picture.
    [[nodiscard]] webhooks::RawRequest picture();
    /// The next step of one of our messages.
    [[nodiscard]] webhooks::RawRequest status(const Customer &to, const QString &sid, const QString &step);
    /// What MessageSid the last of them had.
    [[nodiscard]] const QString &lastSid() const { return m_sid; }

private:
    struct Sample {
        std::vector<std::pair<QByteArray, QByteArray>> headers;
        QJsonObject parameters;
    };
    [[nodiscard]] Sample sample(QLatin1StringView name) const;
    [[nodiscard]] webhooks::RawRequest inbound(Sample sample, const Customer &from);
    [[nodiscard]] webhooks::RawRequest signedRequest(Sample sample, const QByteArray &url) const;
    [[nodiscard]] Customer somebody();
    [[nodiscard]] QString newSid(QLatin1StringView prefix);

    const Addressee m_addressee;
    const std::vector<Customer> m_customers;
    QHash<QString, Sample> m_samples;
    Chance m_chance;
    Phrases m_phrases;
    QString m_sid;
    qint64 m_strangers = 0;
};

} // namespace counterbell::bench
