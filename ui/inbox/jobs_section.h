// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "ui/inbox/side_section.h"

namespace counterbell::ui
{

/// The jobs a counter still has to do with, the nearest to the customer's hands first.
[[nodiscard]] std::vector<Job> openJobs(const std::vector<Job> &jobs);
/// The customer's open jobs with their next step as a button.
class JobsSection : public SideSection
{
    Q_OBJECT

public:
    explicit JobsSection(QWidget *parent = nullptr);

    void show(const std::vector<Job> &jobs, Timestamp now);
    /// Waits for an answer about this job: its button can't be pressed twice.
    void setBusy(JobId job, bool isBusy);

Q_SIGNALS:
    void markReady(counterbell::JobId job);
    void markCollected(counterbell::JobId job);

private:
    void addJob(const Job &job, Timestamp now, bool isFirst);

    std::vector<Job> m_jobs;
    std::vector<JobId> m_busy;
};

} // namespace counterbell::ui
