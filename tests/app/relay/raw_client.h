// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDeadlineTimer>
#include <QTcpSocket>

namespace counterbell::relay::test
{

struct Reply {
    /// 0 when the connection ended, or nothing came in time.
    int status = 0;
    QByteArray head;
    QByteArray body;
};

/// A TCP connection that sends exactly the bytes it is given: the client that no HTTP library would be.
class RawClient
{
public:
    explicit RawClient(quint16 port)
    {
        m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        m_socket.waitForConnected(5000);
    }

    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(5000)) {
        }
    }

    /// The next response; `headOnly` for the answer to a HEAD.
    Reply read(bool headOnly = false, int milliseconds = 8000)
    {
        const QDeadlineTimer deadline(milliseconds);
        Reply reply;
        qsizetype end = -1;
        while ((end = m_in.indexOf("\r\n\r\n")) < 0)
            if (!more(deadline))
                return reply;
        reply.head = m_in.left(end + 4);
        m_in.remove(0, end + 4);
        reply.status = reply.head.mid(9, 3).toInt();
        const auto length = headOnly ? 0 : header(reply, "Content-Length").toLongLong();
        while (m_in.size() < length)
            if (!more(deadline))
                return {};
        reply.body = m_in.left(length);
        m_in.remove(0, length);
        return reply;
    }

    /// True once the relay has ended the connection; false when it is still open after the time.
    bool isEnded(int milliseconds = 8000)
    {
        const QDeadlineTimer deadline(milliseconds);
        while (m_in.isEmpty() && m_socket.state() == QAbstractSocket::ConnectedState && !deadline.hasExpired())
            more(deadline);
        return m_socket.state() != QAbstractSocket::ConnectedState;
    }

    /// Moves what has come, of whatever kind, to heard().
    void drop()
    {
        m_heard += std::exchange(m_in, {});
        m_socket.waitForReadyRead(0);
        m_heard += m_socket.readAll();
    }
    [[nodiscard]] const QByteArray &heard() const { return m_heard; }

    bool isOpen()
    {
        m_socket.waitForReadyRead(0);
        return m_socket.state() == QAbstractSocket::ConnectedState;
    }

    static QByteArray header(const Reply &reply, const QByteArray &name)
    {
        for (const auto &line : reply.head.split('\n'))
            if (line.left(name.size() + 1).toLower() == (name + ':').toLower())
                return line.mid(name.size() + 1).trimmed();
        return {};
    }

private:
    bool more(const QDeadlineTimer &deadline)
    {
        if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(int(deadline.remainingTime())))
            return false;
        m_in += m_socket.readAll();
        return true;
    }

    QTcpSocket m_socket;
    QByteArray m_in;
    QByteArray m_heard;
};

[[nodiscard]] inline QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &headers = {})
{
    return "POST " + target + " HTTP/1.1\r\nHost: relay\r\n" + headers +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace counterbell::relay::test
