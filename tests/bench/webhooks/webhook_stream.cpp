// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/webhooks/webhook_stream.h"

#include "core/webhooks/signature.h"
#include "tests/support/json_file.h"
#include "tests/support/webhook_request.h"

#include <stdexcept>

namespace counterbell::bench
{

using namespace Qt::StringLiterals;
using webhooks::RawRequest;

namespace
{

constexpr qint64 kFirstStranger = 61'430'000'000; ///< none of the shop's
constexpr int kStrangers = 17;                    ///< of a hundred

QString address(const Customer &customer)
{
    return customer.channel == Channel::Whatsapp ? u"whatsapp:"_s + customer.number : customer.number;
}

} // namespace

WebhookStream::WebhookStream(Addressee addressee, std::vector<Customer> customers, quint64 seed)
    : m_addressee(std::move(addressee)), m_customers(std::move(customers)), m_chance(seed), m_phrases(m_chance)
{
    const auto samples = test::jsonFile("twilio/webhook_samples.json"_L1).array();
    for (const auto &value : samples) {
        Sample sample;
        const auto headers = value["headers"_L1].toObject();
        for (auto it = headers.begin(); it != headers.end(); ++it)
            sample.headers.emplace_back(it.key().toLatin1(), it->toString().toLatin1());
        sample.parameters = value["params"_L1].toObject();
        m_samples.insert(value["name"_L1].toString(), sample);
    }
}

WebhookStream::Sample WebhookStream::sample(QLatin1StringView name) const
{
    const auto found = m_samples.find(name);
    if (found == m_samples.end())
        throw std::runtime_error("a sample of tests/data/twilio is missing");
    return *found;
}

QString WebhookStream::newSid(QLatin1StringView prefix)
{
    const auto half = [this] { return u"%1"_s.arg(quint64(m_chance.below(1LL << 62)), 16, 16, QChar(u'0')); };
    const auto first = half();
    return prefix + first + half();
}

Customer WebhookStream::somebody()
{
    if (m_customers.empty() || m_chance.inHundred(kStrangers))
        return {m_chance.inHundred(65) ? Channel::Whatsapp : Channel::Sms,
                u"+%1"_s.arg(kFirstStranger + m_strangers++)};
    return m_customers[size_t(m_chance.below(qint64(m_customers.size())))];
}

RawRequest WebhookStream::text()
{
    const auto from = somebody();
    return inbound(sample(from.channel == Channel::Whatsapp ? "whatsapp_text_emoji"_L1 : "sms_inbound"_L1), from);
}

RawRequest WebhookStream::picture()
{
    auto from = somebody();
    from.channel = Channel::Whatsapp;
    return inbound(sample("whatsapp_image_with_caption"_L1), from);
}

RawRequest WebhookStream::inbound(Sample sample, const Customer &from)
{
    m_sid = newSid(sample.parameters.contains("MediaUrl0"_L1) ? "MM"_L1 : "SM"_L1);
    auto &p = sample.parameters;
    for (const auto name : {"MessageSid"_L1, "SmsSid"_L1, "SmsMessageSid"_L1})
        p.insert(name, m_sid);
    p.insert("AccountSid"_L1, m_addressee.account);
    p.insert("From"_L1, address(from));
    p.insert("To"_L1, address({from.channel, from.channel == Channel::Sms ? m_addressee.sms : m_addressee.whatsapp}));
    p.insert("Body"_L1, m_phrases.fromCustomer());
    if (from.channel == Channel::Whatsapp) {
        const auto name = m_phrases.name();
        const auto digits = from.number.mid(1);
        p.insert("ProfileName"_L1, name);
        p.insert("WaId"_L1, digits);
        p.insert("ExternalUserId"_L1, u"whatsapp:AU."_s + digits);
        p.insert("ChannelMetadata"_L1,
                 u"{\"type\":\"whatsapp\",\"data\":{\"context\":{\"ProfileName\":\"%1\",\"WaId\":\"%2\"}}}"_s.arg(
                     name, digits));
    }
    return signedRequest(std::move(sample), m_addressee.inboundUrl);
}

RawRequest WebhookStream::status(const Customer &to, const QString &sid, const QString &step)
{
    const bool isSms = to.channel == Channel::Sms;
    auto sample = this->sample(isSms ? "sms_status_sent"_L1 : "whatsapp_status_sent"_L1);
    auto &p = sample.parameters;
    m_sid = sid;
    for (const auto name : {"MessageSid"_L1, "SmsSid"_L1})
        p.insert(name, sid);
    for (const auto name : {"MessageStatus"_L1, "SmsStatus"_L1})
        p.insert(name, step);
    p.insert("AccountSid"_L1, m_addressee.account);
    p.insert("From"_L1, address({to.channel, isSms ? m_addressee.sms : m_addressee.whatsapp}));
    p.insert("To"_L1, address(to));
    if (!isSms)
        p.insert("ExternalUserId"_L1, u"whatsapp:AU."_s + to.number.mid(1));
    return signedRequest(std::move(sample), m_addressee.statusUrl);
}

RawRequest WebhookStream::signedRequest(Sample sample, const QByteArray &url) const
{
    RawRequest request{"POST", url, std::move(sample.headers), test::formBody(sample.parameters)};
    const auto form = webhooks::decodeForm(request.body);
    if (!form)
        throw std::runtime_error("a webhook was too large");
    for (auto &[name, value] : request.headers) {
        if (name == "x-twilio-signature")
            value = webhooks::twilioSignature(m_addressee.token, url, *form);
    }
    return request;
}

} // namespace counterbell::bench
