// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/catch_up_state.h"

#include "core/inbox/message_repository.h"
#include "core/store/task_repository.h"
#include "core/webhooks/journal_repository.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

const auto kTask = u"catchUp"_s;

QJsonObject stateOf(Timestamp covered)
{
    return {{u"covered"_s, qint64(toMillis(covered))}};
}

} // namespace

store::Pending<CatchUpStart> beginCatchUp(store::Store &store, Timestamp now)
{
    return store.write([now](store::Tx &tx) -> Result<CatchUpStart> {
        // A value, not what operator[] gives of a temporary: that refers to an object which is gone by the next line.
        const QJsonValue covered = store::readTaskState(tx, kTask).value("covered"_L1);
        if (!covered.isDouble())
            store::writeTaskState(tx, kTask, stateOf(now), now);
        return CatchUpStart{fromMillis(covered.toInteger(toMillis(now))), messaging::readSenders(tx)};
    });
}

store::Pending<void> endCatchUp(store::Store &store, Timestamp covered, Timestamp nextDue)
{
    return store.write([covered, nextDue](store::Tx &tx) -> Result<> {
        store::writeTaskState(tx, kTask, stateOf(covered), nextDue);
        return {};
    });
}

store::Pending<QStringList> unknownSids(store::Store &store, QStringList sids)
{
    return store.read([sids](store::Connection &db) -> Result<QStringList> {
        const JournalRepository journal;
        const inbox::MessageRepository messages;
        QStringList unknown;
        for (const auto &sid : sids) {
            if (!journal.isSeen(db, sid) && !messages.findBySid(db, sid) && !journal.hasFailed(db, sid))
                unknown << sid;
        }
        return unknown;
    });
}

} // namespace counterbell::webhooks
