// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobs_store.h"

#include "ui/jobs/job_words.h"

#include <QDateTime>

namespace counterbell::ui
{

namespace
{

QDate localDay(Timestamp at)
{
    return QDateTime::fromMSecsSinceEpoch(toMillis(at)).date();
}

bool isToldOrWaiting(const Job &job)
{
    if (!job.notification)
        return false;
    switch (job.notification->status) {
    case DeliveryStatus::Undelivered:
    case DeliveryStatus::Failed:
    case DeliveryStatus::Cancelled:
    case DeliveryStatus::Refused:
        return false;
    default:
        return true;
    }
}

bool passesDue(const Job &job, JobsFilter::Due due, Timestamp now)
{
    if (due == JobsFilter::Due::Any)
        return true;
    if (!job.dueAt)
        return false;
    const auto days = localDay(now).daysTo(localDay(*job.dueAt));
    if (due == JobsFilter::Due::Late)
        return days < 0;
    return due == JobsFilter::Due::Today ? days == 0 : days >= 0 && days < 7;
}

bool holds(const Job &job, const QString &text)
{
    for (const auto &word : text.split(u' ', Qt::SkipEmptyParts)) {
        const bool isThere = job.ticket.contains(word, Qt::CaseInsensitive) ||
                             job.description.contains(word, Qt::CaseInsensitive) ||
                             (job.contactName && job.contactName->contains(word, Qt::CaseInsensitive));
        if (!isThere)
            return false;
    }
    return true;
}

JobFilter collected()
{
    JobFilter filter;
    filter.status = JobStatus::Collected;
    return filter;
}

/// Newest first where a lane is a history, most pressing first where it is work.
bool comesBefore(const Job &a, const Job &b)
{
    if (a.status == JobStatus::Ready || a.status == JobStatus::Collected)
        return std::pair(a.statusAt, a.id) > std::pair(b.statusAt, b.id);
    const auto due = [](const Job &job) { return job.dueAt.value_or(Timestamp::max()); };
    return std::tuple(!a.urgent, due(a), a.id) < std::tuple(!b.urgent, due(b), b.id);
}

} // namespace

bool passes(const Job &job, const JobsFilter &filter, Timestamp now)
{
    if (filter.kind && job.kind != *filter.kind)
        return false;
    if (filter.isNobodys && job.assigneeId)
        return false;
    if (filter.assigneeId && job.assigneeId != filter.assigneeId)
        return false;
    if (filter.urgentOnly && !job.urgent)
        return false;
    if (filter.notNotified && (job.status != JobStatus::Ready || isToldOrWaiting(job)))
        return false;
    if (filter.uncollectedOnly && !isUncollected(job, now))
        return false;
    return passesDue(job, filter.due, now) && holds(job, filter.text);
}

JobsStore::JobsStore(CoreClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    connect(&client, &CoreClient::jobUpdated, this, &JobsStore::take);
    connect(&client, &CoreClient::resynced, this, &JobsStore::fetch);
    connect(&client, &CoreClient::clockMoved, this, &JobsStore::fetch);
    connect(&client, &CoreClient::teamUpdated, this, &JobsStore::fetch);
    connect(&client, &CoreClient::contactUpdated, this, [this](const Contact &contact) {
        std::set<JobStatus> lanes;
        for (auto &job : m_jobs) {
            const auto caution = job.kind == JobKind::Task ? std::nullopt : cautionFor(contact);
            if (job.contactId == contact.id && (job.contactName != contact.name || job.caution != caution)) {
                job.contactName = contact.name;
                job.caution = caution;
                lanes.insert(job.status);
            }
        }
        if (!lanes.empty())
            Q_EMIT changed(lanes);
    });
}

void JobsStore::fetch()
{
    m_isFetching = true;
    m_fresh.clear();
    JobFilter open;
    open.open = true;
    fetchPage(open, std::nullopt, {.number = ++m_fetch, .jobs = {}});
}

void JobsStore::fetchPage(JobFilter filter, std::optional<QString> before, Fetch fetch)
{
    const JobListRequest request{.filter = filter, .before = std::move(before), .limit = kMaximumPageSize};
    m_client.call(
        methods::jobsList, request, this, [this, filter, fetch = std::move(fetch)](Result<Page<Job>> answer) mutable {
            if (fetch.number != m_fetch)
                return;
            if (!answer) {
                m_isFetching = false;
                m_error = answer.error();
                Q_EMIT changed({});
                return;
            }
            // Jobs come by their latest change: a page of older days ends the search for today's.
            const bool isDone =
                !answer->next || std::ranges::none_of(answer->items, [this](const Job &job) { return belongs(job); });
            for (auto &job : answer->items) {
                if (belongs(job))
                    fetch.jobs.insert(job.id, std::move(job));
            }
            if (!isDone)
                fetchPage(filter, answer->next, std::move(fetch));
            else if (filter.open)
                fetchPage(collected(), std::nullopt, std::move(fetch));
            else
                finish(std::move(fetch));
        });
}

void JobsStore::finish(Fetch fetch)
{
    m_isFetching = false;
    m_isLoaded = true;
    m_error.reset();
    m_jobs = std::move(fetch.jobs);
    const auto fresh = std::exchange(m_fresh, {});
    for (const auto &job : fresh) {
        if (belongs(job))
            m_jobs.insert(job.id, job);
        else
            m_jobs.remove(job.id);
    }
    Q_EMIT changed({});
}

void JobsStore::take(const Job &job)
{
    if (m_isFetching)
        m_fresh.insert(job.id, job);
    std::set<JobStatus> lanes{job.status};
    if (const auto *before = find(job.id)) {
        if (*before == job)
            return;
        lanes.insert(before->status);
    }
    if (belongs(job))
        m_jobs.insert(job.id, job);
    else
        m_jobs.remove(job.id);
    Q_EMIT changed(lanes);
}

bool JobsStore::belongs(const Job &job) const
{
    if (job.status == JobStatus::Cancelled)
        return false;
    return job.status != JobStatus::Collected || localDay(job.statusAt) == localDay(m_client.now());
}

void JobsStore::setFilter(const JobsFilter &filter)
{
    if (std::exchange(m_filter, filter) != filter)
        Q_EMIT changed({});
}

const Job *JobsStore::find(JobId id) const
{
    const auto it = m_jobs.constFind(id);
    return it == m_jobs.constEnd() ? nullptr : &*it;
}

std::vector<Job> JobsStore::lane(JobStatus status) const
{
    std::vector<Job> jobs;
    const auto now = m_client.now();
    for (const auto &job : m_jobs) {
        if (job.status == status && passes(job, m_filter, now))
            jobs.push_back(job);
    }
    std::ranges::sort(jobs, comesBefore);
    return jobs;
}

int JobsStore::landing(const Job &job, JobStatus to) const
{
    auto landed = job;
    landed.status = to;
    landed.statusAt = m_client.now();
    const auto others = lane(to);
    return int(std::ranges::count_if(
        others, [&](const Job &other) { return other.id != job.id && comesBefore(other, landed); }));
}

std::vector<Job> JobsStore::all() const
{
    std::vector<Job> jobs;
    for (const auto status : lanes())
        std::ranges::move(lane(status), std::back_inserter(jobs));
    return jobs;
}

int JobsStore::openCount() const
{
    return int(std::ranges::count_if(m_jobs, [](const Job &job) { return job.status != JobStatus::Collected; }));
}

int JobsStore::uncollectedCount() const
{
    const auto now = m_client.now();
    return int(std::ranges::count_if(m_jobs, [now](const Job &job) { return isUncollected(job, now); }));
}

} // namespace counterbell::ui
