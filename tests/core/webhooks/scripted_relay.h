// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/link_protocol.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>

namespace counterbell
{

/// The relay's end of a link, played by a test line by line. Listens on a free loopback port.
class ScriptedRelay : public QObject
{
public:
    ScriptedRelay() : m_server(QStringLiteral("relay"), QWebSocketServer::NonSecureMode)
    {
        m_server.setSupportedSubprotocols(
            {QString::fromLatin1(link::kSubprotocol.data(), qsizetype(link::kSubprotocol.size()))});
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("the scripted relay does not listen");
        connect(&m_server, &QWebSocketServer::newConnection, this, &ScriptedRelay::accept);
    }

    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort())); }
    /// Stops listening, so that the next dial fails; listens again on the same port.
    void goAway()
    {
        m_port = m_server.serverPort();
        m_server.close();
        if (m_socket)
            m_socket->abort();
    }
    void comeBack()
    {
        if (!m_server.listen(QHostAddress::LocalHost, m_port))
            qFatal("the scripted relay does not listen again");
    }
    void refuseSubprotocol() { m_server.setSupportedSubprotocols({}); }

    /// How many links were dialled so far.
    int dialled = 0;
    QString tenant = QStringLiteral("t1");
    QString publicUrl = QStringLiteral("https://relay.example");
    QByteArray authorization;
    QString path;
    /// What the core said on the present link and nobody has asked for yet.
    QStringList said;
    std::optional<quint16> closedWith;

    [[nodiscard]] QWebSocket *socket() { return m_socket.get(); }
    void text(const QJsonObject &message)
    {
        m_socket->sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }
    void welcome(const QString &spool, qint64 head = 0)
    {
        text({{QStringLiteral("t"), QStringLiteral("welcome")},
              {QStringLiteral("spool"), spool},
              {QStringLiteral("tenant"), tenant},
              {QStringLiteral("oldest"), 1},
              {QStringLiteral("head"), head},
              {QStringLiteral("publicUrl"), publicUrl},
              {QStringLiteral("now"), QStringLiteral("2026-05-17T10:02:00.000Z")},
              {QStringLiteral("quota"), QJsonObject{{QStringLiteral("used"), 1}, {QStringLiteral("max"), 1000}}}});
    }
    void frame(const QByteArray &bytes) { m_socket->sendBinaryMessage(bytes); }
    void close(link::CloseCode code, const QString &reason = {})
    {
        m_socket->close(QWebSocketProtocol::CloseCode(code), reason);
    }

    /// The next thing the core says, or {} after five seconds.
    [[nodiscard]] QJsonObject next()
    {
        waitUntil([this] { return !said.isEmpty(); });
        return said.isEmpty() ? QJsonObject{} : QJsonDocument::fromJson(said.takeFirst().toUtf8()).object();
    }
    /// Whether the core has nothing more to say: asks it for a pong, which comes after all it has said.
    [[nodiscard]] bool isSilent()
    {
        bool ponged = false;
        const auto connection = connect(m_socket.get(), &QWebSocket::pong, this, [&] { ponged = true; });
        m_socket->ping();
        waitUntil([&] { return ponged; });
        disconnect(connection);
        return ponged && said.isEmpty();
    }
    template <class Condition>
    bool waitUntil(Condition condition)
    {
        const QDeadlineTimer deadline(5000);
        while (!condition() && !deadline.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        return condition();
    }

private:
    void accept()
    {
        m_socket.reset(m_server.nextPendingConnection());
        ++dialled;
        said.clear();
        closedWith.reset();
        authorization = m_socket->request().rawHeader("Authorization");
        path = m_socket->requestUrl().path();
        connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &t) { said << t; });
        connect(m_socket.get(), &QWebSocket::disconnected, this,
                [this] { closedWith = quint16(m_socket->closeCode()); });
    }

    struct Later {
        void operator()(QWebSocket *socket) const
        {
            socket->disconnect();
            socket->deleteLater();
        }
    };
    QWebSocketServer m_server;
    quint16 m_port = 0;
    std::unique_ptr<QWebSocket, Later> m_socket;
};

} // namespace counterbell
