// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/http_message.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QSet>

#include <qcorotask.h>

namespace counterbell::messaging
{

class HttpExchange;

/// All traffic to providers. One POST is one request: it is never repeated, never redirected, and its outcome says
/// exactly what may have happened to it. A GET or DELETE may be repeated by Qt on a connection that died, which
/// changes nothing at the other end. Keep-alive, HTTP/1.1, TLS 1.2 and later with certificate checks, no cookies,
/// no cache. Main thread; must outlive its tasks: call abortAll() and let them end.
class HttpClient : public QObject
{
    Q_OBJECT

public:
    explicit HttpClient(QObject *parent = nullptr);

    [[nodiscard]] QCoro::Task<HttpOutcome> send(HttpRequest request);

    /// Ends every request under way; each answers, from the event loop, as if its connection had been cut.
    void abortAll();
    [[nodiscard]] int inFlight() const { return static_cast<int>(m_inFlight.size()); }

    /// A pooled connection idle for longer is dropped rather than used: routers forget idle connections without a
    /// word, and a POST on such a one ends in doubt.
    void setMaxIdle(std::chrono::milliseconds maxIdle) { m_maxIdle = maxIdle; }

Q_SIGNALS:
    /// Somebody answered and told the time.
    void answered(const QString &host, counterbell::Timestamp serverDate);

private:
    void dropIdleConnections();

    QNetworkAccessManager m_network;
    QSet<HttpExchange *> m_inFlight;
    QElapsedTimer m_sinceLastUse;
    std::chrono::milliseconds m_maxIdle = std::chrono::seconds{15};
};

/// Credentials and bodies go out encrypted, or stay on this machine: https, or http to loopback.
[[nodiscard]] bool isSafeTarget(const QUrl &url);

} // namespace counterbell::messaging
