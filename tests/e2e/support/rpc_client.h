// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QWebSocket>

#include <chrono>
#include <vector>

namespace counterbell::e2e
{

/// The answer to one call: a result, or a code with the reason and details of CONTRACT 3. Code 1 stands for no answer.
struct Reply {
    QJsonObject result = {};
    int code = 0;
    QString reason = {};
    QJsonObject details = {};
    QString message = {};

    [[nodiscard]] bool ok() const { return code == 0; }
    [[nodiscard]] QJsonValue operator[](QLatin1StringView name) const { return result.value(name); }
    [[nodiscard]] QJsonArray items() const { return result.value(QLatin1StringView("items")).toArray(); }
    /// For a failed comparison: the result or the error, in one line.
    [[nodiscard]] QByteArray text() const;
};

/// What `events.subscribe` brings.
struct Event {
    qint64 seq = 0;
    QString name;
    QJsonObject data;
};

/// A script at the core's contract: JSON-RPC 2.0 over one WebSocket. Each call runs the event loop until it is
/// answered; events are collected meanwhile.
class RpcClient
{
public:
    /// `ready` is what `up` printed: its "core" and "token" are used.
    explicit RpcClient(const QJsonObject &ready);

    /// Opens the socket; false when the core doesn't let it in. Repeated until `patience` is over, for a core that is
    /// just coming back.
    [[nodiscard]] bool connect(std::chrono::milliseconds patience = std::chrono::seconds(10));
    /// `connect` where needed, and session.login with the member's login and PIN (CONTRACT 3).
    [[nodiscard]] bool login(const QString &name, const QString &pin,
                             std::chrono::milliseconds patience = std::chrono::seconds(20));
    [[nodiscard]] Reply call(QLatin1StringView method, const QJsonObject &params = {},
                             std::chrono::milliseconds patience = std::chrono::seconds(20));
    /// Sends without waiting; the id to give to `answer`.
    [[nodiscard]] qint64 post(QLatin1StringView method, const QJsonObject &params);
    [[nodiscard]] Reply answer(qint64 id, std::chrono::milliseconds patience = std::chrono::seconds(20));
    /// events.subscribe; from now on `events` grows.
    [[nodiscard]] bool subscribe();

    [[nodiscard]] const std::vector<Event> &events() const { return m_events; }
    [[nodiscard]] bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }

private:
    void take(const QString &frame);

    QUrl m_url;
    QByteArray m_token;
    QWebSocket m_socket;
    qint64 m_lastId = 0;
    QHash<qint64, Reply> m_answers;
    std::vector<Event> m_events;
};

} // namespace counterbell::e2e
