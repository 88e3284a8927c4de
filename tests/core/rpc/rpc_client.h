// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QTest>
#include <QTimer>
#include <QWebSocket>

#include <optional>

/// A script that speaks JSON-RPC to a server of this process. Every wait is for a condition, with a deadline.
class RpcClient
{
public:
    static constexpr int kPatience = 5000;

    RpcClient()
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
            const auto document = QJsonDocument::fromJson(text.toUtf8());
            if (document.isArray())
                lists.append(document.array());
            else
                frames.append(document.object());
        });
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [this] { wasConnected = true; });
        QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket, [this] { isGone = true; });
    }

    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    /// Whether the upgrade succeeded.
    bool open(const QUrl &url, const Headers &headers)
    {
        QNetworkRequest request(url);
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        m_socket.open(request);
        return until([this] { return wasConnected || isGone || hasFailed(); }) && wasConnected;
    }
    bool open(const QUrl &url, const QByteArray &token)
    {
        return open(url, Headers{{"Authorization", "Bearer " + token}});
    }

    void sendText(const QString &text) { m_socket.sendTextMessage(text); }
    void send(const QJsonValue &id, const QString &method, const QJsonObject &params = {})
    {
        QJsonObject request{{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
                            {QStringLiteral("method"), method},
                            {QStringLiteral("params"), params}};
        if (!id.isUndefined())
            request.insert(QStringLiteral("id"), id);
        sendText(QString::fromUtf8(QJsonDocument(request).toJson(QJsonDocument::Compact)));
    }

    /// The answer with this id, once it is here; an empty object when it never comes.
    QJsonObject answerTo(const QJsonValue &id)
    {
        std::optional<QJsonObject> found;
        (void)until([&] {
            for (const auto &frame : frames) {
                if (frame.contains(QStringLiteral("id")) && frame.value(QStringLiteral("id")) == id)
                    found = frame;
            }
            return found || isGone;
        });
        return found.value_or(QJsonObject{});
    }

    QJsonObject call(const QString &method, const QJsonObject &params = {})
    {
        const QJsonValue id = ++m_lastId;
        send(id, method, params);
        return answerTo(id);
    }
    QJsonObject result(const QString &method, const QJsonObject &params = {})
    {
        return call(method, params).value(QStringLiteral("result")).toObject();
    }
    static int code(const QJsonObject &answer)
    {
        return answer.value(QStringLiteral("error")).toObject().value(QStringLiteral("code")).toInt();
    }
    static QString message(const QJsonObject &answer)
    {
        return answer.value(QStringLiteral("error")).toObject().value(QStringLiteral("message")).toString();
    }
    static QJsonObject data(const QJsonObject &answer)
    {
        return answer.value(QStringLiteral("error")).toObject().value(QStringLiteral("data")).toObject();
    }
    static QString reason(const QJsonObject &answer) { return data(answer).value(QStringLiteral("reason")).toString(); }

    /// The close code, once the connection is gone; 0 when it stays.
    int closeCode()
    {
        if (!until([this] { return isGone; }))
            return 0;
        return m_socket.closeCode();
    }
    bool hasFailed() const { return m_socket.error() != QAbstractSocket::UnknownSocketError; }
    QWebSocket &socket() { return m_socket; }

    QList<QJsonObject> frames;
    QList<QJsonArray> lists;
    bool wasConnected = false;
    bool isGone = false;

private:
    /// As qWaitFor() does, without its rests of 10 ms.
    template <class Condition>
    static bool until(Condition isMet)
    {
        const QDeadlineTimer deadline(kPatience);
        QTimer wake;
        wake.start(50);
        while (!isMet() && !deadline.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return isMet();
    }

    QWebSocket m_socket;
    int m_lastId = 1000;
};
