// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/stage.h"

#include <set>

namespace counterbell::e2e
{

/// A shop at its busiest: customers write, an agent replies, the AI answers, jobs become ready. Everything is numbered
/// and noted, so that programs may die meanwhile and all of it can be found again, once.
class Rush
{
public:
    /// `jobs` become ready in the course of it, 250 at most.
    explicit Rush(Stage &stage, int jobs = 4) : m_stage(stage), m_jobCount(jobs) {}

    /// Conversations are taken over or left to the AI, and jobs are taken in.
    [[nodiscard]] bool begin();
    /// A customer writes and the agent replies, without waiting; now and then the AI is asked and a job is ready.
    [[nodiscard]] bool step();
    /// A customer of the AI writes; true once the model has been asked for the answer, which takes it 0.2 s or more.
    [[nodiscard]] bool askTheAi();
    /// Signed in again after a death, if there was one: what had no answer is asked again, as a console does.
    [[nodiscard]] bool goOn();
    /// Waits until every call has been answered.
    [[nodiscard]] bool finish();
    /// What isn't there once, or isn't true, in sentences; empty when all is well. `needs_human` in place of an AI
    /// answer is well only where `mayHandOver`: the model may have died too.
    [[nodiscard]] QStringList faults(bool mayHandOver);
    /// What a person does about messages of which nobody knows whether they were sent: has them sent again, where the
    /// shop lets them. Answers how many.
    [[nodiscard]] int decide();
    /// Messages that customers wrote, and replies that an agent sent, so far.
    [[nodiscard]] int steps() const { return m_steps; }
    /// Statuses of sends that no send of this shop may ever show.
    [[nodiscard]] QStringList untrueStatuses();

private:
    struct Customer {
        QString number = {};
        QString conversationId = {};
        QString contactId = {};
        std::set<QString> written = {}; ///< SIDs of what they wrote
        QStringList replies = {};       ///< what the agent sent them
        bool isTheAis = false;
    };
    struct Errand {
        QLatin1StringView method;
        QJsonObject params;
        qint64 call = 0;
        bool isAnswered = false;
    };

    [[nodiscard]] bool welcome(Customer &customer);
    [[nodiscard]] bool write(Customer &customer, const QString &body, const QString &channel);
    [[nodiscard]] bool takeIn(int job);
    void run(QLatin1StringView method, const QJsonObject &params);
    void takeAnswers(std::chrono::milliseconds patience);
    [[nodiscard]] QStringList faultsOfConversation(const Customer &customer, bool mayHandOver);
    [[nodiscard]] QStringList faultsOfHandset(const QString &number, const QString &contactId, qsizetype atLeast);

    Stage &m_stage;
    int m_jobCount;
    std::unique_ptr<RpcClient> m_agent;
    std::vector<Customer> m_customers;
    std::vector<Customer> m_owners; ///< of jobs
    QStringList m_jobs;
    std::vector<Errand> m_errands;
    QStringList m_refused;
    int m_steps = 0;
    int m_ready = 0;
};

} // namespace counterbell::e2e
