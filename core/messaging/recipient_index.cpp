// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/recipient_index.h"

#include "core/inbox/search_index.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

RecipientIndex::RecipientIndex(const contacts::SearchTerms &terms, const store::TimeCursor &before)
    : m_before(inbox::searchKey(before))
{
    QStringList beginnings;
    for (const auto &term : terms.words + terms.numbers)
        beginnings << u'"' + term + u"\"*"_s; // letters and digits alone, so nothing in it is syntax
    m_match = beginnings.join(u' ');
}

QString RecipientIndex::from()
{
    return u"send_search f CROSS JOIN sends s ON s.at >= f.rowid / 65536 * 1000 "
           "AND s.at < (f.rowid / 65536 + 1) * 1000 AND s.id % 65536 = f.rowid % 65536"_s;
}

QString RecipientIndex::condition() const
{
    return u"send_search MATCH ? AND f.rowid < ? AND f.rowid >= ?"_s;
}

QVariantList RecipientIndex::values() const
{
    return {m_match, m_before, m_from};
}

QString RecipientIndex::order()
{
    return u"f.rowid DESC"_s;
}

std::optional<store::TimeCursor> RecipientIndex::limitTo(store::Connection &db, int matches)
{
    const auto row = db.query(u"SELECT COUNT(*), MIN(place) FROM (SELECT rowid AS place FROM send_search "
                              "WHERE send_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?) matches"_s,
                              m_match, m_before, matches);
    if (!row->next() || row->integer(0) < matches)
        return std::nullopt;
    m_from = row->integer(1);
    return store::TimeCursor{fromMillis(m_from / 65'536 * 1000), m_from % 65'536};
}

} // namespace counterbell::messaging
