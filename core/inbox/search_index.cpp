// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/search_index.h"

#include "core/inbox/word_index.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMostWords = 12;
constexpr qint64 kLatest = 100'000'000'000'000; // the year 5138; its key still fits

std::unique_ptr<WordIndex> indexOf(const store::Connection &db)
{
    return db.dialect().kind() == store::Dialect::Kind::Sqlite ? sqliteWordIndex() : postgresWordIndex();
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
        indexOf(tx)->add(tx, id, searchKey({at, id.value}), normalisedForSearch(body));
}

void unindexMessage(store::Tx &tx, MessageId id, Timestamp at, const QString &body)
{
    if (!body.isEmpty())
        indexOf(tx)->remove(tx, id, searchKey({at, id.value}), normalisedForSearch(body));
}

std::vector<MessageId> searchMessages(store::Connection &db, const QString &text,
                                      const std::optional<store::TimeCursor> &before, int limit)
{
    const auto words = searchWords(normalisedForSearch(text.left(200))).mid(0, kMostWords);
    if (words.isEmpty())
        return {};
    return indexOf(db)->find(db, words, before ? searchKey(*before) : std::numeric_limits<qint64>::max(), limit);
}

} // namespace counterbell::inbox
