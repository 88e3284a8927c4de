// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/search_index.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMostWords = 12;
constexpr qint64 kLatest = 100'000'000'000'000; // the year 5138; its key still fits

/// An FTS5 query of quoted words, the last one as a prefix; empty when there is no word in it.
QString matchExpression(const QString &text)
{
    QStringList words;
    QString word;
    for (const auto c : normalisedForSearch(text.left(200)) + u' ') {
        if (c.isLetterOrNumber() || c.isSurrogate()) {
            word += c;
        } else if (!word.isEmpty()) {
            words << u'"' + word + u'"';
            word.clear();
        }
    }
    if (words.isEmpty())
        return {};
    words = words.mid(0, kMostWords);
    words.last() += u'*';
    return words.join(u' ');
}

} // namespace

QString normalisedForSearch(QStringView text)
{
    constexpr QChar kTatweel(u'\u0640');
    QString plain;
    const auto decomposed = text.toString().normalized(QString::NormalizationForm_KD).toCaseFolded();
    plain.reserve(decomposed.size());
    for (const auto c : decomposed) {
        if (!c.isMark() && c != kTatweel)
            plain += c;
    }
    return plain;
}

qint64 searchKey(const store::TimeCursor &row)
{
    // Whole seconds towards the past, as SQL's division does for times since 1970.
    const auto second = toMillis(std::clamp(row.at, Timestamp{}, fromMillis(kLatest))) / 1000;
    return second * 65'536 + row.id % 65'536;
}

void indexMessage(store::Tx &tx, MessageId id, Timestamp at, const QString &body)
{
    if (!body.isEmpty())
        tx.execute(u"INSERT INTO message_search (rowid, body) VALUES (?, ?)"_s, searchKey({at, id.value}),
                   normalisedForSearch(body));
}

void unindexMessage(store::Tx &tx, MessageId id, Timestamp at, const QString &body)
{
    if (!body.isEmpty())
        tx.execute(u"INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', ?, ?)"_s,
                   searchKey({at, id.value}), normalisedForSearch(body));
}

std::vector<MessageId> searchMessages(store::Connection &db, const QString &text,
                                      const std::optional<store::TimeCursor> &before, int limit)
{
    std::vector<MessageId> found;
    const auto match = matchExpression(text);
    if (match.isEmpty())
        return found;
    // CROSS JOIN: the index leads, whatever the planner makes of two conditions on a time.
    const auto rows =
        db.query(u"SELECT m.id FROM message_search f CROSS JOIN messages m ON m.at >= f.rowid / 65536 * 1000 "
                 "AND m.at < (f.rowid / 65536 + 1) * 1000 AND m.id % 65536 = f.rowid % 65536 "
                 "WHERE message_search MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?"_s,
                 match, before ? searchKey(*before) : std::numeric_limits<qint64>::max(), limit);
    while (rows->next())
        found.push_back(rows->id<MessageId>(0));
    return found;
}

} // namespace counterbell::inbox
