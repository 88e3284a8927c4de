// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/ingest_service.h"

#include "core/webhooks/link_cursor_repository.h"
#include "core/webhooks/listed_fact.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Tx;

namespace
{

constexpr int kReplayPage = 50;
const auto kEffectsFailed = u"effectsFailed"_s; ///< inside here alone

void count(IngestCounts &counts, JournalOutcome outcome)
{
    switch (outcome) {
    case JournalOutcome::Applied:
        ++counts.applied;
        break;
    case JournalOutcome::Duplicate:
        ++counts.duplicates;
        break;
    case JournalOutcome::Rejected:
        ++counts.rejected;
        break;
    case JournalOutcome::Failed:
        ++counts.failed;
        break;
    }
}

void add(IngestCounts &sum, const IngestCounts &more)
{
    sum.applied += more.applied;
    sum.duplicates += more.duplicates;
    sum.rejected += more.rejected;
    sum.failed += more.failed;
}

/// A row that was rejected is checked as if it were new: a token that was missing may be known by now.
CheckedEntry checkAgain(const JournalRow &row, const WebhookKeys &keys)
{
    if (row.source == JournalSource::List)
        return {row, readListed(row.request.body)};
    return {row,
            row.outcome == JournalOutcome::Rejected ? checkRequest(row.request, keys) : readRequest(row.request, keys)};
}

} // namespace

IngestService::IngestService(store::Store &store, const Clock &clock, CoreIdentity identity, RequestTurn requestTurn)
    : m_store(store), m_clock(clock), m_identity(std::move(identity)), m_ingest(std::move(requestTurn))
{
}

QCoro::Task<Result<LinkHello>> IngestService::hello()
{
    const auto cursors = co_await m_store.read(
        [](Connection &db) -> Result<QMap<QString, qint64>> { return LinkCursorRepository().all(db); });
    if (!cursors)
        co_return tl::unexpected(cursors.error());
    co_return LinkHello{m_identity.store, m_identity.term, *cursors, m_identity.software};
}

QCoro::Task<Result<>> IngestService::take(QString spool, std::vector<LinkEvent> events)
{
    if (!m_keys)
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"keysUnknown"_s}});
    const auto last = events.back().seq;
    auto entries = check(spool, std::move(events), m_clock.now());
    co_return co_await commit(spool, last, std::move(entries));
}

QCoro::Task<Result<>> IngestService::skip(QString spool, LinkGap gap)
{
    co_return co_await commit(spool, gap.to, {});
}

QCoro::Task<Result<>> IngestService::startOver(QString spool)
{
    auto forgotten = m_store.write([spool](Tx &tx) -> Result<> {
        LinkCursorRepository().forget(tx, spool);
        return {};
    });
    co_return co_await forgotten;
}

QCoro::Task<Result<>> IngestService::takeListed(std::vector<CheckedEntry> entries)
{
    co_return co_await commit({}, 0, std::move(entries));
}

std::vector<CheckedEntry> IngestService::check(const QString &spool, std::vector<LinkEvent> events, Timestamp now) const
{
    std::vector<CheckedEntry> entries;
    entries.reserve(events.size());
    for (auto &event : events) {
        CheckedEntry entry;
        entry.checked = checkRequest(event.request, *m_keys);
        entry.row.spool = spool;
        entry.row.seq = event.seq;
        entry.row.receivedAt = now - event.age;
        entry.row.request = std::move(event.request);
        entries.push_back(std::move(entry));
    }
    return entries;
}

QCoro::Task<Result<>> IngestService::commit(QString spool, qint64 last, std::vector<CheckedEntry> entries)
{
    const auto shared = std::make_shared<const std::vector<CheckedEntry>>(std::move(entries));
    const auto now = m_clock.now();
    // Savepoints are dear: SQLite copies every page that changes after one, and its text index writes itself out. So
    // there are none until a request's effects fail, and then everything runs again with one for each.
    auto pending = write(spool, last, shared, now, Undo::Together);
    auto done = co_await pending;
    if (!done && done.error().details.value(u"problem"_s) == kEffectsFailed) {
        auto again = write(spool, last, shared, now, Undo::Alone);
        done = co_await again;
    }
    if (!done)
        co_return tl::unexpected(done.error());
    publish(*done);
    co_return Result<>{};
}

// Outside the coroutines: GCC 12 destroys a closure with captures of its own twice when it is part of a co_await.
store::Pending<IngestService::Committed> IngestService::write(QString spool, qint64 last, Entries entries,
                                                              Timestamp now, Undo undo)
{
    return m_store.write([&ingest = m_ingest, spool, last, entries, now, undo](Tx &tx) -> Result<Committed> {
        const LinkCursorRepository cursors;
        const auto cursor = spool.isEmpty() ? 0 : cursors.find(tx, spool);
        Committed committed;
        try {
            for (const auto &entry : *entries) {
                if (entry.row.seq && *entry.row.seq <= cursor)
                    continue;
                const auto ingested = ingest.take(tx, entry, now, undo);
                count(committed.counts, ingested.outcome);
                committed.effects |= ingested.effects;
            }
        } catch (const EffectsFailed &) {
            return refuse(Reason::Internal, {{u"problem"_s, kEffectsFailed}});
        }
        if (!spool.isEmpty())
            cursors.advance(tx, spool, last, now);
        return committed;
    });
}

store::Pending<IngestService::Committed> IngestService::writeAgain(std::vector<CheckedEntry> entries, Timestamp now)
{
    return m_store.write([&ingest = m_ingest, entries = std::move(entries), now](Tx &tx) -> Result<Committed> {
        Committed committed;
        for (const auto &entry : entries) {
            const auto ingested = ingest.takeAgain(tx, entry, now);
            count(committed.counts, ingested.outcome);
            committed.effects |= ingested.effects;
        }
        return committed;
    });
}

QCoro::Task<Result<IngestCounts>> IngestService::replay(JournalFilter filter)
{
    if (!m_keys)
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"keysUnknown"_s}});
    IngestCounts total;
    std::optional<store::TimeCursor> after;
    while (true) {
        auto reading = m_store.read([filter, after](Connection &db) -> Result<std::vector<JournalRow>> {
            return JournalRepository().page(db, filter, after, kReplayPage);
        });
        const auto page = co_await reading;
        if (!page)
            co_return tl::unexpected(page.error());
        if (page->empty())
            break;
        std::vector<CheckedEntry> entries;
        for (const auto &row : *page)
            entries.push_back(checkAgain(row, *m_keys));
        auto pending = writeAgain(std::move(entries), m_clock.now());
        const auto done = co_await pending;
        if (!done)
            co_return tl::unexpected(done.error());
        publish(*done);
        add(total, done->counts);
        after = store::TimeCursor{page->back().receivedAt, page->back().id};
    }
    Q_EMIT failedChanged();
    co_return total;
}

QCoro::Task<Result<int>> IngestService::failedCount()
{
    co_return co_await m_store.read([](Connection &db) -> Result<int> { return JournalRepository().failedCount(db); });
}

void IngestService::publish(const Committed &committed)
{
    add(m_counts, committed.counts);
    if (committed.effects.isSendRequested)
        Q_EMIT sendRequested();
    if (committed.effects.isTurnRequested)
        Q_EMIT turnRequested();
    if (committed.counts.failed > 0)
        Q_EMIT failedChanged();
}

} // namespace counterbell::webhooks
