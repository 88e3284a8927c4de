// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/search_text.h"
#include "core/store/cursor.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// The index over recipients of sends: names and all endings of numbers, read newest first. Every word and number of
/// the terms is the beginning of something there. Within a second the later id counts as the newer.
class RecipientIndex
{
public:
    RecipientIndex(const store::Dialect &dialect, const contacts::SearchTerms &terms, const store::TimeCursor &before);

    /// "send_search f CROSS JOIN sends s …": the sends that fit, as `s`, in whatever way the database indexes them.
    /// `condition()` goes with it, then `values()`, and `order()`.
    [[nodiscard]] QString from() const;
    [[nodiscard]] QString condition() const;
    [[nodiscard]] QVariantList values() const;
    [[nodiscard]] QString order() const;

    /// Looks at no more than so many matches from now on; answers where to go on, if there may be more.
    [[nodiscard]] std::optional<store::TimeCursor> limitTo(store::Connection &db, int matches);

private:
    bool m_isSqlite;
    QString m_match;
    qint64 m_before;
    qint64 m_from = 0;
};

} // namespace counterbell::messaging
