// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/async_condition.h"
#include "core/rpc/limits.h"
#include "core/rpc/method.h"

#include <QHostAddress>
#include <QObject>
#include <QUrl>

class QWebSocket;
class QWebSocketServer;

namespace counterbell
{
class TaskGroup;
}

namespace counterbell::rpc
{

class MethodRegistry;
class Session;
class SessionCalls;
class Sessions;

struct ServerOptions {
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0;       ///< 0: any free one
    QByteArray launchToken; ///< never empty
    Limits limits = {};
};

/// Lets consoles and scripts in: WebSocket, no Origin, the launch token, then JSON-RPC (CONTRACT 3).
/// Lives on the main thread, outlived by everything that its constructor is given.
class Server : public QObject
{
    Q_OBJECT

public:
    Server(const MethodRegistry &registry, Sessions &sessions, TaskGroup &tasks, ServerOptions options);
    ~Server() override;

    /// Starts listening and gives the ws:// URL. `invalidArgument` for an empty token, `conflict` with
    /// details.problem when the address can't be had.
    [[nodiscard]] Result<QUrl> listen();

    /// Stops: nobody new, no new calls, those under way get `patience` to end and are then answered with
    /// `shuttingDown`; every connection is closed with 1001. Done when the sockets are gone.
    [[nodiscard]] QCoro::Task<void> shutDown(std::chrono::milliseconds patience);

private:
    void welcomeAll();
    void welcome(QWebSocket *socket);
    static void turnAway(QWebSocket *socket, int code, const QString &why, std::chrono::milliseconds goodbye);

    const MethodRegistry &m_registry;
    Sessions &m_sessions;
    TaskGroup &m_tasks;
    const ServerOptions m_options;
    std::unique_ptr<QWebSocketServer> m_server;
    std::map<SessionId, SessionCalls *> m_calls;
    qint64 m_lastSession = 0;
    AsyncCondition m_changed; ///< a session has ended, or has no call open any more
};

} // namespace counterbell::rpc
