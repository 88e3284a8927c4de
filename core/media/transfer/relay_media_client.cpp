// SPDX-License-Identifier: Apache-2.0
#include "core/media/transfer/relay_media_client.h"

#include "core/webhooks/link_protocol.h"
#include "core/webhooks/relay_settings.h"

#include <QJsonDocument>

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using webhooks::PairedRelay;

namespace
{

tl::unexpected<Error> unreachable(const QString &problem)
{
    return refuse(Reason::ProviderUnreachable, {{u"problem"_s, problem}});
}

messaging::HttpRequest requestFor(const PairedRelay &relay, const QByteArray &token, const HostedFile &file)
{
    const auto prefix = QString::fromLatin1(link::kMediaPutPrefix.data(), qsizetype(link::kMediaPutPrefix.size()));
    messaging::HttpRequest request;
    request.method = messaging::HttpRequest::Method::Put;
    request.url = QUrl(relay.url + prefix + relay.tenant + u'/' + file.id + u"?expires="_s +
                       QString::number(std::chrono::seconds(kHostedFor).count()));
    request.headers.emplace_back("Authorization", "Bearer " + token);
    request.contentType = file.contentType.toLatin1();
    request.body = file.bytes;
    request.timeout = 3min; // a shop's upstream is slow
    request.maxAnswerBytes = 64 * 1024;
    return request;
}

Result<QUrl> readAnswer(const PairedRelay &relay, const messaging::HttpOutcome &outcome)
{
    const auto *answered = std::get_if<messaging::HttpAnswered>(&outcome);
    if (!answered)
        return unreachable(u"network"_s);
    if (answered->status == 413)
        return refuse(Reason::MediaNotAllowed, {{u"problem"_s, u"tooLarge"_s}});
    if (answered->status != 201)
        return unreachable(u"relay"_s);
    const auto text = QJsonDocument::fromJson(answered->body).object().value(u"url"_s).toString();
    const QUrl url(text, QUrl::StrictMode);
    // What the provider is told to fetch from is the relay and nobody else.
    if (!url.isValid() || !text.startsWith(relay.publicUrl + u"/m/"_s))
        return unreachable(u"unreadable"_s);
    return url;
}

} // namespace

QCoro::Task<Result<QUrl>> RelayMediaClient::host(HostedFile file)
{
    auto reading = m_store.read([](store::Connection &db) -> Result<webhooks::PairedRelays> {
        return store::settingsOf<webhooks::PairedRelays>(db, webhooks::kRelaysGroup);
    });
    const auto relays = co_await std::move(reading);
    if (!relays)
        co_return unreachable(u"storage"_s);
    Result<QUrl> hosted = unreachable(u"noRelay"_s);
    for (const auto &relay : relays->items) {
        hosted = co_await put(relay, file);
        if (hosted)
            break;
    }
    co_return std::move(hosted);
}

QCoro::Task<Result<QUrl>> RelayMediaClient::put(PairedRelay relay, HostedFile file)
{
    const auto token = co_await m_secrets.read(webhooks::linkTokenSecret(relay.tenant));
    if (!token || !*token)
        co_return unreachable(u"noLinkToken"_s);
    auto request = requestFor(relay, **token, file);
    if (!messaging::isSafeTarget(request.url))
        co_return unreachable(u"relay"_s);
    const auto outcome = co_await m_http.send(std::move(request));
    co_return readAnswer(relay, outcome);
}

} // namespace counterbell::media
