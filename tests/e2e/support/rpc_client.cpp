// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/rpc_client.h"

#include "tests/e2e/support/waiting.h"

#include <QJsonDocument>
#include <QNetworkRequest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

QByteArray Reply::text() const
{
    if (ok())
        return QJsonDocument(result).toJson(QJsonDocument::Compact);
    return QByteArray::number(code) + ' ' + reason.toUtf8() + ' ' + message.toUtf8() + ' ' +
           QJsonDocument(details).toJson(QJsonDocument::Compact);
}

RpcClient::RpcClient(const QJsonObject &ready)
    : m_url(ready["core"_L1].toString()), m_token(ready["token"_L1].toString().toLatin1())
{
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                     [this](const QString &frame) { take(frame); });
}

bool RpcClient::connect(std::chrono::milliseconds patience)
{
    QNetworkRequest request(m_url);
    request.setRawHeader("Authorization", "Bearer " + m_token);
    const QDeadlineTimer deadline(patience);
    while (!isConnected()) {
        m_socket.open(request);
        const bool settled =
            waitUntil([this] { return isConnected() || m_socket.state() == QAbstractSocket::UnconnectedState; },
                      std::chrono::milliseconds(std::max<qint64>(deadline.remainingTime(), 1)));
        if (settled && isConnected())
            return true;
        if (deadline.hasExpired())
            return false;
        // Not at once: a port where nobody listens refuses thousands of times a second.
        (void)waitUntil([] { return false; }, 50ms);
    }
    return true;
}

bool RpcClient::login(const QString &name, const QString &pin, std::chrono::milliseconds patience)
{
    if (!connect(std::min<std::chrono::milliseconds>(patience, 10s)))
        return false;
    const auto reply = call("session.login"_L1, {{u"name"_s, name}, {u"pin"_s, pin}}, patience);
    if (!reply.ok())
        qWarning("login of %s: %s", qPrintable(name), reply.text().constData());
    return reply.ok();
}

Reply RpcClient::call(QLatin1StringView method, const QJsonObject &params, std::chrono::milliseconds patience)
{
    return answer(post(method, params), patience);
}

qint64 RpcClient::post(QLatin1StringView method, const QJsonObject &params)
{
    const auto id = ++m_lastId;
    const QJsonObject request{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}};
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
    return id;
}

Reply RpcClient::answer(qint64 id, std::chrono::milliseconds patience)
{
    if (!waitUntil([&] { return m_answers.contains(id) || !isConnected(); }, patience) || !m_answers.contains(id))
        return {.code = 1, .message = isConnected() ? u"no answer in time"_s : u"the connection is gone"_s};
    return m_answers.take(id);
}

bool RpcClient::subscribe()
{
    return call("events.subscribe"_L1).ok();
}

void RpcClient::take(const QString &frame)
{
    const auto object = QJsonDocument::fromJson(frame.toUtf8()).object();
    if (object["method"_L1].toString() == "event"_L1) {
        const auto params = object["params"_L1].toObject();
        m_events.push_back({params["seq"_L1].toInteger(), params["name"_L1].toString(), params["data"_L1].toObject()});
        return;
    }
    Reply reply{.result = object["result"_L1].toObject()};
    if (const auto error = object["error"_L1].toObject(); !error.isEmpty()) {
        const auto data = error["data"_L1].toObject();
        reply.code = error["code"_L1].toInt();
        reply.message = error["message"_L1].toString();
        reply.reason = data["reason"_L1].toString();
        reply.details = data["details"_L1].toObject();
    }
    m_answers.insert(object["id"_L1].toInteger(), reply);
}

} // namespace counterbell::e2e
