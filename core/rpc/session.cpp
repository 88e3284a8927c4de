// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/session.h"

#include <QLoggingCategory>
#include <QWebSocket>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcSession, "counterbell.rpc.session", QtInfoMsg)

namespace counterbell::rpc
{

Session::Session(SessionId id, QWebSocket *socket, const Limits &limits, QObject *parent)
    : QObject(parent), m_id(id), m_limits(limits), m_socket(socket)
{
    m_socket->setParent(this);
    limitFrames(m_limits.frameBeforeLogin);
    m_stall.setSingleShot(true);
    m_stall.setInterval(m_limits.stall);
    connect(m_socket, &QWebSocket::textMessageReceived, this, &Session::receive);
    // The frame's signal, not the message's: nobody has to wait for the end of what is unwanted.
    connect(m_socket, &QWebSocket::binaryFrameReceived, this,
            [this] { close(closing::kNotText, u"text frames only"_s); });
    connect(m_socket, &QWebSocket::bytesWritten, this, &Session::watchStall);
    connect(m_socket, &QWebSocket::disconnected, this, &Session::ended);
    connect(&m_stall, &QTimer::timeout, this, [this] {
        qCWarning(lcSession, "session %lld takes nothing any more", m_id.value);
        m_socket->abort();
    });
}

Session::~Session()
{
    m_socket->disconnect(this); // it says `disconnected` once more while it goes
    delete m_socket;
}

void Session::signIn(Member member)
{
    m_member = std::move(member);
    limitFrames(m_limits.frameAfterLogin);
}

void Session::signOut()
{
    if (!m_member)
        return;
    m_member.reset();
    limitFrames(m_limits.frameBeforeLogin);
    Q_EMIT signedOut();
}

qint64 Session::backlog() const
{
    return m_socket->bytesToWrite();
}

void Session::send(const QString &frame)
{
    if (m_isClosing)
        return;
    if (backlog() > m_limits.backlog) {
        qCWarning(lcSession, "session %lld reads too slowly", m_id.value);
        close(closing::kOverLimit, u"reads too slowly"_s);
        return;
    }
    m_socket->sendTextMessage(frame);
    if (!m_stall.isActive())
        m_stall.start();
}

void Session::close(int code, const QString &why)
{
    if (m_isClosing)
        return;
    m_isClosing = true;
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), why);
    // A peer that reads nothing never sees the close frame, and Qt would wait for it for ever.
    QTimer::singleShot(m_limits.goodbye, m_socket, [socket = m_socket] { socket->abort(); });
}

void Session::receive(const QString &text)
{
    if (!m_isClosing)
        Q_EMIT frameReceived(text.toUtf8());
}

void Session::limitFrames(qint64 bytes)
{
    m_socket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(bytes));
    m_socket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(bytes));
}

void Session::watchStall()
{
    if (backlog() == 0)
        m_stall.stop();
    else
        m_stall.start();
    Q_EMIT backlogShrank();
}

} // namespace counterbell::rpc
