// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/catch_up_state.h"

#include "core/inbox/message_repository.h"
#include "core/webhooks/journal_repository.h"

#include <QJsonDocument>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

QString stateText(Timestamp covered)
{
    const QJsonObject state{{u"covered"_s, qint64(toMillis(covered))}};
    return QString::fromUtf8(QJsonDocument(state).toJson(QJsonDocument::Compact));
}

} // namespace

store::Pending<CatchUpStart> beginCatchUp(store::Store &store, Timestamp now)
{
    return store.write([now](store::Tx &tx) -> Result<CatchUpStart> {
        tx.execute(u"INSERT INTO tasks (name, due_at, state) VALUES ('catchUp', ?, ?) ON CONFLICT (name) DO NOTHING"_s,
                   now, stateText(now));
        const auto row = tx.query(u"SELECT state FROM tasks WHERE name = 'catchUp'"_s);
        const auto state = row->next() ? QJsonDocument::fromJson(row->text(0).toUtf8()).object() : QJsonObject{};
        return CatchUpStart{fromMillis(state["covered"_L1].toInteger(toMillis(now))), messaging::readSenders(tx)};
    });
}

store::Pending<void> endCatchUp(store::Store &store, Timestamp covered, Timestamp nextDue)
{
    return store.write([covered, nextDue](store::Tx &tx) -> Result<> {
        tx.execute(u"UPDATE tasks SET state = ?, due_at = ? WHERE name = 'catchUp'"_s, stateText(covered), nextDue);
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
