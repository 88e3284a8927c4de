// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/word_index.h"

namespace counterbell::inbox
{

QStringList searchWords(QStringView text)
{
    constexpr qsizetype kLongestWord = 200; // PostgreSQL takes 2,046 bytes
    QStringList words;
    QString word;
    const auto end = [&] {
        if (!word.isEmpty())
            words << word;
        word.clear();
    };
    for (const char32_t c : text.toUcs4()) {
        if (!QChar::isLetterOrNumber(c))
            end();
        else if (word.size() < kLongestWord)
            word += QChar::fromUcs4(c);
    }
    end();
    return words;
}

} // namespace counterbell::inbox
