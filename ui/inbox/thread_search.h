// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/bubble_content.h"

#include <QHash>

namespace counterbell::ui
{

/// Where a text occurs in another, letter case and accents apart: "cafe" is found in "Café". Indexes are those of
/// `text`.
[[nodiscard]] std::vector<TextSpan> occurrences(const QString &text, const QString &wanted);

/// What find in conversation found among the rows that are held, newest first.
class ThreadSearch
{
public:
    /// Looks again, staying at the row it was at. Answers whether anything was found.
    bool look(const ThreadModel &model, const QString &wanted);
    /// One match older (or newer); false at the end: older ones may be fetched.
    bool toOlder();
    bool toNewer();

    [[nodiscard]] const QString &wanted() const { return m_wanted; }
    [[nodiscard]] int count() const { return int(m_keys.size()); }
    /// From 1, newest first; 0 for none.
    [[nodiscard]] int position() const { return m_at + 1; }
    [[nodiscard]] qint64 currentKey() const { return m_at < 0 ? 0 : m_keys[size_t(m_at)]; }
    [[nodiscard]] const QHash<qint64, std::vector<TextSpan>> &found() const { return m_found; }

private:
    QString m_wanted;
    std::vector<qint64> m_keys;
    QHash<qint64, std::vector<TextSpan>> m_found;
    int m_at = -1;
};

} // namespace counterbell::ui
