// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/agreement.h"
#include "tests/e2e/support/stage.h"

#include <set>

namespace counterbell::e2e
{

/// A shop at its busiest: customers write, managers reply and flip toggles, the AI answers, jobs become ready, somebody
/// can't decide whether to be texted. Everything is numbered and noted, so that programs may die meanwhile and all of
/// it can be found again, once.
class Rush
{
public:
    /// `jobs` become ready in the course of it, 250 at most.
    explicit Rush(Stage &stage, int jobs = 4);
    /// Before `begin`: one more console, at another core of the same shop. The work is shared among them.
    void addConsoleAt(Console::Where core) { m_consoles.push_back(std::make_unique<Console>(std::move(core))); }

    /// Conversations are taken over or left to the AI, and jobs are taken in.
    [[nodiscard]] bool begin();
    /// A customer writes and a manager replies, without waiting; now and then the AI is asked, a toggle flipped, a job
    /// ready. While a core is away its console keeps what it is told.
    [[nodiscard]] bool step();
    /// A customer of the AI writes; true once the model has been asked for the answer, which takes it 0.2 s or more.
    [[nodiscard]] bool askTheAi();
    /// Every console is signed in again after a death, if there was one: what had no answer is asked again.
    [[nodiscard]] bool goOn();
    /// Waits until every call has been answered.
    [[nodiscard]] bool finish();
    /// What isn't there once, or isn't true, in sentences; empty when all is well. `canAllDie`: the model and Twilio's
    /// stand-in, too. Then `needs_human` does in place of an AI answer, and a message need not be known to be read.
    [[nodiscard]] QStringList faults(bool canAllDie);
    /// What a person does about messages of which nobody knows whether they were sent: has them sent again, where the
    /// shop lets them. Answers how many.
    [[nodiscard]] int decide();
    /// What consoles were told or see differently, once all is still; empty when they agree, and have heard of
    /// everything once and in order.
    [[nodiscard]] QStringList differences();
    /// The console whose core leads, waited for until there is one; -1 when there is none in time.
    [[nodiscard]] int leader(std::chrono::milliseconds patience);
    /// Whether the core of this console says that it leads.
    [[nodiscard]] bool leads(int console);
    /// Messages that customers wrote, and replies that were sent to them, so far.
    [[nodiscard]] int steps() const { return m_steps; }
    /// Statuses of sends that no send of this shop may ever show.
    [[nodiscard]] QStringList untrueStatuses();

private:
    struct Customer {
        QString number = {};
        QString conversationId = {};
        QString contactId = {};
        std::set<QString> written = {}; ///< SIDs of what they wrote
        QStringList replies = {};       ///< what managers sent them
        bool isTheAis = false;
    };

    [[nodiscard]] bool welcome(Customer &customer);
    [[nodiscard]] bool write(Customer &customer, const QString &body, const QString &channel);
    [[nodiscard]] bool takeIn(int job);
    void doOddJobs(int step, Console &console);
    [[nodiscard]] RpcClient &first() { return m_consoles.front()->rpc(); }
    [[nodiscard]] QStringList faultsOfLedger();
    [[nodiscard]] QStringList faultsOfConversation(const Customer &customer, bool canAllDie);
    [[nodiscard]] QStringList faultsOfHandset(const QString &number, const QString &contactId, qsizetype atLeast,
                                              bool canAllDie);

    Stage &m_stage;
    int m_jobCount;
    Consoles m_consoles;
    std::vector<Customer> m_customers;
    Customer m_wavering;            ///< writes STOP and START in turn
    std::vector<Customer> m_owners; ///< of jobs
    QStringList m_jobs;
    int m_steps = 0;
    int m_ready = 0;
    int m_stops = 0;
    int m_starts = 0;
};

} // namespace counterbell::e2e
