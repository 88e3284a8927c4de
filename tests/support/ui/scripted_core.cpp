// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/scripted_core.h"

#include <QHostAddress>
#include <QJsonDocument>
#include <QNetworkRequest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

ScriptedCore::ScriptedCore()
    : m_server(std::make_unique<QWebSocketServer>(u"scripted core"_s, QWebSocketServer::NonSecureMode))
{
    connect(m_server.get(), &QWebSocketServer::newConnection, this, &ScriptedCore::welcome);
    m_server->listen(QHostAddress::LocalHost, 0);
    m_port = m_server->serverPort();
}

ScriptedCore::~ScriptedCore()
{
    goAway();
}

CoreAddress ScriptedCore::address() const
{
    return {QUrl(u"ws://127.0.0.1:%1"_s.arg(m_port)), "the-launch-token"};
}

void ScriptedCore::goAway()
{
    m_server->close();
    if (auto *peer = std::exchange(m_peer, nullptr)) {
        peer->disconnect(this);
        peer->abort();
        peer->deleteLater();
    }
}

bool ScriptedCore::listenAgain()
{
    return m_server->listen(QHostAddress::LocalHost, m_port);
}

void ScriptedCore::closeConnection(int code)
{
    m_peer->close(static_cast<QWebSocketProtocol::CloseCode>(code));
}

void ScriptedCore::welcome()
{
    while (auto *socket = m_server->nextPendingConnection()) {
        ++connections;
        authorizations.push_back(socket->request().rawHeader("Authorization"));
        origins.push_back(socket->request().rawHeader("Origin"));
        m_peer = socket;
        socket->setParent(this);
        connect(socket, &QWebSocket::textMessageReceived, this, &ScriptedCore::receive);
        connect(socket, &QWebSocket::disconnected, this, [this, socket] {
            if (m_peer == socket)
                m_peer = nullptr;
            socket->deleteLater();
        });
    }
}

void ScriptedCore::receive(const QString &text)
{
    const auto frame = QJsonDocument::fromJson(text.toUtf8()).object();
    const Asked call{frame["id"_L1].toInteger(), frame["method"_L1].toString(), frame["params"_L1].toObject()};
    asked.push_back(call);
    if (silent.contains(call.method))
        return;
    if (call.method == u"session.login"_s && !loginRefusal.isEmpty())
        return refuse(call.id, loginRefusal);
    if (call.method == u"session.login"_s && call.params["pin"_L1] == u"0000"_s)
        return refuse(call.id, u"wrongPin"_s, {{u"retryAfterSeconds"_s, 8}});
    if (const auto result = automaticAnswer(call))
        answer(call.id, *result);
}

std::optional<QJsonObject> ScriptedCore::automaticAnswer(const Asked &call)
{
    if (call.method == u"session.hello"_s)
        return QJsonObject{{u"contract"_s, 1}, {u"software"_s, u"0.1.0"_s}, {u"kind"_s, kind}, {u"epoch"_s, epoch}};
    if (call.method == u"session.login"_s) {
        const auto login = call.params["name"_L1].toString();
        const QJsonObject member{{u"id"_s, login == u"manager"_s ? u"2"_s : u"3"_s},
                                 {u"login"_s, login},
                                 {u"name"_s, login == u"manager"_s ? u"Mia Tanaka"_s : u"Priya Nair"_s},
                                 {u"role"_s, login},
                                 {u"optedOut"_s, false}};
        return QJsonObject{{u"member"_s, member}, {u"permissions"_s, QJsonArray{u"all"_s}}};
    }
    if (call.method == u"session.logout"_s)
        return QJsonObject{};
    if (call.method == u"session.members"_s)
        return QJsonObject{
            {u"items"_s, QJsonArray{QJsonObject{
                             {u"login"_s, u"manager"_s}, {u"name"_s, u"Mia Tanaka"_s}, {u"role"_s, u"manager"_s}}}}};
    if (call.method == u"events.subscribe"_s) {
        QJsonObject result{{u"seq"_s, head}};
        if (resync)
            result.insert(u"resync"_s, true);
        return result;
    }
    if (call.method == u"sandbox.advanceClock"_s)
        return QJsonObject{{u"now"_s, u"2026-05-17T12:00:00.000Z"_s}, {u"offsetSeconds"_s, clockOffset}};
    return std::nullopt;
}

void ScriptedCore::answer(qint64 id, const QJsonObject &result)
{
    const QJsonObject frame{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"result"_s, result}};
    sendText(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
}

void ScriptedCore::refuse(qint64 id, const QString &reason, const QJsonObject &details)
{
    const QJsonObject error{{u"code"_s, -32000},
                            {u"message"_s, reason},
                            {u"data"_s, QJsonObject{{u"reason"_s, reason}, {u"details"_s, details}}}};
    const QJsonObject frame{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"error"_s, error}};
    sendText(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
}

void ScriptedCore::sendEvent(qint64 seq, const QString &name, const QJsonObject &data)
{
    const QJsonObject params{{u"seq"_s, seq}, {u"name"_s, name}, {u"data"_s, data}};
    const QJsonObject frame{{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, u"event"_s}, {u"params"_s, params}};
    sendText(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
}

void ScriptedCore::sendText(const QString &frame)
{
    if (m_peer)
        m_peer->sendTextMessage(frame);
}

std::vector<ScriptedCore::Asked> ScriptedCore::askedFor(const QString &method) const
{
    std::vector<Asked> found;
    std::ranges::copy_if(asked, std::back_inserter(found), [&](const Asked &call) { return call.method == method; });
    return found;
}

} // namespace counterbell::ui
