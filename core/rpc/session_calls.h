// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rpc/json_rpc.h"
#include "core/rpc/limits.h"
#include "core/rpc/method.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <map>

namespace counterbell
{
class TaskGroup;
}

namespace counterbell::rpc
{

class MethodRegistry;
class Session;

/// The calls of one session: checks each, runs some side by side, keeps the others waiting, and answers every one
/// exactly once. A call that outlives its session still runs to its end; its answer is dropped.
class SessionCalls : public QObject
{
    Q_OBJECT

public:
    SessionCalls(Session &session, const MethodRegistry &registry, TaskGroup &tasks, const Limits &limits);
    ~SessionCalls() override;

    void receive(const QByteArray &frame);

    /// From now on new calls are refused with `shuttingDown`; those under way go on.
    void refuseNewCalls();
    /// Answers what is still open with `shuttingDown`.
    void answerOpenCalls();
    [[nodiscard]] bool isIdle() const { return m_open.empty() && m_waiting.empty(); }

Q_SIGNALS:
    void idle();

private:
    struct Replies;
    struct Call {
        Request request;
        std::shared_ptr<Replies> replies;
        qsizetype bytes = 0;
    };
    using Outcome = tl::expected<QJsonObject, Fault>;

    void startWaiting();
    void start(Call call);
    [[nodiscard]] tl::expected<const Method *, Fault> admit(const Request &request) const;
    static QCoro::Task<void> run(QPointer<SessionCalls> calls, quint64 number, Started started);
    void finish(quint64 number, const Outcome &outcome);
    void reply(const std::shared_ptr<Replies> &replies, const std::optional<QJsonValue> &id, const Outcome &outcome);

    Session &m_session;
    const MethodRegistry &m_registry;
    TaskGroup &m_tasks;
    const Limits &m_limits;
    std::deque<Call> m_waiting;
    qsizetype m_waitingBytes = 0;
    std::map<quint64, Call> m_open;
    quint64 m_lastNumber = 0;
    bool m_isStarting = false;
    bool m_isStopping = false;
};

} // namespace counterbell::rpc
