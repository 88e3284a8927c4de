// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/webhook_sender.h"

#include "app/sandbox/one_shot_post.h"
#include "app/sandbox/signer.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QTimer>
#include <QUrl>
#include <QUuid>

#include <algorithm>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace
{

Q_LOGGING_CATEGORY(log, "sandbox.webhooks")

QString withoutFragment(const QString &url)
{
    return url.section(u'#', 0, 0);
}

Form shuffled(const Form &form)
{
    auto pairs = form.pairs();
    std::shuffle(pairs.begin(), pairs.end(), *QRandomGenerator::global());
    return Form(pairs);
}

} // namespace

struct WebhookSender::Event {
    Webhook webhook;
    Done done;
    ConnectionOverrides overrides;
    QElapsedTimer since;
    int retry = 0;
    milliseconds left() const { return overrides.totalTime - milliseconds(since.elapsed()); }
};

WebhookSender::WebhookSender(Traffic &traffic, QObject *parent) : QObject(parent), m_traffic(traffic) {}

QByteArray WebhookSender::newIdempotencyToken()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

void WebhookSender::setRoute(const QString &publicBase, const QString &localBase)
{
    m_publicBase = publicBase;
    m_localBase = localBase;
}

QString WebhookSender::routed(const QString &url) const
{
    if (m_publicBase.isEmpty() || !url.startsWith(m_publicBase))
        return url;
    const auto rest = url.mid(m_publicBase.size());
    return rest.isEmpty() || rest.startsWith(u'/') || rest.startsWith(u'?') ? m_localBase + rest : url;
}

void WebhookSender::send(Webhook webhook, Done done)
{
    if (webhook.url.isEmpty()) {
        if (done)
            done(false);
        return;
    }
    auto event = std::make_shared<Event>();
    event->overrides = ConnectionOverrides::fromUrl(webhook.url);
    event->webhook = std::move(webhook);
    event->done = std::move(done);
    if (event->webhook.token.isEmpty())
        event->webhook.token = newIdempotencyToken();
    event->since.start();
    tryNow(event);
}

PostRequest WebhookSender::requestFor(const Event &event) const
{
    auto url = withoutFragment(event.webhook.url);
    const auto params = shuffled(event.webhook.params);
    const bool isPost = event.webhook.method != "GET";
    if (!isPost) // a GET webhook carries, and is signed over, everything in its query (FACTS 3.2)
        url += (url.contains(u'?') ? u"&"_s : u"?"_s) + QString::fromLatin1(params.encoded());

    const auto local = QUrl(routed(url), QUrl::StrictMode);
    const auto authority = local.authority(QUrl::FullyEncoded).section(u'@', -1);
    const auto afterHost = routed(url).indexOf(authority, 0, Qt::CaseInsensitive) + authority.size();
    auto target = routed(url).mid(afterHost).toUtf8(); // never through QUrl: the signed characters must arrive
    if (!target.startsWith('/'))
        target.prepend('/');

    PostRequest request{.method = isPost ? QByteArrayLiteral("POST") : QByteArrayLiteral("GET"),
                        .tls = local.scheme() == "https"_L1,
                        .host = local.host(),
                        .port = quint16(local.port(local.scheme() == "https"_L1 ? 443 : 80)),
                        .target = target,
                        .headers = {},
                        .hostHeader = authority.toLatin1(),
                        .body = isPost ? params.encoded() : QByteArray(),
                        .connectTime = std::min(event.overrides.connectTime, event.left()),
                        .readTime = std::min(event.overrides.readTime, event.left())};
    const auto key = event.webhook.forged ? u"forged-"_s + m_authToken : m_authToken;
    request.headers = {{"X-Twilio-Signature", twilioSignature(key, url, isPost ? params : Form())},
                       {"I-Twilio-Idempotency-Token", event.webhook.token},
                       {"User-Agent", "TwilioProxy/1.1"},
                       {"Accept", "*/*"}};
    if (isPost) {
        request.headers.emplaceBack("Content-Type", event.webhook.isStatus
                                                        ? "application/x-www-form-urlencoded; charset=utf-8"
                                                        : "application/x-www-form-urlencoded");
    }
    if (!local.userInfo().isEmpty())
        request.headers.emplaceBack("Authorization", "Basic " + local.userInfo(QUrl::FullyDecoded).toUtf8().toBase64());
    return request;
}

void WebhookSender::tryNow(const std::shared_ptr<Event> &event)
{
    ++m_traffic.webhooksTried;
    OneShotPost::start(requestFor(*event), [this, event](WebhookTry outcome) { afterTry(event, outcome); }, this);
}

void WebhookSender::afterTry(const std::shared_ptr<Event> &event, const WebhookTry &outcome)
{
    if (outcome.end == WebhookTry::End::Answered) {
        ++m_traffic.webhooksAnswered;
        ++m_traffic.webhookAnswers[QString::number(outcome.status)];
    }
    if (outcome.isGood()) {
        if (event->done)
            event->done(true);
        return;
    }
    const auto wait = retryWait(event->retry + 1);
    if (event->retry >= event->overrides.retries || !event->overrides.retriesAfter(outcome) || wait >= event->left())
        return giveUp(event);
    ++event->retry;
    QTimer::singleShot(wait, this, [this, event] { tryNow(event); });
}

void WebhookSender::giveUp(const std::shared_ptr<Event> &event)
{
    const auto fallback = std::exchange(event->webhook.fallbackUrl, QString());
    if (!fallback.isEmpty()) {
        auto webhook = event->webhook;
        webhook.params.add(u"ErrorCode"_s, u"11200"_s);
        webhook.params.add(u"ErrorUrl"_s, withoutFragment(webhook.url));
        webhook.url = fallback;
        return send(std::move(webhook), event->done);
    }
    ++m_traffic.webhooksGivenUp;
    qCInfo(log) << "11200: a webhook found nobody who took it, after" << event->retry << "repeats";
    if (event->done)
        event->done(false);
}

} // namespace counterbell::sandbox
