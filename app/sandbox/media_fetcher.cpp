// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/media_fetcher.h"

#include "app/sandbox/context.h"
#include "app/sandbox/webhook_sender.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QUrl>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxBytes = 16LL * 1024 * 1024;

bool isLoopback(const QUrl &url)
{
    return url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback();
}

class Fetch : public QObject
{
public:
    Fetch(Context &context, QList<Media> media, QObject *parent, std::function<void(int)> done)
        : QObject(parent), m_context(context), m_left(std::move(media)), m_done(std::move(done))
    {
    }

    void next()
    {
        while (!m_left.isEmpty()) {
            const auto medium = m_left.takeFirst();
            if (!medium.bytes.isEmpty())
                continue;
            const QUrl url(m_context.webhooks->routed(medium.sourceUrl));
            if (isLoopback(url))
                return look(medium, url);
            const auto type = contentTypeOfUrl(medium.sourceUrl, u"image/png"_s);
            if (!m_context.messages.setMediaBytes(medium.sid, type, sampleOf(type)))
                return finish(63019);
        }
        finish(0);
    }

private:
    /// Twilio looks with HEAD before it fetches (FACTS 1.1): whatever serves only GET is no media host.
    void look(const Media &medium, const QUrl &url)
    {
        QNetworkRequest request(url);
        request.setTransferTimeout(10000);
        auto *reply = m_network.head(request);
        connect(reply, &QNetworkReply::finished, this, [this, reply, medium, request] {
            reply->deleteLater();
            const auto type = reply->header(QNetworkRequest::ContentTypeHeader).toString();
            if (reply->error() != QNetworkReply::NoError || type.isEmpty())
                return finish(63019);
            fetch(medium, request);
        });
    }

    void fetch(const Media &medium, const QNetworkRequest &request)
    {
        auto *reply = m_network.get(request);
        connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received) {
            if (received > kMaxBytes)
                reply->abort();
        });
        connect(reply, &QNetworkReply::finished, this, [this, reply, medium] {
            reply->deleteLater();
            const auto bytes = reply->readAll();
            const auto type = reply->header(QNetworkRequest::ContentTypeHeader).toString();
            if (bytes.size() > kMaxBytes)
                return finish(63034);
            if (reply->error() != QNetworkReply::NoError || bytes.isEmpty() || type.isEmpty())
                return finish(63019);
            if (!m_context.messages.setMediaBytes(medium.sid, type, bytes))
                return finish(63019);
            next();
        });
    }

    void finish(int error)
    {
        deleteLater();
        m_done(error);
    }

    Context &m_context;
    QList<Media> m_left;
    std::function<void(int)> m_done;
    QNetworkAccessManager m_network;
};

} // namespace

void MediaFetcher::start(Context &context, const Message &message, QObject *parent, std::function<void(int)> done)
{
    (new Fetch(context, context.messages.mediaOf(message.sid), parent, std::move(done)))->next();
}

} // namespace counterbell::sandbox
