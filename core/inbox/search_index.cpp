// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/search_index.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMostWords = 12;

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

void indexMessage(store::Tx &tx, MessageId id, const QString &body)
{
    if (!body.isEmpty())
        tx.execute(u"INSERT INTO message_search (rowid, body) VALUES (?, ?)"_s, id, normalisedForSearch(body));
}

void unindexMessage(store::Tx &tx, MessageId id, const QString &body)
{
    if (!body.isEmpty())
        tx.execute(u"INSERT INTO message_search (message_search, rowid, body) VALUES ('delete', ?, ?)"_s, id,
                   normalisedForSearch(body));
}

std::vector<MessageId> searchMessages(store::Connection &db, const QString &text, qint64 before, int limit)
{
    std::vector<MessageId> found;
    const auto match = matchExpression(text);
    if (match.isEmpty())
        return found;
    const auto rows = db.query(
        u"SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"_s,
        match, before, limit);
    while (rows->next())
        found.push_back(rows->id<MessageId>(0));
    return found;
}

} // namespace counterbell::inbox
