// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/core_link.h"

#include <QFile>
#include <QJsonDocument>
#include <QNetworkRequest>
#include <QUrl>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::sandbox
{

CoreLink::CoreLink(QString coreJson, QObject *parent) : QObject(parent), m_coreJson(std::move(coreJson))
{
    m_retry.setInterval(100ms);
    connect(&m_retry, &QTimer::timeout, this, &CoreLink::look);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_isConnected = true;
        Q_EMIT connected();
    });
    connect(&m_socket, &QWebSocket::disconnected, this, &CoreLink::lose);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &CoreLink::receive);
}

CoreLink::~CoreLink()
{
    m_socket.disconnect(this);
}

void CoreLink::follow(qint64 processId)
{
    m_processId = processId;
    m_socket.abort();
    lose();
    m_retry.start();
}

void CoreLink::look()
{
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        return;
    QFile file(m_coreJson);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto core = QJsonDocument::fromJson(file.readAll()).object();
    if (core.value("pid"_L1).toInteger() != m_processId)
        return;
    m_url = core.value("url"_L1).toString();
    m_token = core.value("token"_L1).toString();
    QNetworkRequest request{QUrl(m_url)};
    request.setRawHeader("Authorization", "Bearer " + m_token.toUtf8());
    m_socket.open(request);
}

void CoreLink::call(const QString &method, const QJsonObject &params, Answer answer)
{
    if (!m_isConnected) {
        answer(tl::unexpected(u"the core is not connected"_s));
        return;
    }
    const int id = ++m_lastId;
    m_waiting.insert(id, std::move(answer));
    const QJsonObject request{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}};
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
}

void CoreLink::receive(const QString &frame)
{
    const auto message = QJsonDocument::fromJson(frame.toUtf8()).object();
    const auto answer = m_waiting.take(message.value("id"_L1).toInt());
    if (!answer)
        return;
    if (message.contains("error"_L1)) {
        const auto error = message.value("error"_L1).toObject();
        const auto reason = error.value("data"_L1).toObject().value("reason"_L1).toString();
        answer(tl::unexpected(reason.isEmpty() ? error.value("message"_L1).toString() : reason));
    } else {
        answer(message.value("result"_L1).toObject());
    }
}

void CoreLink::lose()
{
    m_isConnected = false;
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &answer : waiting)
        answer(tl::unexpected(u"the core closed the connection"_s));
}

} // namespace counterbell::sandbox
