// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/event_hub.h"

#include "core/async/task_group.h"
#include "core/rpc/method_registry.h"
#include "core/rpc/sessions.h"

#include <QJsonDocument>
#include <QLoggingCategory>
#include <QPointer>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEvents, "counterbell.rpc.events", QtInfoMsg)

namespace counterbell::rpc
{

namespace
{
QString frameOf(const Event &event)
{
    const QJsonObject params{{u"seq"_s, event.seq}, {u"name"_s, event.name}, {u"data"_s, event.data}};
    const QJsonObject frame{{u"jsonrpc"_s, u"2.0"_s}, {u"method"_s, u"event"_s}, {u"params"_s, params}};
    return QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact));
}
} // namespace

EventHub::EventHub(Sessions &sessions, EventFeed &feed, TaskGroup &tasks, Limits limits)
    : m_sessions(sessions), m_feed(feed), m_tasks(tasks), m_limits(limits), m_published(feed.head())
{
    connect(&m_sessions, &Sessions::left, this, [this](SessionId id) { m_subscriptions.erase(id); });
}

EventHub::~EventHub() = default;

void EventHub::addTo(MethodRegistry &registry)
{
    registry.add<Subscribe, Subscribed>(
        "events.subscribe"_L1, "Sends events on this connection from now on, or those after a number"_L1,
        Permission::All, [this](Caller caller, Subscribe request) { return subscribe(caller, request); });
}

void EventHub::publish(const std::vector<Event> &events)
{
    if (events.empty())
        return;
    m_published = std::max(m_published, events.back().seq);
    std::vector<QString> frames(events.size()); // made once for all sessions, and only when one wants it
    for (auto *session : m_sessions.all()) {
        const auto found = m_subscriptions.find(session->id());
        if (found == m_subscriptions.end() || found->second.state != Subscription::State::Live)
            continue; // who reads the log finds them there
        const auto generation = found->second.generation;
        for (size_t i = 0; i < events.size(); ++i) {
            auto *subscription = find(session->id(), generation); // sending may have ended the session
            if (!subscription || subscription->last >= events[i].seq)
                continue;
            if (isFull(*session)) {
                subscription->state = Subscription::State::Slow;
                break;
            }
            if (frames[i].isEmpty())
                frames[i] = frameOf(events[i]);
            subscription->last = events[i].seq;
            session->send(frames[i]);
        }
    }
}

QCoro::Task<bool> EventHub::isLogged(QPointer<EventHub> hub, qint64 seq)
{
    const auto page = co_await hub->m_feed.read(seq - 1, 1);
    if (!hub || !page || page->events.empty())
        co_return false;
    co_return page->events.front().seq == seq;
}

QCoro::Task<Result<Subscribed>> EventHub::subscribe(Caller caller, Subscribe request)
{
    // Another core on the same database may have told of something that this one hasn't heard of yet.
    bool isAhead = request.after && *request.after > m_feed.head();
    if (isAhead)
        isAhead = co_await isLogged(this, *request.after);
    const auto head = isAhead ? std::max(*request.after, m_feed.head()) : m_feed.head();
    m_published = std::max(m_published, head);
    Subscribed answer;
    answer.seq = head;
    Subscription subscription;
    subscription.generation = ++m_lastGeneration;
    subscription.last = request.after.value_or(head);
    // A number beyond the newest is from other data, a restored backup's for one.
    if (subscription.last < 0 || subscription.last > head || subscription.last + 1 < m_feed.tail()) {
        answer.resync = true;
        subscription.last = head;
    }
    auto *session = m_sessions.find(caller.session);
    if (!session || !session->member())
        co_return refuse(Reason::NotSignedIn);
    const auto id = caller.session;
    m_subscriptions[id] = subscription;
    disconnect(session, &Session::backlogShrank, this, nullptr);
    connect(session, &Session::backlogShrank, this, [this, id] { resumeSlow(id); });
    // The answer goes first: it is sent before the event loop turns again.
    QMetaObject::invokeMethod(this, [this, id] { startCatchUp(id); }, Qt::QueuedConnection);
    co_return answer;
}

void EventHub::startCatchUp(SessionId id)
{
    const auto found = m_subscriptions.find(id);
    if (found != m_subscriptions.end() && found->second.state == Subscription::State::Reading)
        m_tasks.spawn(u"events for a session"_s, catchUp(this, id, found->second.generation));
}

void EventHub::resumeSlow(SessionId id)
{
    const auto found = m_subscriptions.find(id);
    const auto *session = m_sessions.find(id);
    if (found == m_subscriptions.end() || found->second.state != Subscription::State::Slow || !session)
        return;
    if (session->backlog() > m_limits.eventBacklog / 2)
        return;
    found->second.state = Subscription::State::Reading;
    startCatchUp(id);
}

QCoro::Task<void> EventHub::catchUp(QPointer<EventHub> hub, SessionId id, quint64 generation)
{
    while (auto *subscription = hub ? hub->find(id, generation) : nullptr) {
        const auto target = hub->m_published;
        if (subscription->last >= target) {
            subscription->state = Subscription::State::Live;
            co_return;
        }
        if (hub->isFull(*hub->m_sessions.find(id))) {
            subscription->state = Subscription::State::Slow;
            co_return;
        }
        const int limit = hub->m_limits.eventPage;
        const auto page = co_await hub->m_feed.read(subscription->last, limit);
        subscription = hub ? hub->find(id, generation) : nullptr;
        if (!subscription)
            co_return;
        if (!page) {
            qCWarning(lcEvents, "the log of events can't be read: %s", wireName(page.error().reason).data());
            hub->drop(id, closing::kTrouble, u"events can't be read; subscribe again"_s);
            co_return;
        }
        // Cleared away while it was read: only a new subscription can say `resync`.
        if (subscription->last + 1 < page->tail) {
            hub->drop(id, closing::kOverLimit, u"too far behind; subscribe again"_s);
            co_return;
        }
        for (const auto &event : page->events) {
            subscription = hub->find(id, generation);
            if (!subscription)
                co_return;
            if (event.seq <= subscription->last)
                continue;
            subscription->last = event.seq;
            hub->m_sessions.find(id)->send(frameOf(event));
        }
        subscription = hub->find(id, generation);
        if (subscription && page->events.size() < static_cast<size_t>(limit))
            subscription->last = std::max(subscription->last, target); // the numbers up to there are unused
    }
}

EventHub::Subscription *EventHub::find(SessionId id, quint64 generation)
{
    const auto found = m_subscriptions.find(id);
    if (found == m_subscriptions.end() || found->second.generation != generation || !m_sessions.find(id))
        return nullptr;
    return &found->second;
}

bool EventHub::isFull(const Session &session) const
{
    return session.backlog() > m_limits.eventBacklog;
}

void EventHub::drop(SessionId id, int code, const QString &why)
{
    m_subscriptions.erase(id);
    if (auto *session = m_sessions.find(id))
        session->close(code, why);
}

} // namespace counterbell::rpc
