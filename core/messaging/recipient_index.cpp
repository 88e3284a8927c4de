// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/recipient_index.h"

#include "core/inbox/search_index.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

/// The place of a row of sends, as PostgreSQL's index over it has it.
const auto kPlace = u"(s.at / 1000 * 65536 + s.id % 65536)"_s;

} // namespace

RecipientIndex::RecipientIndex(const store::Dialect &dialect, const contacts::SearchTerms &terms,
                               const store::TimeCursor &before)
    : m_isSqlite(dialect.kind() == store::Dialect::Kind::Sqlite), m_before(inbox::searchKey(before))
{
    QStringList beginnings;
    for (const auto &term : terms.words + terms.numbers) // letters and digits alone, so nothing in it is syntax
        beginnings << (m_isSqlite ? u'"' + term + u"\"*"_s : u'\'' + term + u"':*"_s);
    m_match = beginnings.join(m_isSqlite ? u" "_s : u" & "_s);
}

QString RecipientIndex::from() const
{
    // CROSS JOIN: the index leads, whatever the planner makes of two conditions on a time.
    return m_isSqlite ? u"send_search f CROSS JOIN sends s ON s.at >= f.rowid / 65536 * 1000 "
                        "AND s.at < (f.rowid / 65536 + 1) * 1000 AND s.id % 65536 = f.rowid % 65536"_s
                      : u"sends s"_s;
}

QString RecipientIndex::condition() const
{
    return m_isSqlite
               ? u"send_search MATCH ? AND f.rowid < ? AND f.rowid >= ?"_s
               : u"s.recipient_words @@ CAST(? AS tsquery) AND "_s + kPlace + u" < ? AND "_s + kPlace + u" >= ?"_s;
}

QVariantList RecipientIndex::values() const
{
    return {m_match, m_before, m_from};
}

QString RecipientIndex::order() const
{
    return m_isSqlite ? u"f.rowid DESC"_s : kPlace + u" DESC"_s;
}

std::optional<store::TimeCursor> RecipientIndex::limitTo(store::Connection &db, int matches)
{
    const auto found = m_isSqlite ? u"SELECT rowid AS place FROM send_search WHERE send_search MATCH ? AND rowid < ? "
                                    "ORDER BY rowid DESC LIMIT ?"_s
                                  : u"SELECT "_s + kPlace +
                                        u" AS place FROM sends s WHERE s.recipient_words @@ "
                                        "CAST(? AS tsquery) AND "_s +
                                        kPlace + u" < ? ORDER BY "_s + kPlace + u" DESC LIMIT ?"_s;
    const auto row =
        db.query(u"SELECT COUNT(*), MIN(place) FROM (%1) matches"_s.arg(found), m_match, m_before, matches);
    if (!row->next() || row->integer(0) < matches)
        return std::nullopt;
    m_from = row->integer(1);
    return store::TimeCursor{fromMillis(m_from / 65'536 * 1000), m_from % 65'536};
}

} // namespace counterbell::messaging
