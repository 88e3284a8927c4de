// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_client.h"
#include "core/messaging/providers/twilio/client.h"
#include "core/messaging/providers/twilio/errors.h"
#include "core/messaging/providers/twilio/message_json.h"
#include "core/messaging/providers/twilio/pager.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int kMostRedirects = 3;
constexpr int kMostPages = 10; // a message has at most ten files

tl::unexpected<Error> invalid(QLatin1StringView problem)
{
    return refuse(Reason::InvalidArgument, {{"problem"_L1, problem}});
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

} // namespace

QCoro::Task<Result<std::vector<MediaItem>>> TwilioClient::listMedia(QString messageSid)
{
    if (!isSid(messageSid, kMessageSids))
        co_return invalid("sid"_L1);
    const auto tail = "/Messages/" + messageSid.toLatin1() + "/Media";
    std::vector<MediaItem> items;
    std::optional<QUrl> url = accountUrl(tail + ".json");
    for (int page = 0; url && page < kMostPages; ++page) {
        const auto object = co_await callForObject(request(HttpRequest::Method::Get, *url));
        if (!object)
            co_return tl::unexpected(object.error());
        auto rows = readMediaList(*object);
        if (!rows)
            co_return refuse(Reason::ProviderUnreachable, {{"problem"_L1, "unreadable"_L1}});
        for (auto &row : *rows) {
            row.url = accountUrl(tail + '/' + row.sid.toLatin1());
            items.push_back(std::move(row));
        }
        const auto next = nextPageUri(*object);
        url = next ? m_account.hosts.ownLink(TwilioHost::Api, *next) : std::nullopt;
    }
    co_return items;
}

QCoro::Task<Result<MediaContent>> TwilioClient::fetchMedia(QUrl url, qint64 maxBytes)
{
    // Credentials for these paths alone: a forged webhook must not make us hand them out, or fetch from the shop's LAN.
    const auto own = m_account.hosts.ownLink(TwilioHost::Api, QString::fromLatin1(url.toEncoded()));
    static const QRegularExpression ownMedia(
        u"\\A/2010-04-01/Accounts/([^/]+)/Messages/[A-Z]{2}[0-9a-fA-F]{32}/Media/ME[0-9a-fA-F]{32}\\z"_s);
    const auto match = ownMedia.match(own ? own->path(QUrl::FullyEncoded) : QString());
    if (!match.hasMatch() || match.captured(1) != m_account.accountSid || own->hasQuery() ||
        own->host() != m_account.hosts.url(TwilioHost::Api, "/").host())
        co_return invalid("url"_L1);

    auto fetch = request(HttpRequest::Method::Get, *own);
    for (int hop = 0; hop <= kMostRedirects; ++hop) {
        fetch.timeout = 2min;
        fetch.maxAnswerBytes = maxBytes;
        const auto target = fetch.url;
        const auto outcome = co_await m_http.send(std::move(fetch));
        const auto *answer = std::get_if<HttpAnswered>(&outcome);
        if (answer == nullptr || !isRedirect(answer->status)) {
            if (answer == nullptr || answer->status < 200 || answer->status > 299)
                co_return tl::unexpected(callError(outcome));
            co_return MediaContent{answer->body, QString::fromLatin1(answer->header("content-type"))};
        }
        // The storage behind it refuses two kinds of authentication, and must not see ours (FACTS 1.5).
        const auto next = target.resolved(QUrl::fromEncoded(answer->header("location"), QUrl::StrictMode));
        if (!isSafeTarget(next) || (next.scheme() != "https"_L1 && !m_account.hosts.isSandbox()))
            co_return refuse(Reason::ProviderUnreachable, {{"problem"_L1, "unreadable"_L1}});
        fetch = HttpRequest{};
        fetch.url = next;
    }
    co_return refuse(Reason::ProviderUnreachable, {{"problem"_L1, "unreadable"_L1}});
}

QCoro::Task<Result<>> TwilioClient::deleteMedia(QString messageSid, QString mediaSid)
{
    if (!isSid(messageSid, kMessageSids) || !isSid(mediaSid, "ME"_L1))
        co_return invalid("sid"_L1);
    co_return co_await remove(
        accountUrl("/Messages/" + messageSid.toLatin1() + "/Media/" + mediaSid.toLatin1() + ".json"));
}

} // namespace counterbell::messaging
