// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/http.h"

#include "tests/e2e/support/waiting.h"

#include <QNetworkReply>

#include <memory>

using namespace std::chrono_literals;

namespace counterbell::e2e
{

HttpAnswer Http::get(const QString &url, const Headers &headers)
{
    return send("GET", url, {}, headers);
}

HttpAnswer Http::post(const QString &url, const QByteArray &body, const Headers &headers)
{
    return send("POST", url, body, headers);
}

HttpAnswer Http::sendJson(const QByteArray &verb, const QString &url, const QJsonObject &body)
{
    return send(verb, url, QJsonDocument(body).toJson(QJsonDocument::Compact), {{"Content-Type", "application/json"}});
}

HttpAnswer Http::send(const QByteArray &verb, const QString &url, const QByteArray &body, const Headers &headers)
{
    QNetworkRequest request{QUrl(url)};
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    const std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, verb, body));
    // Moving the clock is answered when both programs have followed, after 15 s at most (app/sandbox/README).
    if (!waitUntil([&] { return reply->isFinished(); }, 20s))
        return {};
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

} // namespace counterbell::e2e
