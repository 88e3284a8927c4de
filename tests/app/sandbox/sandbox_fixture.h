// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_server.h"
#include "app/sandbox/sandbox_server.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTimer>

namespace counterbell::sandbox
{

/// Runs the event loop until `claim` holds or time is up; whether it held.
template <class Claim>
bool eventually(const Claim &claim, std::chrono::milliseconds patience = std::chrono::seconds(5))
{
    for (const QDeadlineTimer deadline(patience); !claim();) {
        if (deadline.hasExpired())
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
    return true;
}

inline QJsonValue testData(const QString &name)
{
    QFile file(QStringLiteral(COUNTERBELL_SOURCE_DIR "/tests/data/twilio/") + name);
    if (!file.open(QFile::ReadOnly))
        qFatal("%s can't be read", qUtf8Printable(file.fileName()));
    const auto document = QJsonDocument::fromJson(file.readAll());
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

/// What came back over one connection of its own: status 0 when it was closed without an answer.
struct Answer {
    int status = 0;
    QByteArray head;
    QByteArray body;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    [[nodiscard]] int code() const { return json()[QLatin1StringView("code")].toInt(); }
    [[nodiscard]] QByteArray header(const QByteArray &name) const
    {
        for (const auto &line : head.split('\n')) {
            if (line.toLower().startsWith(name.toLower() + ':'))
                return line.mid(name.size() + 1).trimmed();
        }
        return {};
    }
};

/// One request, byte for byte, never repeated: QNetworkAccessManager would resend what the faults cut off.
inline Answer exchange(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    QByteArray received;
    bool closed = false;
    QObject::connect(&socket, &QTcpSocket::connected, &socket, [&] { socket.write(request); });
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { received += socket.readAll(); });
    QObject::connect(&socket, &QTcpSocket::disconnected, &socket, [&] { closed = true; });
    socket.connectToHost(QHostAddress::LocalHost, port);
    eventually([&] { return closed; }, std::chrono::seconds(10));
    received += socket.readAll();
    const auto split = received.indexOf("\r\n\r\n");
    if (split < 0)
        return {};
    return {received.split(' ').value(1).toInt(), received.left(split), received.mid(split + 4)};
}

inline QByteArray requestText(const QByteArray &method, const QString &target, const QByteArray &headers,
                              const QByteArray &body)
{
    return method + ' ' + target.toUtf8() + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + headers +
           (method == "GET" ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n") + "\r\n" +
           body;
}

/// Takes webhooks and keeps them; `status` is what it answers, 0 cuts the connection.
class WebhookSink
{
public:
    WebhookSink()
        : m_server(
              [this](HttpRequest request, const HttpResponder &responder) {
                  requests.append(std::move(request));
                  const int answer = statuses.isEmpty() ? status : statuses.takeFirst();
                  if (answer == 0)
                      return responder.cutConnection();
                  QTimer::singleShot(thinks, &m_server, [responder, answer] { responder.send({answer, {}, {}}); });
              },
              [] { return QByteArray("Thu, 01 Jan 1970 00:00:00 GMT"); })
    {
        if (!m_server.listen(0))
            qFatal("no port for the sink");
    }

    [[nodiscard]] QString url(const QString &path) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.port()).arg(path);
    }
    /// The statuses that status callbacks told, in the order of arrival.
    [[nodiscard]] QStringList statusesTold() const
    {
        QStringList told;
        for (const auto &request : requests) {
            const auto form = request.form();
            if (form.has(QStringLiteral("MessageStatus")))
                told.append(form.value(QStringLiteral("MessageStatus")));
        }
        return told;
    }

    QList<HttpRequest> requests;
    QList<int> statuses; ///< answers for the first ones
    int status = 204;
    std::chrono::milliseconds thinks{0}; ///< how long it takes to answer

private:
    HttpServer m_server;
};

/// A whole sandbox in this process, on its own directory and free ports.
class RunningSandbox
{
public:
    explicit RunningSandbox(const QString &directory = {}, int maxConcurrent = 100)
        : server({.dataDir = directory.isEmpty() ? own.path() : directory,
                  .accountSid = QStringLiteral("AC00000000000000000000000000000001"),
                  .authToken = QStringLiteral("12345"),
                  .whatsappSender = QStringLiteral("+61480000001"),
                  .smsSender = QStringLiteral("+61480000002"),
                  .maxConcurrent = maxConcurrent})
    {
        if (const auto started = server.start(); !started)
            qFatal("%s", qUtf8Printable(started.error()));
    }

    [[nodiscard]] quint16 port() const { return quint16(server.baseUrl().port()); }
    [[nodiscard]] QString account() const { return QStringLiteral("/2010-04-01/Accounts/") + server.accountSid(); }
    [[nodiscard]] static QByteArray basic(const QString &user, const QString &password)
    {
        return "Authorization: Basic " + (user + QLatin1Char(':') + password).toUtf8().toBase64() + "\r\n";
    }
    [[nodiscard]] QByteArray credentials() const { return basic(server.accountSid(), server.authToken()); }

    /// A call with the account's credentials; `target` is a path, or begins after the account's path without `/`.
    Answer call(const QByteArray &method, const QString &target, const QByteArray &body = {},
                const QByteArray &contentType = "application/x-www-form-urlencoded") const
    {
        const auto path = target.startsWith(QLatin1Char('/')) ? target : account() + QLatin1Char('/') + target;
        return exchange(port(),
                        requestText(method, path, credentials() + "Content-Type: " + contentType + "\r\n", body));
    }
    Answer create(const QList<std::pair<QString, QString>> &fields) const
    {
        return call("POST", QStringLiteral("Messages.json"), Form(fields).encoded());
    }
    Answer sms(const QString &to, const QString &body, const QString &callback = {}) const
    {
        return create({{QStringLiteral("To"), to},
                       {QStringLiteral("From"), server.smsSender()},
                       {QStringLiteral("Body"), body},
                       {QStringLiteral("StatusCallback"), callback}});
    }
    Answer whatsApp(const QString &to, const QString &body, const QString &callback = {}) const
    {
        return create({{QStringLiteral("To"), QStringLiteral("whatsapp:") + to},
                       {QStringLiteral("From"), QStringLiteral("whatsapp:") + server.whatsappSender()},
                       {QStringLiteral("Body"), body},
                       {QStringLiteral("StatusCallback"), callback}});
    }
    /// A call of the control API.
    Answer control(const QByteArray &method, const QString &path, const QJsonObject &body = {}) const
    {
        return exchange(port(),
                        requestText(method, QStringLiteral("/sandbox") + path, "Content-Type: application/json\r\n",
                                    method == "GET" ? QByteArray() : QJsonDocument(body).toJson()));
    }
    [[nodiscard]] QJsonArray onHandset(const QString &number) const
    {
        return control("GET", QStringLiteral("/handsets/%1/messages").arg(number))
            .json()[QLatin1StringView("items")]
            .toArray();
    }
    [[nodiscard]] QJsonObject message(const QString &sid) const
    {
        return call("GET", QStringLiteral("Messages/%1.json").arg(sid)).json();
    }
    [[nodiscard]] QString statusOf(const QString &sid) const
    {
        return message(sid)[QLatin1StringView("status")].toString();
    }
    /// Sends both channels' inbound webhooks to `url`.
    void registerInbound(const QString &url) const
    {
        const auto number = call("GET", QStringLiteral("IncomingPhoneNumbers.json"))
                                .json()[QLatin1StringView("incoming_phone_numbers")][0][QLatin1StringView("sid")];
        call("POST", QStringLiteral("IncomingPhoneNumbers/%1.json").arg(number.toString()),
             Form({{QStringLiteral("SmsUrl"), url}}).encoded());
        const auto sender = call("GET", QStringLiteral("/v2/Channels/Senders?Channel=whatsapp"))
                                .json()[QLatin1StringView("senders")][0][QLatin1StringView("sid")];
        const QJsonObject webhook{{QStringLiteral("webhook"), QJsonObject{{QStringLiteral("callback_url"), url}}}};
        call("POST", QStringLiteral("/v2/Channels/Senders/") + sender.toString(), QJsonDocument(webhook).toJson(),
             "application/json");
    }

    QTemporaryDir own;
    SandboxServer server;
};

inline QString sidOf(const Answer &answer)
{
    return answer.json()[QLatin1StringView("sid")].toString();
}

} // namespace counterbell::sandbox
