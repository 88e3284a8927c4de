// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/word_index.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

namespace
{

/// A tsvector of the words themselves, no dictionary's.
///
/// What many wrote is found among the newest places, what few wrote by the words' index, whose entries are then sorted.
/// The planner knows nothing of beginnings: it takes each for frequent and would compare every message there is, newest
/// first, for a word that nobody wrote.
class PostgresWordIndex final : public WordIndex
{
public:
    explicit PostgresWordIndex(int newest) : m_newest(newest) {}

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
        const auto common =
            idsOf(*db.query(u"SELECT message_id FROM (SELECT message_id, place, words FROM message_search "
                            "WHERE place < ? ORDER BY place DESC LIMIT ?) AS newest "
                            "WHERE words @@ CAST(? AS tsquery) ORDER BY place DESC LIMIT ?"_s,
                            before, m_newest, match, limit));
        if (common.size() == size_t(limit))
            return common;
        // Materialised, or the planner would go through the places here, too.
        return idsOf(*db.query(u"WITH hits AS MATERIALIZED (SELECT message_id, place FROM message_search "
                               "WHERE words @@ CAST(? AS tsquery) AND place < ?) "
                               "SELECT message_id FROM hits ORDER BY place DESC LIMIT ?"_s,
                               match, before, limit));
    }

private:
    static std::vector<MessageId> idsOf(store::Query &rows)
    {
        std::vector<MessageId> found;
        while (rows.next())
            found.push_back(rows.id<MessageId>(0));
        return found;
    }

    int m_newest;
};

} // namespace

std::unique_ptr<WordIndex> postgresWordIndex(int newest)
{
    return std::make_unique<PostgresWordIndex>(newest);
}

} // namespace counterbell::inbox
