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

QString phoneSearchDigits(QStringView text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
        else if (c.isLetter())
            return {};
    }
    while (digits.startsWith(u'0'))
        digits.remove(0, 1);
    return digits.size() < 3 ? QString() : digits;
}

} // namespace counterbell::contacts
