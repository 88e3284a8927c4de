// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <deque>
#include <map>

namespace counterbell::ui
{

/// A core of this test's making. It starts Online with Mia, a manager, in a sandbox workspace, at 17 May 2026, 12:00
/// UTC. Answers come by method name and never inside call(). Events: emit the client's own signals
/// (`Q_EMIT client.messageAdded(m);`).
class FakeCoreClient : public CoreClient
{
    Q_OBJECT

public:
    /// One request, with its parameters as they would have gone over the wire.
    struct Call {
        QString method;
        QJsonObject parameters;
    };
    using Reply = std::function<Result<QJsonObject>(const QJsonObject &parameters)>;

    explicit FakeCoreClient(QObject *parent = nullptr);

    /// The next answer to `method`. Several are used up in order, and the last one stays. Calls that wait already get
    /// it at once; a call for which nothing was ever given waits.
    void answer(QLatin1StringView method, const QJsonObject &result);
    void refuse(QLatin1StringView method, const Error &error);
    /// The same, made from the parameters.
    void answerWith(QLatin1StringView method, Reply reply);
    template <class P, class R>
    void answer(const MethodName<P, R> &method, const std::type_identity_t<R> &result)
    {
        answer(method.name, toJson(result));
    }
    template <class P, class R>
    void refuse(const MethodName<P, R> &method, const Error &error)
    {
        refuse(method.name, error);
    }
    /// Forgets all answers to `method`: the next call waits.
    void forget(QLatin1StringView method) { m_replies.erase(QString(method)); }

    /// Every call so far; clear it as you like.
    std::vector<Call> calls;
    /// The calls of one method.
    [[nodiscard]] std::vector<Call> callsOf(QLatin1StringView method) const;
    /// Parameters of the newest call of this method; empty when there was none.
    [[nodiscard]] QJsonObject lastCall(QLatin1StringView method) const;

    void setConnection(Connection connection, std::optional<QDateTime> nextAttempt = std::nullopt);
    void setWho(std::optional<Signed> who);
    void setRole(Role role); ///< the same member with another role and its permissions
    void setCore(std::optional<HelloResult> core) { m_core = std::move(core); }
    /// Emits clockMoved.
    void setNow(Timestamp now);

    [[nodiscard]] Connection connection() const override { return m_connection; }
    [[nodiscard]] std::optional<QDateTime> nextAttempt() const override { return m_nextAttempt; }
    void tryNow() override { ++tries; }
    void signIn(const QString &login, const QString &pin, QObject *context,
                std::function<void(Result<Signed>)> answer) override;
    void signOut() override;
    [[nodiscard]] const std::optional<Signed> &who() const override { return m_who; }
    [[nodiscard]] const std::optional<HelloResult> &core() const override { return m_core; }
    [[nodiscard]] Timestamp now() const override { return m_now; }
    void request(QLatin1StringView method, const QJsonObject &parameters, RawAnswer answer) override;

    int tries = 0; ///< how often tryNow() was called

private:
    struct Waiting {
        QJsonObject parameters;
        RawAnswer answer;
    };
    void add(const QString &method, Reply reply);
    void deliver(Result<QJsonObject> result, RawAnswer answer);

    Connection m_connection = Connection::Online;
    std::optional<QDateTime> m_nextAttempt;
    std::optional<Signed> m_who;
    std::optional<HelloResult> m_core;
    Timestamp m_now;
    std::map<QString, std::deque<Reply>> m_replies;
    std::map<QString, std::deque<Waiting>> m_waiting;
};

} // namespace counterbell::ui
