// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rpc/limits.h"
#include "core/rpc/method.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QWebSocket;

namespace counterbell::rpc
{

/// Close codes of our side (RFC 6455 and CONTRACT 3). 1013 would say "later" better than 1008 does, but Qt's client
/// takes it for a protocol error.
namespace closing
{
inline constexpr int kRestart = 1001;    ///< the core stops
inline constexpr int kNotText = 1003;    ///< a binary frame
inline constexpr int kOverLimit = 1008;  ///< reads too slowly, calls too much, one connection too many
inline constexpr int kTrouble = 1011;    ///< our own failure; come back
inline constexpr int kWrongToken = 4401; ///< the handshake's launch token
inline constexpr int kSignedOut = 4403;  ///< the member has to sign in anew: their PIN was changed
} // namespace closing

/// A session is its connection: text frames both ways within the limits, and who is signed in on it.
/// It ends with the connection and by nothing else; no clock ends it.
class Session : public QObject
{
    Q_OBJECT

public:
    Session(SessionId id, QWebSocket *socket, const Limits &limits, QObject *parent);
    ~Session() override;

    [[nodiscard]] SessionId id() const { return m_id; }
    [[nodiscard]] const std::optional<Member> &member() const { return m_member; }
    [[nodiscard]] Caller caller() const { return {m_member, m_id}; }

    void signIn(Member member);
    void signOut();

    /// Bytes that the peer hasn't taken yet.
    [[nodiscard]] qint64 backlog() const;
    /// Sends a text frame, unless the session is being closed. A peer that reads too slowly is closed instead.
    void send(const QString &frame);
    void close(int code, const QString &why);

Q_SIGNALS:
    void frameReceived(const QByteArray &frame);
    void signedOut();
    void backlogShrank();
    void ended();

private:
    void receive(const QString &text);
    void limitFrames(qint64 bytes);
    void watchStall();

    const SessionId m_id;
    const Limits &m_limits;
    QWebSocket *m_socket;
    std::optional<Member> m_member;
    bool m_isClosing = false;
    QTimer m_stall;
};

} // namespace counterbell::rpc
