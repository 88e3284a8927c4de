// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/desk/erasure_steps.h"

#include "core/contacts/desk/deletion_repository.h"
#include "core/inbox/message_repository.h"
#include "core/messaging/send_erasure_repository.h"
#include "core/webhooks/journal_repository.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Tx;
using Step = ErasureProgress::Step;

namespace
{

constexpr int kRows = 200;

void forgetAll(Tx &tx, const QStringList &sids, Timestamp now)
{
    for (const auto &sid : sids)
        forgetMessage(tx, sid, now);
}

/// False when there was nothing to do.
bool eraseMessages(Tx &tx, const ErasureSubject &subject, Timestamp now)
{
    int erased = 0;
    QStringList sids;
    for (const auto conversation : subject.conversations)
        erased += inbox::MessageRepository().eraseSome(tx, conversation, kRows - erased, sids);
    forgetAll(tx, sids, now);
    ErasureRepository().count(tx, subject.contacts.front(), erased, 0);
    return erased > 0;
}

bool blankSends(Tx &tx, const ErasureSubject &subject, Timestamp now)
{
    const messaging::SendErasure sends;
    const auto found = sends.notBlank(tx, {subject.contacts.front(), subject.jobs}, kRows);
    QStringList sids;
    for (const auto id : found)
        sends.blank(tx, id, sids);
    forgetAll(tx, sids, now);
    ErasureRepository().count(tx, subject.contacts.front(), 0, int(found.size()));
    return !found.empty();
}

std::optional<qint64> blankJournal(Tx &tx, const ErasureSubject &subject, qint64 after)
{
    QStringList digits;
    for (const auto &number : subject.numbers)
        digits << number.mid(1); // a form may write the plus as %2B
    return webhooks::JournalRepository().blankHolding(tx, digits, after, kRows);
}

} // namespace

void forgetMessage(Tx &tx, const QString &sid, Timestamp now)
{
    const webhooks::JournalRepository journal;
    journal.blank(tx, sid);
    (void)journal.markSeen(tx, sid, now);
    DeletionRepository().add(tx, sid, now);
}

ErasureProgress eraseChunk(Tx &tx, const ErasureSubject &subject, ErasureProgress progress, Timestamp now)
{
    const auto next = [&](Step step) { return ErasureProgress{step, 0}; };
    switch (progress.step) {
    case Step::Messages:
        return eraseMessages(tx, subject, now) ? progress : next(Step::Sends);
    case Step::Sends:
        return blankSends(tx, subject, now) ? progress : next(Step::Journal);
    case Step::Journal: {
        const auto last = blankJournal(tx, subject, progress.after);
        return last ? ErasureProgress{Step::Journal, *last} : next(Step::Events);
    }
    case Step::Events: {
        const auto last = ErasureRepository().forgetEvents(tx, subject, progress.after, kRows);
        return last ? ErasureProgress{Step::Events, *last} : next(Step::Rest);
    }
    case Step::Rest:
        break;
    }
    return progress;
}

} // namespace counterbell::contacts
