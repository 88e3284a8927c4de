// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/rpc_socket.h"

namespace counterbell::ui
{

/// The core over its WebSocket (CONTRACT 3).
///
/// It dials again by itself, 0.2-30 s with full jitter on a steady clock. Whoever was signed in is signed in again:
/// their PIN is kept in memory until they sign out or it is refused, and never anywhere else. It is Online once the
/// events that were missed have been told, or `resynced` where the core no longer has them.
class WsCoreClient : public CoreClient
{
    Q_OBJECT

public:
    explicit WsCoreClient(CoreLocator locate, SocketTimes times = {}, QObject *parent = nullptr);
    ~WsCoreClient() override;

    /// Begins; before that it dials nothing.
    void start();
    /// Ends the connection for good, without a further attempt.
    void stop();

    [[nodiscard]] Connection connection() const override { return m_connection; }
    [[nodiscard]] std::optional<QDateTime> nextAttempt() const override { return m_nextAttempt; }
    void tryNow() override;
    void signIn(const QString &login, const QString &pin, QObject *context,
                std::function<void(Result<Signed>)> answer) override;
    void signOut() override;
    [[nodiscard]] const std::optional<Signed> &who() const override { return m_who; }
    [[nodiscard]] const std::optional<HelloResult> &core() const override { return m_core; }
    [[nodiscard]] Timestamp now() const override;
    void request(QLatin1StringView method, const QJsonObject &parameters, RawAnswer answer) override;

private:
    using Step = void (WsCoreClient::*)();
    void dial();
    void greet();
    void welcome(const HelloResult &core);
    void signInAgain();
    void logIn(const Login &login, std::function<void(Result<Signed>)> answer);
    void subscribe(std::function<void()> online);
    void afterSubscribe(const Subscribed &subscribed);
    void goOnline(bool isResync);
    void askClock();
    void receive(qint64 seq, const QString &name, const QJsonObject &data);
    void lose(int code, const QString &why);
    void forgetMember();
    void setConnection(Connection connection);
    void setOffset(std::chrono::milliseconds offset);

    const CoreLocator m_locate;
    const SocketTimes m_times;
    RpcSocket *m_socket = nullptr;
    QTimer m_redial;
    QTimer m_catchUp;
    bool m_isStopped = true;
    bool m_isOpen = false;
    int m_failures = 0;
    Connection m_connection = Connection::Connecting;
    std::optional<QDateTime> m_nextAttempt;
    std::optional<HelloResult> m_core;
    std::optional<Signed> m_who;
    std::optional<Login> m_login; ///< with the PIN: in memory only
    std::optional<qint64> m_lastSeq;
    bool m_isAskedInVain = false;
    qint64 m_target = 0; ///< the number at which nothing is missing any more
    std::function<void()> m_online;
    std::chrono::milliseconds m_offset{0};
};

} // namespace counterbell::ui
