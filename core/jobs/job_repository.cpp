// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_repository.h"

#include "core/contacts/search_text.h"
#include "core/jobs/ticket.h"
#include "core/store/settings_repository.h"

namespace counterbell::jobs
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Query;
using store::Topic;
using store::Tx;

namespace
{

const QString kJob =
    u"SELECT j.id, j.ticket, j.kind, j.status, j.contact_id, j.description, j.urgent, "
    "j.urgent_reason, j.assignee_id, j.due_at, j.ready_at, j.created_at, c.name, m.name, "
    "j.notification_send_id, s.status, s.reason, s.at, s.due_at, j.status_entry, j.changes, "
    "j.updated_at, s.channel, h.at, h.actor_name, "
    // Why the customer could not be told, as the gates will see it: the ledger's deciding row as ConsentRepository's.
    "CASE WHEN j.kind = 'task' THEN NULL WHEN c.phone IS NULL THEN 'noPhone' WHEN c.landline = 1 THEN 'landline' "
    "WHEN (SELECT e.state FROM consent_entries e WHERE e.contact_id = c.id AND e.channel = 'sms' "
    "AND e.purpose = 'service' ORDER BY e.action_at DESC, CASE e.state WHEN 'opted_out' THEN 0 ELSE 1 END, e.id DESC "
    "LIMIT 1) = 'opted_out' THEN 'recipientOptedOut' END "
    "FROM jobs j LEFT JOIN contacts c ON c.id = j.contact_id "
    "LEFT JOIN members m ON m.id = j.assignee_id LEFT JOIN sends s ON s.id = j.notification_send_id "
    "LEFT JOIN job_history h ON h.job_id = j.id AND h.entry = j.status_entry AND h.undone_at IS NULL "_s;

std::optional<JobNotification> notificationOf(const Query &row)
{
    if (row.isNull(15))
        return std::nullopt;
    JobNotification notification;
    notification.sendId = row.id<SendId>(14);
    notification.status = row.word(15, DeliveryStatus::Failed);
    notification.reason = row.maybe(16, &Query::text);
    notification.at = row.time(17);
    if (notification.status == DeliveryStatus::Held)
        notification.dueAt = row.maybe(18, &Query::time);
    notification.channel = row.word(22, Channel::Sms);
    return notification;
}

JobRecord recordOf(const Query &row)
{
    JobRecord record;
    auto &job = record.job;
    job.id = row.id<JobId>(0);
    job.ticket = row.text(1);
    job.kind = row.word(2, JobKind::Task);
    job.status = row.word(3, JobStatus::Received);
    job.contactId = row.maybeId<ContactId>(4);
    job.description = row.text(5);
    job.urgent = row.boolean(6);
    job.urgentReason = row.maybe(7, &Query::text);
    job.assigneeId = row.maybeId<MemberId>(8);
    job.dueAt = row.maybe(9, &Query::time);
    job.readyAt = row.maybe(10, &Query::time);
    job.createdAt = row.time(11);
    job.contactName = row.maybe(12, &Query::text);
    job.assigneeName = row.maybe(13, &Query::text);
    job.notification = notificationOf(row);
    job.statusAt = row.maybe(23, &Query::time).value_or(job.createdAt);
    job.statusBy = row.maybe(24, &Query::text);
    if (job.statusBy && job.statusBy->isEmpty())
        job.statusBy.reset();
    job.caution = row.maybe(25, &Query::text);
    record.entry = row.integer(19);
    record.changes = row.integer(20);
    return record;
}

QString nextTicket(Tx &tx, const NewJob &job)
{
    const auto series = u"ticket."_s + ticketLetter(job.kind);
    if (!job.ticket) {
        store::raiseSeries(tx, series, kFirstTicket - 1);
        return formatTicket(job.kind, store::nextNumber(tx, series));
    }
    if (const auto number = ticketNumber(job.kind, *job.ticket))
        store::raiseSeries(tx, series, *number);
    return *job.ticket;
}

struct Condition {
    QString sql;
    QVariantList values;

    template <class T>
    void add(const QString &text, const std::optional<T> &value)
    {
        if (!value)
            return;
        sql += u" AND "_s + text;
        values << store::toSql(*value);
    }
};

Condition conditionOf(const JobFilter &filter)
{
    Condition where;
    where.add(u"j.status = ?"_s, filter.status);
    where.add(u"j.kind = ?"_s, filter.kind);
    where.add(u"j.contact_id = ?"_s, filter.contactId);
    where.add(u"j.assignee_id = ?"_s, filter.assigneeId);
    where.add(u"j.urgent = ?"_s, filter.urgent);
    if (filter.open)
        where.sql += *filter.open ? u" AND j.status NOT IN ('collected', 'cancelled')"_s
                                  : u" AND j.status IN ('collected', 'cancelled')"_s;
    if (const auto text = contacts::searchText(filter.text.value_or(QString())); !text.isEmpty()) {
        where.sql += u" AND (j.search LIKE ? ESCAPE '!' OR j.contact_id IN "
                     "(SELECT k.id FROM contacts k WHERE k.name_search LIKE ? ESCAPE '!'))"_s;
        where.values << contacts::containsPattern(text) << contacts::containsPattern(text);
    }
    return where;
}

} // namespace

QString jobSearchText(const QString &ticket, const QString &description)
{
    return contacts::searchText(ticket + u' ' + description);
}

std::optional<Job> JobRepository::find(Connection &db, JobId id) const
{
    const auto found = record(db, id);
    return found ? std::optional(found->job) : std::nullopt;
}

std::optional<JobRecord> JobRepository::record(Connection &db, JobId id) const
{
    const auto row = db.query(kJob + u"WHERE j.id = ?"_s, id);
    return row->next() ? std::optional(recordOf(*row)) : std::nullopt;
}

std::optional<JobId> JobRepository::findByTicket(Connection &db, const QString &ticket) const
{
    const auto row = db.query(u"SELECT id FROM jobs WHERE ticket = ?"_s, ticket);
    return row->next() ? std::optional(row->id<JobId>(0)) : std::nullopt;
}

Page<Job> JobRepository::list(Connection &db, const JobFilter &filter,
                              const store::Window<store::TimeCursor> &window) const
{
    auto where = conditionOf(filter);
    if (window.before) {
        where.sql += u" AND (j.updated_at, j.id) < (?, ?)"_s;
        where.values << store::toSql(window.before->at) << store::toSql(window.before->id);
    }
    struct Row {
        Job job;
        Timestamp updatedAt;
    };
    std::vector<Row> rows;
    {
        // Which rows, before what a row is joined with: a search reads every job, and each join would be made for each.
        // A search reads the table as it lies (the plus): in the order of the index it is four times as slow.
        const auto *order = filter.text ? "+j.updated_at" : "j.updated_at";
        Query query(db,
                    kJob + u"WHERE j.id IN (SELECT j.id FROM jobs j WHERE 1 = 1%1 ORDER BY %2 DESC, j.id DESC "
                           "LIMIT ?) ORDER BY j.updated_at DESC, j.id DESC"_s.arg(where.sql, QLatin1StringView(order)));
        query.runWith(where.values << window.limit + 1);
        while (query.next())
            rows.push_back({recordOf(query).job, query.time(21)});
    }
    auto cut = store::cutPage(std::move(rows), window.limit,
                              [](const Row &row) { return store::TimeCursor{row.updatedAt, row.job.id.value}; });
    Page<Job> page{{}, cut.next};
    for (auto &row : cut.items)
        page.items.push_back(std::move(row.job));
    return page;
}

JobRecord JobRepository::create(Tx &tx, const NewJob &job, const Member &actor, Timestamp now) const
{
    const auto ticket = nextTicket(tx, job);
    const JobId id{tx.insert(u"INSERT INTO jobs (ticket, kind, status, contact_id, description, urgent, "
                             "urgent_reason, assignee_id, due_at, search, created_at, updated_at) "
                             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
                             ticket, job.kind, JobStatus::Received, job.contactId, job.description, job.urgent,
                             job.urgentReason, job.assigneeId, job.dueAt, jobSearchText(ticket, job.description), now,
                             now)};
    addEntry(tx, id, {.entry = 1, .actorId = actor.id, .actorName = actor.name, .at = now});
    return record(tx, id).value();
}

void JobRepository::save(Tx &tx, JobRecord &record, Timestamp now) const
{
    const auto &job = record.job;
    ++record.changes;
    const auto notification = job.notification ? std::optional(job.notification->sendId) : std::nullopt;
    tx.execute(u"UPDATE jobs SET status = ?, status_entry = ?, contact_id = ?, description = ?, urgent = ?, "
               "urgent_reason = ?, assignee_id = ?, due_at = ?, ready_at = ?, notification_send_id = ?, search = ?, "
               "changes = ?, updated_at = ? WHERE id = ?"_s,
               job.status, record.entry, job.contactId, job.description, job.urgent, job.urgentReason, job.assigneeId,
               job.dueAt, job.readyAt, notification, jobSearchText(job.ticket, job.description), record.changes, now,
               job.id);
    tx.changed(Topic::JobUpdated, job.id.value);
}

void JobRepository::addEntry(Tx &tx, JobId job, const StatusEntry &entry) const
{
    const auto actor = entry.actorId && !entry.actorId->isNull() ? entry.actorId : std::nullopt;
    tx.execute(u"INSERT INTO job_history (job_id, entry, from_status, to_status, actor_id, actor_name, at, held_until, "
               "notification_send_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
               job, entry.entry, entry.from, entry.to, actor, entry.actorName, entry.at, entry.heldUntil,
               entry.notificationSendId);
    tx.changed(Topic::JobUpdated, job.value);
}

qint64 JobRepository::nextEntry(Connection &db, JobId job) const
{
    const auto row = db.query(u"SELECT COALESCE(MAX(entry), 0) + 1 FROM job_history WHERE job_id = ?"_s, job);
    return row->next() ? row->integer(0) : 1;
}

std::vector<StatusEntry> JobRepository::entries(Connection &db, JobId job) const
{
    const auto row = db.query(u"SELECT entry, from_status, to_status, actor_id, actor_name, at, held_until, "
                              "notification_send_id FROM job_history WHERE job_id = ? AND undone_at IS NULL "
                              "ORDER BY entry DESC, id DESC"_s,
                              job);
    std::vector<StatusEntry> entries;
    while (row->next())
        entries.push_back({.entry = row->integer(0),
                           .from = row->isNull(1) ? std::nullopt : std::optional(row->word(1, JobStatus::Received)),
                           .to = row->word(2, JobStatus::Received),
                           .actorId = row->maybeId<MemberId>(3),
                           .actorName = row->text(4),
                           .at = row->time(5),
                           .heldUntil = row->maybe(6, &Query::time),
                           .notificationSendId = row->maybeId<SendId>(7)});
    return entries;
}

Page<JobStep> JobRepository::history(Connection &db, JobId job, const store::Window<store::TimeCursor> &window) const
{
    const auto from = window.before.value_or(store::kNewestFirst);
    const auto row = db.query(u"SELECT from_status, to_status, actor_name, at, id FROM job_history WHERE job_id = ? "
                              "AND undone_at IS NULL AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT ?"_s,
                              job, from.at, from.id, window.limit + 1);
    struct Row {
        JobStep step;
        qint64 id;
    };
    std::vector<Row> rows;
    while (row->next())
        rows.push_back({{.from = row->isNull(0) ? std::nullopt : std::optional(row->word(0, JobStatus::Received)),
                         .to = row->word(1, JobStatus::Received),
                         .by = row->text(2),
                         .at = row->time(3)},
                        row->integer(4)});
    auto cut = store::cutPage(std::move(rows), window.limit,
                              [](const Row &row) { return store::TimeCursor{row.step.at, row.id}; });
    Page<JobStep> page{{}, cut.next};
    for (auto &row : cut.items)
        page.items.push_back(std::move(row.step));
    return page;
}

void JobRepository::setNotification(Tx &tx, JobId job, qint64 entry, SendId send) const
{
    tx.execute(u"UPDATE job_history SET notification_send_id = ? WHERE job_id = ? AND entry = ?"_s, send, job, entry);
    tx.execute(u"UPDATE jobs SET notification_send_id = ? WHERE id = ? AND status_entry = ?"_s, send, job, entry);
    tx.changed(Topic::JobUpdated, job.value);
}

bool JobRepository::isNoticeCancelled(Connection &db, const StatusEntry &entry) const
{
    if (!entry.notificationSendId)
        return false;
    const auto row = db.query(u"SELECT status FROM sends WHERE id = ?"_s, *entry.notificationSendId);
    return row->next() && row->word(0, DeliveryStatus::Failed) == DeliveryStatus::Cancelled;
}

void JobRepository::markUndone(Tx &tx, JobId job, qint64 entry, Timestamp now) const
{
    tx.execute(u"UPDATE job_history SET undone_at = ? WHERE job_id = ? AND entry = ?"_s, now, job, entry);
    tx.changed(Topic::JobUpdated, job.value);
}

} // namespace counterbell::jobs
