// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/session.h"
#include "core/rpc/event_feed.h"
#include "core/rpc/limits.h"
#include "core/rpc/method.h"

#include <QObject>
#include <QPointer>

#include <map>

namespace counterbell
{
class TaskGroup;
}

namespace counterbell::rpc
{

class MethodRegistry;
class Session;
class Sessions;

/// Brings committed events to the sessions that subscribed: every one, once, in order (CONTRACT 3).
///
/// A subscription is either live, then it is handed what commits, or behind, then it reads pages from the log until
/// it has what was published meanwhile, and is live again. It starts behind when it comes with an old number, and
/// falls behind when its reader is slow; so nothing is kept in memory for it.
class EventHub : public QObject
{
    Q_OBJECT

public:
    EventHub(Sessions &sessions, EventFeed &feed, TaskGroup &tasks, Limits limits = {});
    ~EventHub() override;

    /// Adds events.subscribe.
    void addTo(MethodRegistry &registry);

    /// What the store has just committed, in the order of the numbers.
    void publish(const std::vector<Event> &events);

private:
    struct Subscription {
        quint64 generation = 0; ///< tells an old coroutine that the session has subscribed anew
        qint64 last = 0;        ///< the newest number that was sent, or that nothing up to it is wanted
        enum class State { Live, Reading, Slow } state = State::Reading;
    };

    QCoro::Task<Result<Subscribed>> subscribe(Caller caller, Subscribe request);
    /// Whether the log has this event, which nobody has told of here.
    static QCoro::Task<bool> isLogged(QPointer<EventHub> hub, qint64 seq);
    static QCoro::Task<void> catchUp(QPointer<EventHub> hub, SessionId id, quint64 generation);
    void startCatchUp(SessionId id);
    void resumeSlow(SessionId id);
    [[nodiscard]] Subscription *find(SessionId id, quint64 generation);
    [[nodiscard]] bool isFull(const Session &session) const;
    void drop(SessionId id, int code, const QString &why);

    Sessions &m_sessions;
    EventFeed &m_feed;
    TaskGroup &m_tasks;
    const Limits m_limits;
    std::map<SessionId, Subscription> m_subscriptions;
    quint64 m_lastGeneration = 0;
    qint64 m_published; ///< the newest number that publish() or the feed has told
};

} // namespace counterbell::rpc
