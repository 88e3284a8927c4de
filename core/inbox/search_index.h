// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"
#include "core/store/transaction.h"

namespace counterbell::inbox
{

/// The index over message texts. Text is normalised here, in C++, so that both databases find the same: NFKD, marks
/// and tatweel off, case-folded (DESIGN 10).
[[nodiscard]] QString normalisedForSearch(QStringView text);

void indexMessage(store::Tx &tx, MessageId id, const QString &body);
/// Needs the very text that was indexed.
void unindexMessage(store::Tx &tx, MessageId id, const QString &body);

/// Ids of messages that hold all words of `text` (the last one as a beginning), newest first, below `before`.
[[nodiscard]] std::vector<MessageId> searchMessages(store::Connection &db, const QString &text, qint64 before,
                                                    int limit);

} // namespace counterbell::inbox
