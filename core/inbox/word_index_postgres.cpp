// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/word_index.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

namespace
{

/// A tsvector of the words themselves, no dictionary's. For a rare word the planner reads its entries and sorts them,
/// for a common one it goes through the places from the newest on.
class PostgresWordIndex final : public WordIndex
{
public:
    void add(store::Tx &tx, MessageId id, qint64 place, const QString &text) const override
    {
        const auto words = searchWords(text);
        if (!words.isEmpty())
            tx.execute(u"INSERT INTO message_search (message_id, place, words) "
                       "VALUES (?, ?, array_to_tsvector(string_to_array(?, ' ')))"_s,
                       id, place, words.join(u' '));
    }

    void remove(store::Tx &tx, MessageId id, qint64, const QString &) const override
    {
        tx.execute(u"DELETE FROM message_search WHERE message_id = ?"_s, id);
    }

    std::vector<MessageId> find(store::Connection &db, const QStringList &words, qint64 before,
                                int limit) const override
    {
        const QString match = u'\'' + words.join(u"' & '"_s) + u"':*"_s; // letters and digits alone
        const auto rows = db.query(u"SELECT message_id FROM message_search WHERE words @@ CAST(? AS tsquery) "
                                   "AND place < ? ORDER BY place DESC LIMIT ?"_s,
                                   match, before, limit);
        std::vector<MessageId> found;
        while (rows->next())
            found.push_back(rows->id<MessageId>(0));
        return found;
    }
};

} // namespace

std::unique_ptr<WordIndex> postgresWordIndex()
{
    return std::make_unique<PostgresWordIndex>();
}

} // namespace counterbell::inbox
