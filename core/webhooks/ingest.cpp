// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/ingest.h"

#include "core/inbox/message_repository.h"
#include "core/webhooks/apply_status.h"
#include "core/webhooks/late_details.h"

#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcIngest, "counterbell.ingest", QtInfoMsg)

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;
using store::SqlError;

namespace
{

/// What is kept of a rejected body: enough to see who it was, too little to fill a disk with.
constexpr qsizetype kRejectedBody = 16 * 1024;

/// The whole batch's trouble, not this request's.
bool isEverybodys(const store::Tx &tx, const SqlError &error)
{
    return !tx.inTransaction() || error.kind() == SqlError::Kind::Full || error.kind() == SqlError::Kind::Busy ||
           error.kind() == SqlError::Kind::Gone;
}

Timestamp startOfDay(Timestamp now)
{
    return std::chrono::floor<std::chrono::days>(now);
}

void nameKeys(JournalRow &row, const InboundFact &fact)
{
    row.providerKey = seenKey(fact);
    row.sid = std::visit([](const auto &known) { return known.messageSid; }, fact);
}

} // namespace

Ingested Ingest::take(store::Tx &tx, CheckedEntry entry, Timestamp now, Undo undo) const
{
    auto &row = entry.row;
    if (const auto *rejection = std::get_if<Rejection>(&entry.checked)) {
        if (!m_journal.hasRejected(tx, kRejectedPerDay, startOfDay(now))) {
            row.outcome = JournalOutcome::Rejected;
            row.problem = rejection->problem;
            row.request.body.truncate(kRejectedBody);
            m_journal.add(tx, row);
        }
        return {JournalOutcome::Rejected, {}};
    }
    if (const auto *fact = std::get_if<InboundFact>(&entry.checked))
        nameKeys(row, *fact);
    QString problem;
    const auto ingested = applyOnce(tx, entry, problem, now, undo);
    row.outcome = ingested.outcome;
    if (!problem.isEmpty())
        row.problem = problem;
    m_journal.add(tx, row);
    return ingested;
}

Ingested Ingest::takeAgain(store::Tx &tx, const CheckedEntry &entry, Timestamp now) const
{
    if (const auto *rejection = std::get_if<Rejection>(&entry.checked)) {
        m_journal.setOutcome(tx, entry.row.id, JournalOutcome::Rejected, rejection->problem);
        return {JournalOutcome::Rejected, {}};
    }
    QString problem;
    const auto ingested = applyOnce(tx, entry, problem, now, Undo::Alone);
    // A row that has been applied stays so; that it is a duplicate of itself is no news.
    if (ingested.outcome != JournalOutcome::Duplicate)
        m_journal.setOutcome(tx, entry.row.id, ingested.outcome,
                             problem.isEmpty() ? std::nullopt : std::optional(problem));
    return ingested;
}

Ingested Ingest::applyOnce(store::Tx &tx, const CheckedEntry &entry, QString &problem, Timestamp now, Undo undo) const
{
    if (const auto *unreadable = std::get_if<Unreadable>(&entry.checked)) {
        problem = unreadable->problem;
        return {JournalOutcome::Failed, {}};
    }
    if (undo == Undo::Together)
        return applyTogether(tx, entry, now);
    tx.executeOnce(u"SAVEPOINT request"_s);
    try {
        const auto ingested = apply(tx, std::get<InboundFact>(entry.checked), entry.row, now);
        tx.executeOnce(u"RELEASE request"_s);
        return ingested;
    } catch (const SqlError &error) {
        if (isEverybodys(tx, error))
            throw;
        problem = QString::fromUtf8(error.what()).left(500);
    } catch (const std::exception &error) {
        problem = QString::fromUtf8(error.what()).left(500);
    }
    qCCritical(lcIngest, "a request's effects failed and are rolled back: %s", qUtf8Printable(problem));
    tx.executeOnce(u"ROLLBACK TO request"_s);
    tx.executeOnce(u"RELEASE request"_s);
    return {JournalOutcome::Failed, {}};
}

Ingested Ingest::applyTogether(store::Tx &tx, const CheckedEntry &entry, Timestamp now) const
{
    try {
        return apply(tx, std::get<InboundFact>(entry.checked), entry.row, now);
    } catch (const SqlError &error) {
        if (isEverybodys(tx, error))
            throw;
        throw EffectsFailed(error.what());
    } catch (const std::exception &error) {
        throw EffectsFailed(error.what());
    }
}

Ingested Ingest::apply(store::Tx &tx, const InboundFact &fact, const JournalRow &row, Timestamp now) const
{
    const Arrival arrival{row.receivedAt, now, row.source == JournalSource::List};
    const auto *message = std::get_if<InboundMessageFact>(&fact);
    const auto evidence = evidenceKey(fact);
    const bool isFirst = m_journal.markSeen(tx, seenKey(fact), now);
    const bool isEvidence = evidence && m_journal.markSeen(tx, *evidence, now);
    if (!isFirst && !isEvidence) {
        // The webhook of a listed message brings what the list lacked.
        const auto known =
            message && !arrival.isListed ? inbox::MessageRepository().findBySid(tx, message->messageSid) : std::nullopt;
        if (known)
            fillIn(tx, *known, *message, now);
        return {JournalOutcome::Duplicate, {}};
    }
    if (message)
        return {JournalOutcome::Applied, m_inbound.apply(tx, *message, arrival)};
    return {JournalOutcome::Applied, applyStatusFact(tx, std::get<StatusFact>(fact), arrival)};
}

} // namespace counterbell::webhooks
