// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/server.h"

#include "core/rpc/launch_token.h"
#include "core/rpc/session_calls.h"
#include "core/rpc/sessions.h"

#include <QDeadlineTimer>
#include <QLoggingCategory>
#include <QNetworkRequest>
#include <QWebSocket>
#include <QWebSocketCorsAuthenticator>
#include <QWebSocketServer>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcServer, "counterbell.rpc", QtInfoMsg)

namespace counterbell::rpc
{

namespace
{

/// Without it every second frame of a burst, an answer or an event, waits until the console's kernel has acknowledged
/// the first: 40 ms each time, measured. Qt gives no way to the accepted sockets; they inherit it from this one.
void sendAtOnce(const QWebSocketServer &server)
{
    const int on = 1;
    if (::setsockopt(int(server.socketDescriptor()), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) != 0)
        qCWarning(lcServer, "frames will be sent late: TCP_NODELAY can't be set");
}

} // namespace

Server::Server(const MethodRegistry &registry, Sessions &sessions, TaskGroup &tasks, ServerOptions options)
    : m_registry(registry),
      m_sessions(sessions),
      m_tasks(tasks),
      m_options(std::move(options)),
      m_server(std::make_unique<QWebSocketServer>(u"counterbell-core"_s, QWebSocketServer::NonSecureMode))
{
    m_server->setHandshakeTimeout(m_options.limits.handshake);
    // A browser always says where a page is from, and no page has any business here.
    connect(m_server.get(), &QWebSocketServer::originAuthenticationRequired, this,
            [](QWebSocketCorsAuthenticator *asked) { asked->setAllowed(asked->origin().isEmpty()); });
    connect(m_server.get(), &QWebSocketServer::newConnection, this, &Server::welcomeAll);
}

Server::~Server()
{
    // Before the server underneath: their TCP sockets are its children and would still report to them.
    for (auto *session : findChildren<Session *>(Qt::FindDirectChildrenOnly))
        delete session;
}

Result<QUrl> Server::listen()
{
    if (m_options.launchToken.isEmpty())
        return refuse(Reason::InvalidArgument, {{u"name"_s, u"launchToken"_s}});
    if (!m_server->listen(m_options.address, m_options.port))
        return refuse(Reason::Conflict, {{u"problem"_s, m_server->errorString()}});
    sendAtOnce(*m_server);
    qCInfo(lcServer, "listening on port %d", m_server->serverPort());
    return m_server->serverUrl();
}

void Server::welcomeAll()
{
    while (auto *socket = m_server->nextPendingConnection())
        welcome(socket);
}

void Server::welcome(QWebSocket *socket)
{
    const auto &limits = m_options.limits;
    if (!bearsToken(socket->request().rawHeader("Authorization"), m_options.launchToken)) {
        qCWarning(lcServer, "a connection without the launch token was turned away");
        turnAway(socket, closing::kWrongToken, u"launch token"_s, limits.goodbye);
        return;
    }
    if (m_sessions.count() >= limits.connections) {
        qCWarning(lcServer, "%d connections are open, one more was turned away", m_sessions.count());
        turnAway(socket, closing::kOverLimit, u"too many connections"_s, limits.goodbye);
        return;
    }
    const SessionId id{++m_lastSession};
    auto *session = new Session(id, socket, limits, this);
    auto *calls = new SessionCalls(*session, m_registry, m_tasks, limits);
    m_sessions.add(session);
    m_calls.emplace(id, calls);
    connect(session, &Session::frameReceived, calls, &SessionCalls::receive);
    connect(calls, &SessionCalls::idle, this, [this] { m_changed.notifyAll(); });
    connect(session, &Session::ended, this, [this, id, session] {
        m_calls.erase(id);
        session->deleteLater();
        m_changed.notifyAll();
    });
}

void Server::turnAway(QWebSocket *socket, int code, const QString &why, std::chrono::milliseconds goodbye)
{
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), why);
    QTimer::singleShot(goodbye, socket, [socket] { socket->abort(); });
}

QCoro::Task<void> Server::shutDown(std::chrono::milliseconds patience)
{
    m_server->close();
    for (const auto &[id, calls] : m_calls)
        calls->refuseNewCalls();
    const QDeadlineTimer forCalls(patience);
    while (!std::ranges::all_of(m_calls, [](const auto &entry) { return entry.second->isIdle(); }) &&
           !forCalls.hasExpired())
        co_await m_changed.wait(std::chrono::milliseconds(forCalls.remainingTime()));

    for (const auto &[id, calls] : std::map(m_calls))
        calls->answerOpenCalls();
    for (auto *session : m_sessions.all())
        session->close(closing::kRestart, u"the core stops"_s);
    const QDeadlineTimer forSockets(m_options.limits.goodbye * 2);
    while (!m_calls.empty() && !forSockets.hasExpired())
        co_await m_changed.wait(std::chrono::milliseconds(forSockets.remainingTime()));
}

} // namespace counterbell::rpc
