// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/store.h"
#include "core/webhooks/ingest.h"
#include "core/webhooks/link_sink.h"

#include <QObject>

namespace counterbell::webhooks
{

/// Who this core is to its relays.
struct CoreIdentity {
    QString store; ///< the database's UUID
    qint64 term = 0;
    QString software;
};

/// What came through so far, for the health check and for tests.
struct IngestCounts {
    qint64 applied = 0;
    qint64 duplicates = 0;
    qint64 rejected = 0;
    qint64 failed = 0;

    bool operator==(const IngestCounts &) const = default;
};

/// Takes over what the links bring and what catch-up finds: checked on the main thread, then journal, effects and
/// cursor in one transaction. Until the keys are known nothing is taken, so that nothing is rejected for lack of them.
class IngestService : public QObject, public LinkSink
{
    Q_OBJECT

public:
    IngestService(store::Store &store, const Clock &clock, CoreIdentity identity, RequestTurn requestTurn);

    /// Once the secrets are open, and again whenever a token or a relay changes.
    void setKeys(WebhookKeys keys) { m_keys = std::move(keys); }
    [[nodiscard]] bool hasKeys() const { return m_keys.has_value(); }
    void setTerm(qint64 term) { m_identity.term = term; }

    [[nodiscard]] QCoro::Task<Result<LinkHello>> hello() override;
    [[nodiscard]] QCoro::Task<Result<>> take(QString spool, std::vector<LinkEvent> events) override;
    [[nodiscard]] QCoro::Task<Result<>> skip(QString spool, LinkGap gap) override;
    [[nodiscard]] QCoro::Task<Result<>> startOver(QString spool) override;

    /// Messages that catch-up found; those known by their key change nothing.
    [[nodiscard]] QCoro::Task<Result<>> takeListed(std::vector<CheckedEntry> entries);

    /// Runs journal rows through ingest again, safely: by sid, or everything since a time. Answers what became of them.
    [[nodiscard]] QCoro::Task<Result<IngestCounts>> replay(JournalFilter filter);

    [[nodiscard]] const IngestCounts &counts() const { return m_counts; }
    /// Journalled as failed and not replayed since; health is red while there are any.
    [[nodiscard]] QCoro::Task<Result<int>> failedCount();

Q_SIGNALS:
    void sendRequested(); ///< the dispatcher has something to claim
    void turnRequested(); ///< the AI agent has a turn to run
    void failedChanged(); ///< a request's effects failed, or a replay went over some

private:
    struct Committed {
        IngestCounts counts;
        Effects effects;
    };
    [[nodiscard]] std::vector<CheckedEntry> check(const QString &spool, std::vector<LinkEvent> events,
                                                  Timestamp now) const;
    [[nodiscard]] QCoro::Task<Result<>> commit(QString spool, qint64 last, std::vector<CheckedEntry> entries);
    using Entries = std::shared_ptr<const std::vector<CheckedEntry>>;
    [[nodiscard]] store::Pending<Committed> write(QString spool, qint64 last, Entries entries, Timestamp now,
                                                  Undo undo);
    [[nodiscard]] store::Pending<Committed> writeAgain(std::vector<CheckedEntry> entries, Timestamp now);
    void publish(const Committed &committed);

    store::Store &m_store;
    const Clock &m_clock;
    CoreIdentity m_identity;
    Ingest m_ingest;
    std::optional<WebhookKeys> m_keys;
    IngestCounts m_counts;
};

} // namespace counterbell::webhooks
