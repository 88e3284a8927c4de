// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/http_server.h"

#include "app/sandbox/http_connection.h"

#include <QTcpSocket>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxConnections = 512;

} // namespace

HttpServer::HttpServer(HttpHandler handler, std::function<QByteArray()> now, QObject *parent)
    : QObject(parent), m_handler(std::move(handler)), m_now(std::move(now))
{
    connect(&m_listener, &QTcpServer::newConnection, this, &HttpServer::accept);
}

tl::expected<quint16, QString> HttpServer::listen(quint16 port)
{
    if (!m_listener.listen(QHostAddress::LocalHost, port)) {
        return tl::unexpected(
            u"Port %1 of 127.0.0.1 can't be listened on: %2."_s.arg(port).arg(m_listener.errorString()));
    }
    return m_listener.serverPort();
}

void HttpServer::accept()
{
    while (auto *socket = m_listener.nextPendingConnection()) {
        if (findChildren<HttpConnection *>(Qt::FindDirectChildrenOnly).size() >= kMaxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        new HttpConnection(socket, m_handler, m_now, this);
    }
}

} // namespace counterbell::sandbox
