// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/client.h"

#include "core/messaging/providers/http_client.h"
#include "core/messaging/providers/twilio/errors.h"

#include "counterbell_version.h"

#include <QJsonDocument>
#include <QLoggingCategory>

namespace counterbell::messaging
{

namespace
{

Q_LOGGING_CATEGORY(lcTwilio, "counterbell.messaging.twilio", QtInfoMsg)

/// The request id is what Twilio's support asks for; paths and bodies stay out of the log.
void note(const HttpOutcome &outcome)
{
    if (const auto *answer = std::get_if<HttpAnswered>(&outcome))
        qCDebug(lcTwilio) << "answered" << answer->status << answer->header("twilio-request-id");
    else if (const auto *none = std::get_if<HttpNotConnected>(&outcome))
        qCInfo(lcTwilio) << "not connected:" << none->detail;
    else
        qCWarning(lcTwilio) << "in doubt:" << std::get<HttpUnknown>(outcome).detail;
}

} // namespace

TwilioClient::TwilioClient(HttpClient &http, TwilioAccount account) : m_http(http), m_account(std::move(account)) {}

QUrl TwilioClient::accountUrl(const QByteArray &tail, const FormFields &query) const
{
    const auto path = "/2010-04-01/Accounts/" + QUrl::toPercentEncoding(m_account.accountSid) + tail;
    return m_account.hosts.url(TwilioHost::Api, path, encodeForm(query));
}

HttpRequest TwilioClient::request(HttpRequest::Method method, QUrl url) const
{
    HttpRequest out;
    out.method = method;
    out.url = std::move(url);
    out.headers = {{"User-Agent", "Counterbell/" COUNTERBELL_VERSION}, {"Accept", "application/json"}};
    out.auth = m_account.auth();
    return out;
}

HttpRequest TwilioClient::postForm(QUrl url, const FormFields &fields) const
{
    auto out = request(HttpRequest::Method::Post, std::move(url));
    out.contentType = "application/x-www-form-urlencoded";
    out.body = encodeForm(fields);
    return out;
}

HttpRequest TwilioClient::postJson(QUrl url, const QJsonObject &object) const
{
    auto out = request(HttpRequest::Method::Post, std::move(url));
    out.contentType = "application/json";
    out.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return out;
}

QCoro::Task<SendOutcome> TwilioClient::send(OutboundMessage message)
{
    auto create = postForm(accountUrl("/Messages.json"), createMessageFields(message));
    create.mayGo = m_maySend;
    const auto outcome = co_await m_http.send(std::move(create));
    note(outcome);
    co_return sendOutcome(outcome);
}

QCoro::Task<Result<HttpAnswered>> TwilioClient::call(HttpRequest request)
{
    auto outcome = co_await m_http.send(std::move(request));
    note(outcome);
    auto *answer = std::get_if<HttpAnswered>(&outcome);
    if (answer == nullptr || answer->status < 200 || answer->status > 299)
        co_return tl::unexpected(callError(outcome));
    co_return std::move(*answer);
}

QCoro::Task<Result<QJsonObject>> TwilioClient::callForObject(HttpRequest request)
{
    const auto answer = co_await call(std::move(request));
    if (!answer)
        co_return tl::unexpected(answer.error());
    auto object = readObject(answer->body);
    if (!object)
        co_return tl::unexpected(unreadableError(*answer));
    co_return *std::move(object);
}

QCoro::Task<Result<>> TwilioClient::remove(QUrl url)
{
    const auto answer = co_await call(request(HttpRequest::Method::Delete, std::move(url)));
    if (!answer && answer.error().reason != Reason::NotFound)
        co_return tl::unexpected(answer.error());
    co_return Result<>();
}

} // namespace counterbell::messaging
