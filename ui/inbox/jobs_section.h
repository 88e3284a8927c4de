// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "ui/inbox/side_section.h"

namespace counterbell::ui
{

/// The jobs a counter still has to do with, the nearest to the customer's hands first.
[[nodiscard]] std::vector<Job> openJobs(const std::vector<Job> &jobs);
/// What a counter does next with an open job: ready, and then collected.
[[nodiscard]] JobStatus nextStep(const Job &job);
/// The customer's open jobs with their next step as a button.
class JobsSection : public SideSection
{
    Q_OBJECT

public:
    explicit JobsSection(QWidget *parent = nullptr);

    void show(const std::vector<Job> &jobs, Timestamp now);

Q_SIGNALS:
    void stepPressed(const counterbell::Job &job, counterbell::JobStatus to);

private:
    void addJob(const Job &job, Timestamp now, bool isFirst);
};

} // namespace counterbell::ui
