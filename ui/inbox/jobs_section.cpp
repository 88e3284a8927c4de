// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/jobs_section.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/icon_line.h"
#include "ui/jobs/job_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// "Due Fri 21 Nov" in the next days, "Due 4 Dec" after that.
QString dueText(Timestamp due, Timestamp now)
{
    const auto day = QDateTime::fromMSecsSinceEpoch(toMillis(due)).date();
    const auto away = QDateTime::fromMSecsSinceEpoch(toMillis(now)).date().daysTo(day);
    if (away == 0)
        return JobsSection::tr("Due today");
    const auto text = QLocale().toString(day, away > 0 && away < 7 ? u"ddd d MMM"_s : u"d MMM"_s);
    return away < 0 ? JobsSection::tr("Was due %1").arg(text) : JobsSection::tr("Due %1").arg(text);
}

QString noticeText(const Job &job, Timestamp now)
{
    if (!job.notification || job.status != JobStatus::Ready)
        return {};
    const auto &notice = *job.notification;
    const auto at = QStringList{dayName(notice.at, now), clockTime(notice.at)}.join(JobsSection::tr(", "));
    using enum DeliveryStatus;
    switch (notice.status) {
    case Held:
        return JobsSection::tr("The message waits for Undo");
    case Queued:
    case Sending:
    case Uncertain:
    case Accepted:
        return JobsSection::tr("The message is on its way");
    case Sent:
        return JobsSection::tr("Message sent, %1").arg(at);
    case Delivered:
        return JobsSection::tr("Message delivered, %1").arg(at);
    case Read:
        return JobsSection::tr("Message read, %1").arg(at);
    case Cancelled:
        return JobsSection::tr("No message was sent");
    case Failed:
    case Undelivered:
    case Refused:
        return JobsSection::tr("Not notified: %1").arg(reasonSentence(notice.reason.value_or(QString())));
    case Received:
        break;
    }
    return {};
}

bool isNoticeFailed(DeliveryStatus status)
{
    using enum DeliveryStatus;
    return status == Failed || status == Undelivered || status == Refused;
}

} // namespace

std::vector<Job> openJobs(const std::vector<Job> &jobs)
{
    std::vector<Job> open;
    std::ranges::copy_if(jobs, std::back_inserter(open), [](const Job &job) {
        return job.status != JobStatus::Collected && job.status != JobStatus::Cancelled;
    });
    std::ranges::stable_sort(open, std::greater(), &Job::status);
    return open;
}

JobStatus nextStep(const Job &job)
{
    return job.status == JobStatus::Ready ? JobStatus::Collected : JobStatus::Ready;
}

JobsSection::JobsSection(QWidget *parent) : SideSection(tr("Jobs"), parent)
{
    setObjectName(u"jobsSection"_s);
    setAction(u"add"_s, tr("New job"));
}

void JobsSection::show(const std::vector<Job> &jobs, Timestamp now)
{
    clearLayout(body());
    const auto open = openJobs(jobs);
    for (size_t i = 0; i < open.size(); ++i)
        addJob(open[i], now, i == 0);
    if (open.empty())
        body()->addWidget(textLabel(tr("No open jobs."), Text::Base, Tone::Text2));
}

void JobsSection::addJob(const Job &job, Timestamp now, bool isFirst)
{
    if (!isFirst) {
        auto *line = new QFrame;
        line->setProperty("kind", u"line"_s);
        body()->addSpacing(kSpace12);
        body()->addWidget(line);
        body()->addSpacing(kSpace12);
    }
    auto *top = new QHBoxLayout;
    top->setSpacing(kSpace8);
    auto *ticket = textLabel(job.ticket, Text::MetaMedium, Tone::Text3);
    top->addWidget(ticket, 1);
    if (job.urgent)
        top->addWidget(new Chip(ChipLook::Urgent));
    top->addWidget(new Chip(ChipLook::Neutral, statusName(job.status)));
    body()->addLayout(top);
    body()->addWidget(textLabel(isolated(job.description), Text::BaseMedium));
    if (job.dueAt) {
        body()->addSpacing(2);
        body()->addWidget(new IconLine(u"calendar"_s, dueText(*job.dueAt, now), IconLine::Look::Quiet));
    }
    const bool isReady = job.status == JobStatus::Ready;
    if (isReady || job.status == JobStatus::QualityCheck || isFirst) {
        auto *button = new QPushButton(icon(isReady ? u"collected"_s : u"ready"_s),
                                       isReady ? tr("Mark collected") : tr("Mark ready"));
        button->setObjectName(u"job."_s + job.id.toString());
        button->setAccessibleName(isReady ? tr("Mark %1 collected").arg(job.ticket)
                                          : tr("Mark %1 ready").arg(job.ticket));
        button->setProperty("kind", u"accent"_s);
        button->setProperty("large", true);
        connect(button, &QPushButton::clicked, this, [this, job] { Q_EMIT stepPressed(job, nextStep(job)); });
        body()->addSpacing(kSpace8);
        body()->addWidget(button);
    }
    if (const auto notice = noticeText(job, now); !notice.isEmpty()) {
        const bool isFailed = isNoticeFailed(job.notification->status);
        body()->addSpacing(kSpace8);
        body()->addWidget(new IconLine(isFailed ? u"not-sent"_s : u"tick-double"_s, notice,
                                       isFailed ? IconLine::Look::Danger : IconLine::Look::Quiet));
    }
}

} // namespace counterbell::ui
