// SPDX-License-Identifier: Apache-2.0
#include "tests/support/script_server.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>

namespace counterbell::test
{

using namespace Qt::StringLiterals;

namespace
{
constexpr QByteArrayView kFence{"FENCE\n"};
}

QByteArray SeenRequest::header(QByteArrayView name) const
{
    const auto it = std::ranges::find_if(headers, [&](const auto &pair) { return pair.first == name; });
    return it == headers.end() ? QByteArray() : it->second;
}

ScriptServer::ScriptServer(QObject *parent) : QObject(parent), m_server(std::make_unique<QTcpServer>())
{
    listen();
}

ScriptServer::ScriptServer(const QSslConfiguration &tls, QObject *parent) : QObject(parent), m_isEncrypted(true)
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    m_server = std::move(server);
    listen();
}

ScriptServer::~ScriptServer()
{
    for (auto *socket : m_peers.keys())
        socket->disconnect(this);
}

void ScriptServer::listen()
{
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("no loopback port");
    m_port = m_server->serverPort();
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (auto *socket = m_server->nextPendingConnection()) {
            m_peers.insert(socket, Peer{.number = ++m_connections});
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_peers.remove(socket);
                socket->deleteLater();
            });
            read(socket);
        }
    });
}

QUrl ScriptServer::url(const QString &path) const
{
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(m_isEncrypted ? u"https"_s : u"http"_s).arg(m_port).arg(path));
}

void ScriptServer::closeAllConnections()
{
    for (auto *socket : m_peers.keys())
        socket->disconnectFromHost();
}

void ScriptServer::stopListening()
{
    m_server->close();
}

void ScriptServer::read(QTcpSocket *socket)
{
    auto peer = m_peers.find(socket);
    if (peer == m_peers.end())
        return;
    peer->unread += socket->readAll();
    if (peer->unread == kFence) {
        ++m_fences;
        peer->unread.clear();
        socket->write("ok\n");
        return;
    }
    // A reaction may end the connection, and with it the peer.
    while ((peer = m_peers.find(socket)) != m_peers.end()) {
        if (!peer->head && !takeHead(socket, *peer))
            return;
        peer = m_peers.find(socket);
        if (peer == m_peers.end() || !peer->head)
            return;
        const auto length = peer->head->header("content-length").toLongLong();
        if (peer->unread.size() < length)
            return;
        auto request = std::move(*std::exchange(peer->head, std::nullopt));
        request.body = peer->unread.left(length);
        peer->unread.remove(0, length);
        react(socket, std::move(request));
    }
}

bool ScriptServer::takeHead(QTcpSocket *socket, Peer &peer)
{
    const auto end = peer.unread.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    const auto lines = peer.unread.left(end).split('\n');
    const auto words = lines.first().trimmed().split(' ');
    SeenRequest request{.method = words.value(0), .target = words.value(1), .connection = peer.number};
    for (const auto &line : lines.mid(1))
        request.headers.emplace_back(line.left(line.indexOf(':')).trimmed().toLower(),
                                     line.mid(line.indexOf(':') + 1).trimmed());
    peer.unread.remove(0, end + 4);
    peer.head = std::move(request);
    ++m_heads;
    if (m_headReaction)
        std::exchange(m_headReaction, nullptr)(*socket);
    return true;
}

void ScriptServer::react(QTcpSocket *socket, SeenRequest request)
{
    m_requests.push_back(std::move(request));
    if (m_script.empty())
        return answer(500, "the script is played")(*socket);
    const auto reaction = std::move(m_script.front());
    m_script.pop_front();
    reaction(*socket);
}

void ScriptServer::fence()
{
    // The kernel hands over accepted connections and their bytes in order, so this connection's turn comes last.
    const int before = m_fences;
    auto probe = std::make_unique<QSslSocket>();
    QEventLoop loop;
    connect(probe.get(), &QTcpSocket::readyRead, &loop, &QEventLoop::quit);
    connect(probe.get(), &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
    if (m_isEncrypted) {
        probe->ignoreSslErrors();
        probe->connectToHostEncrypted(u"127.0.0.1"_s, m_port);
    } else {
        probe->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    }
    probe->write(kFence.data(), kFence.size());
    loop.exec();
    if (m_fences != before + 1)
        qFatal("the fence did not hold");
    --m_connections;
}

} // namespace counterbell::test
