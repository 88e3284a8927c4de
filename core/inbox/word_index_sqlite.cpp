// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/word_index.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

namespace
{

/// FTS5 brings rows in the order of their keys: the place is the key.
class SqliteWordIndex final : public WordIndex
{
public:
    void add(store::Tx &tx, MessageId, qint64 place, const QString &text) const override
    {
        tx.execute(u"INSERT INTO message_search (rowid, body) VALUES (?, ?)"_s, place, text);
    }

    /// Needs the very text that was indexed.
    void remove(store::Tx &tx, MessageId, qint64 place, const QString &text) const override
    {
        tx.execute(u"INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', ?, ?)"_s, place, text);
    }

    std::vector<MessageId> find(store::Connection &db, const QStringList &words, qint64 before,
                                int limit) const override
    {
        const QString match = u'"' + words.join(u"\" \""_s) + u"\"*"_s;
        // CROSS JOIN: the index leads, whatever the planner makes of two conditions on a time.
        const auto rows =
            db.query(u"SELECT m.id FROM message_search f CROSS JOIN messages m ON m.at >= f.rowid / 65536 * 1000 "
                     "AND m.at < (f.rowid / 65536 + 1) * 1000 AND m.id % 65536 = f.rowid % 65536 "
                     "WHERE message_search MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?"_s,
                     match, before, limit);
        std::vector<MessageId> found;
        while (rows->next())
            found.push_back(rows->id<MessageId>(0));
        return found;
    }
};

} // namespace

std::unique_ptr<WordIndex> sqliteWordIndex()
{
    return std::make_unique<SqliteWordIndex>();
}

} // namespace counterbell::inbox
