// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_address.h"

#include <QJsonObject>
#include <QObject>

#include <map>
#include <memory>

class QWebSocket;
class QWebSocketServer;

namespace counterbell::ui
{

/// A core of this test's making behind a real socket. It answers hello, login (any PIN but "0000"), subscribe and the
/// clock like the seeded sandbox shop; what else is asked waits until the test answers.
class ScriptedCore : public QObject
{
    Q_OBJECT

public:
    struct Asked {
        qint64 id = 0;
        QString method;
        QJsonObject params;
    };

    ScriptedCore();
    ~ScriptedCore() override;

    [[nodiscard]] CoreAddress address() const;
    /// Ends all connections and listens no more; `listenAgain` takes the same port.
    void goAway();
    bool listenAgain();
    void closeConnection(int code = 1001);

    void answer(qint64 id, const QJsonObject &result);
    void refuse(qint64 id, const QString &reason, const QJsonObject &details = {});
    void sendText(const QString &frame);
    void sendEvent(qint64 seq, const QString &name, const QJsonObject &data);

    /// What was asked by that method, over all connections.
    [[nodiscard]] std::vector<Asked> askedFor(const QString &method) const;

    std::vector<Asked> asked;
    std::vector<QByteArray> authorizations;
    std::vector<QByteArray> origins;
    int connections = 0;

    // What the automatic answers say.
    QString epoch = QStringLiteral("epoch-1");
    QString kind = QStringLiteral("sandbox");
    qint64 head = 10;
    bool resync = false;
    qint64 clockOffset = 0;
    QStringList silent; ///< methods that get no automatic answer
    QString loginRefusal;

private:
    void welcome();
    void receive(const QString &text);
    [[nodiscard]] std::optional<QJsonObject> automaticAnswer(const Asked &call);

    std::unique_ptr<QWebSocketServer> m_server;
    QWebSocket *m_peer = nullptr;
    quint16 m_port = 0;
};

} // namespace counterbell::ui
