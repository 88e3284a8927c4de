// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_search.h"

namespace counterbell::ui
{

namespace
{

/// Letters without case, marks and tatweel, and for each the place that it came from.
struct Folded {
    QString text;
    std::vector<int> places;
};

Folded folded(const QString &text)
{
    Folded out;
    for (int i = 0; i < text.size();) {
        const int length = text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1;
        for (const QChar c : text.mid(i, length).normalized(QString::NormalizationForm_KD).toCaseFolded()) {
            if (c.isMark() || c == QChar(0x0640))
                continue;
            out.text += c;
            out.places.push_back(i);
        }
        i += length;
    }
    out.places.push_back(int(text.size()));
    return out;
}

} // namespace

std::vector<TextSpan> occurrences(const QString &text, const QString &wanted)
{
    std::vector<TextSpan> found;
    const auto needle = folded(wanted.simplified()).text;
    if (needle.isEmpty())
        return found;
    const auto hay = folded(text);
    for (auto at = hay.text.indexOf(needle); at >= 0; at = hay.text.indexOf(needle, at + needle.size())) {
        const int start = hay.places[size_t(at)];
        found.push_back({start, hay.places[size_t(at + needle.size())] - start});
    }
    return found;
}

bool ThreadSearch::look(const ThreadModel &model, const QString &wanted)
{
    const auto was = wanted == m_wanted ? currentKey() : 0;
    m_wanted = wanted;
    m_keys.clear();
    m_found.clear();
    for (int row = model.count() - 1; row >= 0; --row) {
        const auto &entry = model.at(row);
        if (entry.message.kind == MessageKind::Event)
            continue;
        auto spans = occurrences(entry.message.body, wanted);
        if (spans.empty())
            continue;
        m_keys.push_back(entry.key);
        m_found.insert(entry.key, std::move(spans));
    }
    const auto still = std::find(m_keys.begin(), m_keys.end(), was);
    m_at = still != m_keys.end() ? int(still - m_keys.begin()) : m_keys.empty() ? -1 : 0;
    return m_at >= 0;
}

bool ThreadSearch::toOlder()
{
    if (m_at + 1 >= count())
        return false;
    ++m_at;
    return true;
}

bool ThreadSearch::toNewer()
{
    if (m_at <= 0)
        return false;
    --m_at;
    return true;
}

} // namespace counterbell::ui
