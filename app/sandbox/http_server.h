// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

#include <QObject>
#include <QTcpServer>

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

/// A small HTTP/1.1 server for loopback only. Runs on the thread that made it.
class HttpServer : public QObject
{
    Q_OBJECT
public:
    HttpServer(HttpHandler handler, std::function<QByteArray()> now, QObject *parent = nullptr);

    /// Listens on 127.0.0.1; port 0 takes a free one. The error is a sentence.
    [[nodiscard]] tl::expected<quint16, QString> listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }

private:
    void accept();

    HttpHandler m_handler;
    std::function<QByteArray()> m_now;
    QTcpServer m_listener;
};

} // namespace counterbell::sandbox
