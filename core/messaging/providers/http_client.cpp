// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_client.h"

#include "core/messaging/providers/http_exchange.h"

#include <QHostAddress>

#include <qcorosignal.h>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

bool isSafeTarget(const QUrl &url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    if (url.scheme() == "https"_L1)
        return true;
    return url.scheme() == "http"_L1 && (url.host() == "localhost"_L1 || QHostAddress(url.host()).isLoopback());
}

HttpClient::HttpClient(QObject *parent) : QObject(parent) {}

void HttpClient::abortAll()
{
    const auto exchanges = m_inFlight;
    for (auto *exchange : exchanges)
        exchange->abort();
}

void HttpClient::dropIdleConnections()
{
    if (m_inFlight.isEmpty() && m_sinceLastUse.isValid() && m_sinceLastUse.elapsed() >= m_maxIdle.count())
        m_network.clearConnectionCache();
}

QCoro::Task<HttpOutcome> HttpClient::send(HttpRequest request)
{
    if (!isSafeTarget(request.url))
        co_return HttpNotConnected{u"not a safe target: "_s + request.url.host()};
    if (request.method == HttpRequest::Method::Post && request.body.isEmpty())
        co_return HttpNotConnected{u"a POST without a body can't be kept from being repeated"_s};
    dropIdleConnections();

    const auto host = request.url.host();
    auto *exchange = new HttpExchange(m_network, std::move(request), this);
    m_inFlight.insert(exchange);
    co_await qCoro(exchange, &HttpExchange::finished);
    m_inFlight.remove(exchange);
    exchange->deleteLater();
    m_sinceLastUse.start();

    auto outcome = exchange->takeOutcome();
    if (const auto *answer = std::get_if<HttpAnswered>(&outcome); answer != nullptr && answer->serverDate)
        Q_EMIT answered(host, *answer->serverDate);
    co_return outcome;
}

} // namespace counterbell::messaging
