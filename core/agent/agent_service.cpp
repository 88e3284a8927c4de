// SPDX-License-Identifier: Apache-2.0
#include "core/agent/agent_service.h"

#include "core/agent/agent_tools.h"
#include "core/agent/model_endpoint.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Turns are announced by wake(); this finds what a failed write left open.
constexpr auto kLongestSleep = 5s;
constexpr auto kPatience = 60s;

} // namespace

AgentService::AgentService(store::Store &store, const Clock &clock, secrets::SecretStore &secrets, ModelClient &model,
                           Options options)
    : m_store(store), m_clock(clock), m_secrets(secrets), m_model(model), m_options(options)
{
    m_timer.setInterval(kLongestSleep);
    connect(&m_timer, &QTimer::timeout, this, &AgentService::wake);
}

void AgentService::start()
{
    m_isRunning = true;
    m_timer.start();
    wake();
}

QCoro::Task<> AgentService::drain()
{
    m_isRunning = false;
    m_timer.stop();
    m_model.stop();
    for (bool isDone = false; !isDone;) {
        isDone = co_await m_tasks.drain(kPatience);
        if (!isDone)
            qWarning("agent: %d turns are still under way", running());
    }
}

void AgentService::wake()
{
    m_isWoken = true;
    if (m_isRunning && !m_isBeginning && running() < m_options.atOnce)
        m_tasks.spawn(u"agent turns"_s, beginDue());
}

QCoro::Task<> AgentService::beginDue()
{
    m_isBeginning = true;
    while (m_isRunning && running() < m_options.atOnce && std::exchange(m_isWoken, false)) {
        const auto now = m_clock.now();
        const int count = m_options.atOnce - running();
        auto written = m_store.write([busy = m_busy, count, now](store::Tx &tx) -> Result<std::vector<BegunTurn>> {
            return beginTurns(tx, busy, count, now);
        });
        auto begun = co_await written;
        if (!begun)
            break; // the timer tries again
        for (auto &turn : *begun) {
            m_busy.insert(turn.turn.conversationId);
            m_tasks.spawn(u"agent turn"_s, run(std::move(turn)));
        }
    }
    m_isBeginning = false;
}

QCoro::Task<> AgentService::run(BegunTurn begun)
{
    const auto turn = begun.turn;
    const auto outcome = co_await think(std::move(begun));
    if (m_isRunning) {
        const auto now = m_clock.now();
        auto written = m_store.write(
            [turn, outcome, now](store::Tx &tx) -> Result<bool> { return finishTurn(tx, turn, outcome, now); });
        const auto isQueued = co_await written;
        if (!isQueued)
            qWarning("agent: the end of turn %lld could not be written", turn.id.value);
        else if (*isQueued)
            Q_EMIT sendRequested();
    }
    m_busy.erase(turn.conversationId);
    wake();
}

QCoro::Task<TurnOutcome> AgentService::think(BegunTurn begun)
{
    const auto endpoint = co_await endpointOf(&m_secrets, begun.settings);
    if (!endpoint)
        co_return Problem{endpoint.error()};
    auto messages = std::move(begun.prompt);
    for (int calls = 0; calls < m_options.modelCalls; ++calls) {
        auto answer = co_await m_model.ask(*endpoint, messages, toolDescriptions());
        if (!answer)
            co_return Problem{answer.error()};
        if (answer->toolCalls.empty())
            co_return Reply{answer->text};
        messages.push_back({ModelRole::Assistant, answer->text, answer->toolCalls});
        for (const auto &call : answer->toolCalls) {
            if (call.name == kHandOverTool)
                co_return HandOver{handOverReason(call)};
            messages.push_back(co_await callTool(call, begun.contactId));
        }
    }
    co_return Problem{u"tooManyToolCalls"_s};
}

QCoro::Task<ModelMessage> AgentService::callTool(ToolCall call, ContactId contact)
{
    auto reading = m_store.read([name = call.name, contact](store::Connection &db) -> Result<QString> {
        return toolResult(db, name, contact);
    });
    const auto result = co_await reading;
    co_return ModelMessage{ModelRole::Tool, result.value_or(u"{\"error\":\"unavailable\"}"_s), {}, call.id};
}

} // namespace counterbell::agent
