// SPDX-License-Identifier: Apache-2.0
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimer>
#include <QUuid>
#include <QWebSocket>
#include <QWebSocketServer>

#include <chrono>
#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// A core of a few files: `ignore-term` makes it deaf to SIGTERM, `crash` makes it die at once, `old` makes it refuse
/// its data, `says` makes it do so with that file's sentence, `refuse-NAME` makes it refuse that member, `calls` grows
/// by a line for each call, `token` is kept from run to run.
class FakeCore : public QObject
{
public:
    explicit FakeCore(const QString &directory) : m_directory(directory) {}

    bool start(const QString &listen)
    {
        m_token = read(u"token"_s);
        if (m_token.isEmpty()) {
            m_token = QUuid::createUuid().toString(QUuid::Id128);
            write(u"token"_s, m_token.toUtf8());
        }
        if (!m_server.listen(QHostAddress(listen.section(u':', 0, 0)), listen.section(u':', 1).toUShort()))
            return false;
        connect(&m_server, &QWebSocketServer::newConnection, this, [this] { accept(); });
        QTimer::singleShot(200ms, this, [this] { m_isSeeded = true; });
        write(u"core.json"_s, QJsonDocument(QJsonObject{{u"url"_s, u"ws://"_s + listen},
                                                        {u"pid"_s, QCoreApplication::applicationPid()},
                                                        {u"token"_s, m_token}})
                                  .toJson());
        return true;
    }

private:
    QString read(const QString &name) const
    {
        QFile file(m_directory + u'/' + name);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QSaveFile file(m_directory + u'/' + name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            qFatal("can't write");
    }

    void accept()
    {
        auto *socket = m_server.nextPendingConnection();
        if (socket->request().rawHeader("Authorization") != "Bearer " + m_token.toUtf8())
            return socket->close(static_cast<QWebSocketProtocol::CloseCode>(4401));
        connect(socket, &QWebSocket::textMessageReceived, this,
                [this, socket](const QString &frame) { answer(socket, frame); });
        connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    }

    void answer(QWebSocket *socket, const QString &frame)
    {
        const auto call = QJsonDocument::fromJson(frame.toUtf8()).object();
        const auto method = call.value("method"_L1).toString();
        const auto params = call.value("params"_L1).toObject();
        if (method != "system.health"_L1) {
            QFile calls(m_directory + u"/calls"_s);
            if (calls.open(QIODevice::Append))
                calls.write(method.toUtf8() + ' ' + QJsonDocument(params).toJson(QJsonDocument::Compact) + '\n');
        }
        QJsonObject response{{u"jsonrpc"_s, u"2.0"_s}, {u"id"_s, call.value("id"_L1)}};
        if (method == "system.health"_L1)
            response.insert(u"result"_s, health());
        else if (method == "session.login"_L1 && isRefused(params.value("name"_L1).toString()))
            response.insert(u"error"_s, QJsonObject{{u"code"_s, -32000},
                                                    {u"message"_s, u"refused"_s},
                                                    {u"data"_s, QJsonObject{{u"reason"_s, u"wrongPin"_s}}}});
        else if (method == "session.login"_L1)
            response.insert(u"result"_s, QJsonObject{{u"permissions"_s, QJsonArray{}}});
        else if (method == "sandbox.advanceClock"_L1)
            response.insert(u"result"_s, QJsonObject{});
        else
            response.insert(u"error"_s, QJsonObject{{u"code"_s, -32601}, {u"message"_s, u"unknown"_s}});
        socket->sendTextMessage(QString::fromUtf8(QJsonDocument(response).toJson(QJsonDocument::Compact)));
    }

    bool isRefused(const QString &login) const { return QFile::exists(m_directory + u"/refuse-"_s + login); }

    QJsonObject health() const
    {
        QJsonArray checks;
        for (const auto &name :
             {u"database"_s, u"relayLink"_s, u"templates"_s, u"provider"_s, u"webhooks"_s, u"seed"_s, u"clock"_s}) {
            const bool isOk = m_isSeeded || name != u"seed"_s;
            checks.append(QJsonObject{{u"name"_s, name}, {u"status"_s, isOk ? u"ok"_s : u"degraded"_s}});
        }
        return {{u"status"_s, m_isSeeded ? u"ok"_s : u"degraded"_s}, {u"checks"_s, checks}};
    }

    const QString m_directory;
    QString m_token;
    QWebSocketServer m_server{u"core"_s, QWebSocketServer::NonSecureMode};
    bool m_isSeeded = false;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto words = app.arguments();
    const auto directory = words.value(2);
    // What a new workspace shall be, or one that is there already.
    const bool hasWorkspace =
        QFile::exists(directory + u"/provision.json"_s) || QFile::exists(directory + u"/core.json"_s);
    if (words.value(1) != u"--data"_s || words.value(3) != u"--listen"_s || !hasWorkspace)
        return 2;
    if (QFile::exists(directory + u"/crash"_s))
        return 1;
    if (QFile::exists(directory + u"/old"_s))
        return 2;
    if (QFile says(directory + u"/says"_s); says.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "counterbell-core: %s\n{\"level\":\"info\",\"message\":\"bye\"}\n",
                     says.readAll().constData());
        return 2;
    }
    if (QFile::exists(directory + u"/ignore-term"_s))
        std::signal(SIGTERM, SIG_IGN);
    FakeCore core(directory);
    return core.start(words.value(4)) ? app.exec() : 1;
}
