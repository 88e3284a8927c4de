// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <set>

namespace counterbell::ui
{

/// What the bar above the board narrows it to.
struct JobsFilter {
    std::optional<JobKind> kind;
    std::optional<MemberId> assigneeId;
    bool isNobodys = false; ///< unassigned only; `assigneeId` is absent then
    enum class Due { Any, Late, Today, Week } due = Due::Any;
    bool urgentOnly = false;
    bool notNotified = false;     ///< ready, and the customer was not told
    bool uncollectedOnly = false; ///< ready for more than 7 days
    QString text;

    bool operator==(const JobsFilter &) const = default;
};

/// Does the job pass? Pure.
[[nodiscard]] bool passes(const Job &job, const JobsFilter &filter, Timestamp now);

/// The shop's open jobs and those collected today, kept true by events. Lanes are ordered: urgent first, then by due
/// date, then by ticket; Ready and Collected newest first.
class JobsStore : public QObject
{
    Q_OBJECT

public:
    explicit JobsStore(CoreClient &client, QObject *parent = nullptr);

    /// Fetches everything again; what is shown stays until the answer is in.
    void fetch();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// The last fetch failed with this.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    void setFilter(const JobsFilter &filter);
    [[nodiscard]] const JobsFilter &filter() const { return m_filter; }

    [[nodiscard]] const Job *find(JobId id) const;
    /// The lane's jobs that pass the filter, in order.
    [[nodiscard]] std::vector<Job> lane(JobStatus status) const;
    /// Where the job would stand in a lane if it came there now.
    [[nodiscard]] int landing(const Job &job, JobStatus to) const;
    /// All that pass, by lane.
    [[nodiscard]] std::vector<Job> all() const;
    [[nodiscard]] int openCount() const;
    [[nodiscard]] int uncollectedCount() const;
    /// Takes an answer in before its event comes.
    void take(const Job &job);

Q_SIGNALS:
    /// The contents of these lanes changed; empty: of all.
    void changed(const std::set<counterbell::JobStatus> &lanes);

private:
    struct Fetch {
        int number = 0;
        QHash<JobId, Job> jobs;
    };
    void fetchPage(JobFilter filter, std::optional<QString> before, Fetch fetch);
    void finish(Fetch fetch);
    [[nodiscard]] bool belongs(const Job &job) const;

    CoreClient &m_client;
    QHash<JobId, Job> m_jobs;
    QHash<JobId, Job> m_fresh; ///< what events brought while a fetch was under way: newer than its pages
    JobsFilter m_filter;
    std::optional<Error> m_error;
    int m_fetch = 0;
    bool m_isLoaded = false;
    bool m_isFetching = false;
};

} // namespace counterbell::ui
