// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"
#include "core/store/cursor.h"
#include "core/store/transaction.h"

namespace counterbell::inbox
{

/// The index over message texts. Text is normalised here, in C++, so that both databases find the same: NFKD, marks
/// and tatweel off, case-folded (DESIGN 10).
[[nodiscard]] QString normalisedForSearch(QStringView text);

/// `at` is the message's own time: by it the newest come first, and it never changes.
void indexMessage(store::Tx &tx, MessageId id, Timestamp at, const QString &body);
/// Needs the very text and time that were indexed.
void unindexMessage(store::Tx &tx, MessageId id, Timestamp at, const QString &body);

/// Ids of messages that hold all words of `text` (the last one as a beginning), newest first, older than `before`.
/// Within a second the later id counts as the newer.
[[nodiscard]] std::vector<MessageId> searchMessages(store::Connection &db, const QString &text,
                                                    const std::optional<store::TimeCursor> &before, int limit);

/// The place of a row in an index that is read newest first: its second, then its id's last 16 bits. FTS5 brings rows
/// in the order of their keys and in no other at that price. Two rows share a key only if 65,536 rows were made
/// between them and both belong to one second.
[[nodiscard]] qint64 searchKey(const store::TimeCursor &row);

} // namespace counterbell::inbox
