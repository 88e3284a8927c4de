// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/model_client.h"
#include "core/agent/turn_steps.h"
#include "core/async/task_group.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::secrets
{
class SecretStore;
}

namespace counterbell::agent
{

/// Runs the turns that are due: one at a time per conversation, few at once in the workspace (CB-21, CB-22). Main
/// thread, in the leader only. Whatever fails becomes `needs_human` with a stable word as its reason.
class AgentService : public QObject
{
    Q_OBJECT

public:
    struct Options {
        int atOnce = 5;
        int modelCalls = 4; ///< questions to the model in one turn
    };

    AgentService(store::Store &store, const Clock &clock, secrets::SecretStore &secrets, ModelClient &model,
                 Options options);

    /// Begins to run turns, those of an earlier process too.
    void start();
    /// Begins none any more and gives up those under way, stopping the model client; they stay open and the next
    /// start runs them afresh. To be awaited before anything they use is destroyed.
    [[nodiscard]] QCoro::Task<> drain();
    /// Something may be due: a row was committed, the clock moved.
    void wake();

    [[nodiscard]] int running() const { return int(m_busy.size()); }

Q_SIGNALS:
    /// A reply is queued and committed: the dispatcher has something to claim.
    void sendRequested();

private:
    QCoro::Task<> beginDue();
    QCoro::Task<> run(BegunTurn begun);
    [[nodiscard]] QCoro::Task<TurnOutcome> think(BegunTurn begun);
    [[nodiscard]] QCoro::Task<ModelMessage> callTool(ToolCall call, ContactId contact);

    store::Store &m_store;
    const Clock &m_clock;
    secrets::SecretStore &m_secrets;
    ModelClient &m_model;
    Options m_options;
    QTimer m_timer;
    TaskGroup m_tasks;
    std::set<ConversationId> m_busy;
    bool m_isRunning = false;
    bool m_isBeginning = false;
    bool m_isWoken = false;
};

} // namespace counterbell::agent
