// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/search_text.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;

QString searchText(QStringView text)
{
    constexpr char32_t kTatweel = 0x0640;
    // Qt folds letter by letter: only by way of the capitals does a sharp s become two letters. Folding can make marks
    // anew, so the decomposition comes last as well.
    const auto folded = text.toString()
                            .normalized(QString::NormalizationForm_KD)
                            .toUpper()
                            .toCaseFolded()
                            .normalized(QString::NormalizationForm_KD);
    QString out;
    out.reserve(folded.size());
    for (const char32_t c : folded.toUcs4()) {
        if (!QChar::isMark(c) && c != kTatweel)
            out += QChar::fromUcs4(c);
    }
    return out.simplified();
}

QString containsPattern(const QString &text)
{
    QString escaped = text;
    for (const auto wildcard : {u'!', u'%', u'_'})
        escaped.replace(wildcard, QString(u'!') + wildcard);
    return u'%' + escaped + u'%';
}

SearchTerms searchTerms(QStringView text)
{
    constexpr qsizetype kMostTerms = 8;
    SearchTerms terms;
    QString run; // letters and digits without a break
    QString number;
    bool hasLetter = false;
    const auto endNumber = [&] {
        while (number.startsWith(u'0'))
            number.remove(0, 1);
        if (!number.isEmpty() && terms.words.size() + terms.numbers.size() < kMostTerms)
            terms.numbers << number;
        number.clear();
    };
    const auto endRun = [&] {
        if (hasLetter) {
            endNumber();
            if (terms.words.size() + terms.numbers.size() < kMostTerms)
                terms.words << run;
        } else {
            number += run;
        }
        run.clear();
        hasLetter = false;
    };
    for (const char32_t c : searchText(text.left(100)).toUcs4()) {
        if (QChar::isDigit(c)) {
            run += QChar(u'0' + QChar::digitValue(c));
        } else if (QChar::isLetterOrNumber(c) && QChar::unicodeVersion(c) <= QChar::Unicode_6_1) {
            // Younger letters separate words for the index too, whose tables are of that version.
            run += QChar::fromUcs4(c);
            hasLetter = true;
        } else {
            endRun();
        }
    }
    endRun();
    endNumber();
    return terms;
}

QString recipientSearchText(QStringView name, QStringView number)
{
    constexpr qsizetype kShortestEnding = 3;
    QString digits;
    for (const QChar c : number) {
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
    }
    // Whatever separates words is a blank here: not each index has a splitter of its own.
    QString words;
    for (const char32_t c : searchText(name).toUcs4())
        words += QChar::isLetterOrNumber(c) ? QStringView(QChar::fromUcs4(c)) : QStringView(u" ");
    words = words.simplified();
    for (qsizetype i = 0; i == 0 || i + kShortestEnding <= digits.size(); ++i)
        words += u' ' + digits.sliced(std::min(i, digits.size()));
    return words.trimmed();
}

} // namespace counterbell::contacts
