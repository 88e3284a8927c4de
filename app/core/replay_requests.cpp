// SPDX-License-Identifier: Apache-2.0
#include "app/core/replay_requests.h"

#include "core/store/task_repository.h"

namespace counterbell
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kLookInterval = 2s;
constexpr auto kForgottenAfter = 10min;
const auto kTask = u"replay"_s;

QJsonObject toState(const ReplayRequest &request)
{
    QJsonObject state{{u"request"_s, request.id}};
    if (request.filter.sid)
        state.insert(u"sid"_s, *request.filter.sid);
    if (request.filter.since)
        state.insert(u"since"_s, toIso(*request.filter.since));
    return state;
}

std::optional<ReplayRequest> openRequest(store::Connection &db)
{
    const auto state = store::readTaskState(db, kTask);
    if (state.isEmpty() || state.contains(u"answer"_s))
        return std::nullopt;
    ReplayRequest request{state.value(u"request"_s).toString(), {}};
    if (state.contains(u"sid"_s))
        request.filter.sid = state.value(u"sid"_s).toString();
    JsonProblem problem;
    Timestamp since;
    if (state.contains(u"since"_s) && Json<Timestamp>::read(state.value(u"since"_s), since, problem))
        request.filter.since = since;
    return request;
}

QJsonObject toJson(const ReplayAnswer &answer)
{
    return {{u"applied"_s, answer.counts.applied},
            {u"duplicates"_s, answer.counts.duplicates},
            {u"rejected"_s, answer.counts.rejected},
            {u"failed"_s, answer.counts.failed},
            {u"problem"_s, answer.problem}};
}

} // namespace

Result<> leaveReplayRequest(store::Tx &tx, const ReplayRequest &request, Timestamp now)
{
    // Its row is due when it was left.
    if (openRequest(tx) && !store::isTaskDue(tx, kTask, now - kForgottenAfter))
        return refuse(Reason::Conflict, {{u"problem"_s, u"busy"_s}});
    store::writeTaskState(tx, kTask, toState(request), now);
    return {};
}

std::optional<ReplayAnswer> replayAnswer(store::Connection &db, const QString &id)
{
    const auto state = store::readTaskState(db, kTask);
    if (state.value(u"request"_s).toString() != id || !state.contains(u"answer"_s))
        return std::nullopt;
    const auto said = state.value(u"answer"_s).toObject();
    ReplayAnswer answer;
    answer.counts = {said.value(u"applied"_s).toInteger(), said.value(u"duplicates"_s).toInteger(),
                     said.value(u"rejected"_s).toInteger(), said.value(u"failed"_s).toInteger()};
    answer.problem = said.value(u"problem"_s).toString();
    return answer;
}

ReplayRequests::ReplayRequests(store::Store &store, const Clock &clock, TaskGroup &tasks,
                               webhooks::IngestService &ingest)
    : m_store(store), m_clock(clock), m_tasks(tasks), m_ingest(ingest)
{
    m_timer.setInterval(kLookInterval);
    connect(&m_timer, &QTimer::timeout, this, &ReplayRequests::look);
}

void ReplayRequests::look()
{
    if (!std::exchange(m_isBusy, true))
        m_tasks.spawn(u"replay"_s, run());
}

QCoro::Task<> ReplayRequests::run()
{
    auto reading =
        m_store.read([](store::Connection &db) -> Result<std::optional<ReplayRequest>> { return openRequest(db); });
    const auto request = co_await std::move(reading);
    if (request && *request) {
        const auto done = co_await m_ingest.replay((*request)->filter);
        ReplayAnswer answer;
        if (done)
            answer.counts = *done;
        else
            answer.problem = done.error().details.value(u"problem"_s).toString(wireName(done.error().reason));
        auto state = toState(**request);
        state.insert(u"answer"_s, toJson(answer));
        auto writing = m_store.write([state, id = (*request)->id, now = m_clock.now()](store::Tx &tx) -> Result<> {
            if (store::readTaskState(tx, kTask).value(u"request"_s).toString() == id) // else nobody waits any more
                store::writeTaskState(tx, kTask, state, now);
            return {};
        });
        (void)co_await std::move(writing);
    }
    m_isBusy = false;
}

} // namespace counterbell
