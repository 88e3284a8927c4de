// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkRequest>
#include <QSignalSpy>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>
#include <QtEndian>

namespace counterbell::relay::test
{

/// The core's end of a link, scripted: says what it is told, keeps what it hears, and can prove silence.
class LinkClient
{
public:
    struct Event {
        qint64 seq = 0;
        QJsonObject header;
        QByteArray body;
    };
    /// A text frame has `control`, a binary one `events`.
    struct Frame {
        QJsonObject control;
        QList<Event> events;
        qsizetype size = 0;
    };

    LinkClient(quint16 port, const QByteArray &token, const QString &subprotocol = QStringLiteral("counterbell.link.1"),
               const QString &scheme = QStringLiteral("ws"))
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
            m_frames.append({QJsonDocument::fromJson(text.toUtf8()).object(), {}, text.size()});
        });
        QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket,
                         [this](const QByteArray &bytes) { m_frames.append({{}, eventsOf(bytes), bytes.size()}); });
        QNetworkRequest request(QUrl(QStringLiteral("%1://127.0.0.1:%2/link/1").arg(scheme).arg(port)));
        if (!token.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + token);
        QWebSocketHandshakeOptions options;
        if (!subprotocol.isEmpty())
            options.setSubprotocols({subprotocol});
        // The test's own certificate is known to nobody.
        QObject::connect(&m_socket, &QWebSocket::sslErrors, &m_socket, [this] { m_socket.ignoreSslErrors(); });
        m_socket.open(request, options);
        wait([this] { return m_socket.state() != QAbstractSocket::ConnectingState; });
    }

    void say(const QByteArray &text) { m_socket.sendTextMessage(QString::fromUtf8(text)); }
    void sayBinary(const QByteArray &bytes) { m_socket.sendBinaryMessage(bytes); }
    void ack(qint64 seq) { say("{\"t\":\"ack\",\"seq\":" + QByteArray::number(seq) + "}"); }

    /// Says hello and returns the welcome; an empty object when there is none.
    QJsonObject hello(const QByteArray &extra = {}, const QByteArray &store = "store-1", int term = 1)
    {
        say("{\"t\":\"hello\",\"store\":\"" + store + "\",\"term\":" + QByteArray::number(term) + extra + "}");
        return next().control;
    }

    /// The next frame, or an empty one when none comes.
    Frame next(int milliseconds = 8000)
    {
        wait([this] { return !m_frames.isEmpty() || isClosed(); }, milliseconds);
        return m_frames.isEmpty() ? Frame{} : m_frames.takeFirst();
    }

    /// Events from the following frames until there are `count`, or none come any more.
    QList<Event> events(int count)
    {
        QList<Event> all;
        while (all.size() < count) {
            const auto frame = next();
            if (frame.events.isEmpty())
                break;
            all += frame.events;
        }
        return all;
    }

    /// The relay answers a ping after everything it had to say before: then nothing has come.
    bool isSilent()
    {
        QSignalSpy pong(&m_socket, &QWebSocket::pong);
        m_socket.ping();
        wait([&] { return !pong.isEmpty() || isClosed(); });
        return !pong.isEmpty() && m_frames.isEmpty();
    }

    /// The close code; 0 when the link is still open after the time.
    int closeCode(int milliseconds = 8000)
    {
        wait([this] { return isClosed(); }, milliseconds);
        return isClosed() ? int(m_socket.closeCode()) : 0;
    }

    [[nodiscard]] bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    /// Drops the connection without a close frame, as a cut line does.
    void cut() { m_socket.abort(); }
    QWebSocket &socket() { return m_socket; }

private:
    template <class Until>
    void wait(Until until, int milliseconds = 8000)
    {
        const QDeadlineTimer deadline(milliseconds);
        QTimer wakeUp;
        wakeUp.start(50);
        QEventLoop loop;
        while (!until() && !deadline.hasExpired())
            loop.processEvents(QEventLoop::WaitForMoreEvents);
    }

    static QList<Event> eventsOf(const QByteArray &bytes)
    {
        QList<Event> events;
        for (qsizetype at = 0; at + 8 <= bytes.size();) {
            const auto header = qFromBigEndian<quint32>(bytes.constData() + at);
            const auto body = qFromBigEndian<quint32>(bytes.constData() + at + 4);
            const auto json = QJsonDocument::fromJson(bytes.mid(at + 8, header)).object();
            events.append({json[QStringLiteral("seq")].toInteger(), json, bytes.mid(at + 8 + header, body)});
            at += 8 + qint64(header) + body;
        }
        return events;
    }

    QWebSocket m_socket;
    QList<Frame> m_frames;
};

} // namespace counterbell::relay::test
