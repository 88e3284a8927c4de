// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/client.h"
#include "core/messaging/providers/twilio/errors.h"
#include "core/messaging/providers/twilio/message_json.h"
#include "core/messaging/providers/twilio/pager.h"
#include "core/messaging/providers/twilio/setup_json.h"

#include <QJsonArray>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kMostPages = 50;

tl::unexpected<Error> unreadable()
{
    return refuse(Reason::ProviderUnreachable, {{"problem"_L1, "unreadable"_L1}});
}

tl::unexpected<Error> badSid()
{
    return refuse(Reason::InvalidArgument, {{"problem"_L1, "sid"_L1}});
}

} // namespace

QCoro::Task<Result<AccountInfo>> TwilioClient::verifyCredentials()
{
    const FormFields one{{"PageSize", u"1"_s}};
    const auto answer = co_await call(request(HttpRequest::Method::Get, accountUrl("/Messages.json", one)));
    if (!answer)
        co_return tl::unexpected(answer.error());
    if (!readMessagePage(*answer))
        co_return tl::unexpected(unreadableError(*answer));

    AccountInfo info;
    info.accountSid = m_account.accountSid;
    info.serverDate = answer->serverDate;
    // A standard key may not see the account though it is fine otherwise. The answer holds the auth token in clear:
    // three fields of it are read and nothing is kept (FACTS 1.6).
    const auto account = co_await callForObject(request(HttpRequest::Method::Get, accountUrl(".json")));
    if (account) {
        info.friendlyName = account->value("friendly_name"_L1).toString();
        info.status = account->value("status"_L1).toString();
        info.type = account->value("type"_L1).toString();
    }
    co_return info;
}

QCoro::Task<Result<std::optional<IncomingNumber>>> TwilioClient::incomingNumber(QString phone)
{
    const FormFields query{{"PhoneNumber", phone}};
    auto url = accountUrl("/IncomingPhoneNumbers.json", query);
    const auto page = co_await callForObject(request(HttpRequest::Method::Get, std::move(url)));
    if (!page)
        co_return tl::unexpected(page.error());
    const auto rows = page->value("incoming_phone_numbers"_L1);
    if (!rows.isArray())
        co_return unreadable();
    for (const auto &row : rows.toArray()) { // the filter also finds parts of numbers
        auto number = readIncomingNumber(row.toObject());
        if (number && number->phone == phone)
            co_return number;
    }
    co_return std::optional<IncomingNumber>();
}

QCoro::Task<Result<IncomingNumber>> TwilioClient::setIncomingWebhooks(IncomingNumber present, WebhookUrls urls)
{
    if (!isSid(present.sid, "PN"_L1))
        co_return badSid();
    const auto fields = incomingWebhookFields(present, urls);
    auto url = accountUrl("/IncomingPhoneNumbers/" + present.sid.toLatin1() + ".json");
    const auto object = co_await callForObject(postForm(std::move(url), fields));
    if (!object)
        co_return tl::unexpected(object.error());
    auto number = readIncomingNumber(*object);
    if (!number)
        co_return unreadable();
    co_return *std::move(number);
}

QCoro::Task<Result<std::optional<WhatsappSender>>> TwilioClient::whatsappSender(QString phone)
{
    const FormFields query{{"Channel", u"whatsapp"_s}, {"PageSize", u"100"_s}};
    std::optional<QUrl> url = m_account.hosts.url(TwilioHost::Messaging, "/v2/Channels/Senders", encodeForm(query));
    for (int page = 0; url && page < kMostPages; ++page) {
        const auto object = co_await callForObject(request(HttpRequest::Method::Get, *url));
        if (!object)
            co_return tl::unexpected(object.error());
        const auto rows = readMetaPage(*object);
        if (!rows)
            co_return unreadable();
        for (const auto &row : rows->rows) {
            auto sender = readWhatsappSender(row.toObject());
            if (sender && sender->phone == phone)
                co_return sender;
        }
        url = rows->next ? m_account.hosts.ownLink(TwilioHost::Messaging, *rows->next) : std::nullopt;
    }
    co_return std::optional<WhatsappSender>();
}

QCoro::Task<Result<WhatsappSender>> TwilioClient::setWhatsappWebhooks(QString senderSid, WebhookUrls urls)
{
    if (!isSid(senderSid, "XE"_L1))
        co_return badSid();
    auto url = m_account.hosts.url(TwilioHost::Messaging, "/v2/Channels/Senders/" + senderSid.toLatin1());
    const auto object = co_await callForObject(postJson(std::move(url), senderWebhooks(urls)));
    if (!object)
        co_return tl::unexpected(object.error());
    auto sender = readWhatsappSender(*object);
    if (!sender)
        co_return unreadable();
    co_return *std::move(sender);
}

} // namespace counterbell::messaging
