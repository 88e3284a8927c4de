// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/session_calls.h"

#include "core/async/task_group.h"
#include "core/rpc/method_registry.h"
#include "core/rpc/null_character.h"
#include "core/rpc/session.h"

#include <QJsonDocument>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcCalls, "counterbell.rpc.calls", QtInfoMsg)

namespace counterbell::rpc
{

/// The answers of one frame; a list goes back when its last call has ended.
struct SessionCalls::Replies {
    bool isList = false;
    size_t open = 0;
    QJsonArray list;
};

SessionCalls::SessionCalls(Session &session, const MethodRegistry &registry, TaskGroup &tasks, const Limits &limits)
    : QObject(&session), m_session(session), m_registry(registry), m_tasks(tasks), m_limits(limits)
{
}

SessionCalls::~SessionCalls() = default;

void SessionCalls::receive(const QByteArray &frame)
{
    auto batch = parseFrame(frame, m_limits.batch);
    auto replies = std::make_shared<Replies>();
    replies->isList = batch.isList;
    replies->open = batch.items.size();
    const auto bytesEach = frame.size() / static_cast<qsizetype>(batch.items.size());
    for (auto &item : batch.items) {
        if (auto *malformed = std::get_if<Malformed>(&item)) {
            reply(replies, malformed->id, tl::unexpected(malformed->fault));
            continue;
        }
        m_waiting.push_back(Call{std::move(std::get<Request>(item)), replies, bytesEach});
        m_waitingBytes += bytesEach;
    }
    startWaiting();
    if (m_waiting.size() > static_cast<size_t>(m_limits.waiting) || m_waitingBytes > m_limits.waitingBytes) {
        qCWarning(lcCalls, "session %lld has too many calls waiting", m_session.id().value);
        m_waiting.clear(); // nobody hears their answers any more
        m_waitingBytes = 0;
        m_session.close(closing::kOverLimit, u"too many calls at once"_s);
    }
}

void SessionCalls::refuseNewCalls()
{
    m_isStopping = true;
}

void SessionCalls::answerOpenCalls()
{
    std::vector<quint64> numbers;
    for (const auto &[number, call] : m_open)
        numbers.push_back(number);
    for (const auto number : numbers)
        finish(number, tl::unexpected(faultOf(Error{Reason::ShuttingDown})));
}

void SessionCalls::startWaiting()
{
    // A call that ends at once comes back here from finish(): the loop below goes on with the next.
    if (m_isStarting)
        return;
    m_isStarting = true;
    while (!m_waiting.empty() && m_open.size() < static_cast<size_t>(m_limits.running)) {
        auto call = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_waitingBytes -= call.bytes;
        start(std::move(call));
    }
    m_isStarting = false;
    if (isIdle())
        Q_EMIT idle();
}

void SessionCalls::start(Call call)
{
    const auto method = admit(call.request);
    if (!method) {
        reply(call.replies, call.request.id, tl::unexpected(method.error()));
        return;
    }
    const auto number = ++m_lastNumber;
    const auto parameters = call.request.parameters;
    const auto caller = m_session.caller();
    m_open.emplace(number, std::move(call));
    try {
        auto started = (*method)->start(caller, parameters);
        m_tasks.spawn((*method)->name, run(this, number, std::move(started)));
    } catch (const std::exception &e) {
        qCCritical(lcCalls, "%s threw: %s", qUtf8Printable((*method)->name), e.what());
        finish(number, tl::unexpected(faultOf(Error{Reason::Internal})));
    }
}

tl::expected<const Method *, Fault> SessionCalls::admit(const Request &request) const
{
    const auto *method = m_registry.find(request.method);
    if (!method)
        return tl::unexpected(Fault{kUnknownMethod, u"Method not found: "_s + request.method.left(100)});
    const auto &member = m_session.member();
    if (method->permission != Permission::Public) {
        if (!member)
            return tl::unexpected(faultOf(Error{Reason::NotSignedIn}));
        if (!permits(method->permission, member->role))
            return tl::unexpected(
                faultOf(Error{Reason::NotPermitted, {{u"permission"_s, QString(wireName(method->permission))}}}));
    }
    if (m_isStopping)
        return tl::unexpected(faultOf(Error{Reason::ShuttingDown}));
    if (holdsNullCharacter(request.parameters))
        return tl::unexpected(faultOf(Error{Reason::InvalidArgument, {{u"problem"_s, u"nullCharacter"_s}}}));
    return method;
}

QCoro::Task<void> SessionCalls::run(QPointer<SessionCalls> calls, quint64 number, Started started)
{
    Outcome outcome;
    if (!started) {
        outcome = tl::unexpected(faultOf(started.error()));
    } else {
        try {
            auto result = co_await std::move(*started);
            if (result)
                outcome = std::move(*result);
            else
                outcome = tl::unexpected(faultOf(result.error()));
        } catch (const std::exception &e) {
            qCCritical(lcCalls, "a call threw: %s", e.what());
            outcome = tl::unexpected(faultOf(Error{Reason::Internal}));
        } catch (...) {
            qCCritical(lcCalls, "a call threw");
            outcome = tl::unexpected(faultOf(Error{Reason::Internal}));
        }
    }
    if (calls)
        calls->finish(number, outcome);
}

void SessionCalls::finish(quint64 number, const Outcome &outcome)
{
    const auto found = m_open.find(number);
    if (found == m_open.end())
        return; // answered already, when the core stopped
    const auto call = std::move(found->second);
    m_open.erase(found);
    reply(call.replies, call.request.id, outcome);
    startWaiting();
}

void SessionCalls::reply(const std::shared_ptr<Replies> &replies, const std::optional<QJsonValue> &id,
                         const Outcome &outcome)
{
    const auto send = [this](const QJsonDocument &document) {
        m_session.send(QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
    };
    --replies->open;
    if (id) {
        const auto object = outcome ? answer(*id, *outcome) : answer(*id, outcome.error());
        if (!replies->isList)
            return send(QJsonDocument(object));
        replies->list.append(object);
    }
    if (replies->isList && replies->open == 0 && !replies->list.isEmpty())
        send(QJsonDocument(replies->list));
}

} // namespace counterbell::rpc
