// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/http_message.h"
#include "core/messaging/providers/provider.h"
#include "core/messaging/providers/twilio/account.h"
#include "core/messaging/providers/twilio/form.h"

#include <QJsonObject>

namespace counterbell::messaging
{

class HttpClient;

/// Twilio, or the sandbox that stands in for it. Each group of calls has its file: messages.cpp, media.cpp,
/// content.cpp, setup.cpp; what they share is in client.cpp. What bodies mean is decided by free functions beside it.
class TwilioClient : public Provider, public ProviderSetup
{
public:
    /// `http` outlives the client, the client its tasks.
    TwilioClient(HttpClient &http, TwilioAccount account);

    /// Other credentials from the next call on.
    void setAccount(TwilioAccount account) { m_account = std::move(account); }
    /// Asked whenever the first byte of a message is about to go; on false it doesn't.
    void setMaySend(std::function<bool()> maySend) { m_maySend = std::move(maySend); }

    QCoro::Task<SendOutcome> send(OutboundMessage message) override;
    QCoro::Task<Result<MessageListPage>> listMessages(MessageFilter filter, std::optional<QString> next) override;
    QCoro::Task<Result<ListedMessage>> fetchMessage(QString sid) override;
    QCoro::Task<Result<>> redactMessage(QString sid) override;
    QCoro::Task<Result<>> deleteMessage(QString sid) override;

    QCoro::Task<Result<std::vector<MediaItem>>> listMedia(QString messageSid) override;
    QCoro::Task<Result<MediaContent>> fetchMedia(QUrl url, qint64 maxBytes) override;
    QCoro::Task<Result<>> deleteMedia(QString messageSid, QString mediaSid) override;

    QCoro::Task<Result<std::vector<Template>>> listTemplates() override;

    QCoro::Task<Result<AccountInfo>> verifyCredentials() override;
    QCoro::Task<Result<std::optional<IncomingNumber>>> incomingNumber(QString phone) override;
    QCoro::Task<Result<IncomingNumber>> setIncomingWebhooks(IncomingNumber present, WebhookUrls urls) override;
    QCoro::Task<Result<std::optional<WhatsappSender>>> whatsappSender(QString phone) override;
    QCoro::Task<Result<WhatsappSender>> setWhatsappWebhooks(QString senderSid, WebhookUrls urls) override;

private:
    /// "/2010-04-01/Accounts/AC…" and what follows, on the API host.
    [[nodiscard]] QUrl accountUrl(const QByteArray &tail, const FormFields &query = {}) const;
    [[nodiscard]] HttpRequest request(HttpRequest::Method method, QUrl url) const;
    [[nodiscard]] HttpRequest postForm(QUrl url, const FormFields &fields) const;
    [[nodiscard]] HttpRequest postJson(QUrl url, const QJsonObject &object) const;

    /// The answer, if it is 2xx.
    [[nodiscard]] QCoro::Task<Result<HttpAnswered>> call(HttpRequest request);
    /// Its body, if that is a JSON object.
    [[nodiscard]] QCoro::Task<Result<QJsonObject>> callForObject(HttpRequest request);
    [[nodiscard]] QCoro::Task<Result<>> remove(QUrl url);

    HttpClient &m_http;
    TwilioAccount m_account;
    std::function<bool()> m_maySend;
};

} // namespace counterbell::messaging
