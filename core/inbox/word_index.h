// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"
#include "core/store/transaction.h"

namespace counterbell::inbox
{

/// Message texts as each database indexes them; `search_index.h` is what others use. Texts and words are normalised,
/// `place` is the row's searchKey().
class WordIndex
{
public:
    virtual ~WordIndex() = default;

    virtual void add(store::Tx &tx, MessageId id, qint64 place, const QString &text) const = 0;
    virtual void remove(store::Tx &tx, MessageId id, qint64 place, const QString &text) const = 0;
    /// Messages that hold all words, the last one as a beginning, in front of `before`, newest first.
    [[nodiscard]] virtual std::vector<MessageId> find(store::Connection &db, const QStringList &words, qint64 before,
                                                      int limit) const = 0;
};

[[nodiscard]] std::unique_ptr<WordIndex> sqliteWordIndex();
/// So many of the newest places are compared one after the other before the words' own index is asked.
[[nodiscard]] std::unique_ptr<WordIndex> postgresWordIndex(int newest = 20'000);

/// The runs of letters and digits in a normalised text, each cut at 200 characters.
[[nodiscard]] QStringList searchWords(QStringView text);

} // namespace counterbell::inbox
