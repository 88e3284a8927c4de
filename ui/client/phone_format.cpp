// SPDX-License-Identifier: Apache-2.0
#include "ui/client/format.h"

#include <array>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// How many digits the calling code has: 1 and 7 stand alone, these pairs are whole codes, all others have three.
qsizetype callingCodeSize(QStringView digits)
{
    if (digits.startsWith(u'1') || digits.startsWith(u'7'))
        return 1;
    static constexpr auto kPairs = std::to_array<QStringView>(
        {u"20", u"27", u"30", u"31", u"32", u"33", u"34", u"36", u"39", u"40", u"41", u"43", u"44", u"45", u"46",
         u"47", u"48", u"49", u"51", u"52", u"53", u"54", u"55", u"56", u"57", u"58", u"60", u"61", u"62", u"63",
         u"64", u"65", u"66", u"81", u"82", u"84", u"86", u"90", u"91", u"92", u"93", u"94", u"95", u"98"});
    return std::ranges::find(kPairs, digits.first(2)) != kPairs.end() ? 2 : 3;
}

/// Sizes of the first groups, as people of that country read their numbers; what is left comes in threes.
std::vector<qsizetype> firstGroups(QStringView code, QStringView national)
{
    if (code == u"1")
        return {3, 3, 4};
    if (code == u"61" && !national.startsWith(u'4') && national.size() == 9)
        return {1, 4, 4};
    if (code == u"44" && national.startsWith(u'7'))
        return {4, 6};
    if (code == u"33" && national.size() == 9)
        return {1, 2, 2, 2, 2};
    return {};
}

} // namespace

QString phone(const QString &e164)
{
    const QStringView digits = QStringView(e164).mid(1);
    const bool isNumber = e164.startsWith(u'+') && digits.size() >= 7 && digits.size() <= 15 &&
                          std::ranges::all_of(digits, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!isNumber)
        return isolated(e164);
    const auto codeSize = callingCodeSize(digits);
    const auto code = digits.first(codeSize);
    auto rest = digits.mid(codeSize);
    QStringList groups{u'+' + code.toString()};
    for (const auto size : firstGroups(code, rest)) {
        if (rest.isEmpty())
            break;
        groups << rest.first(std::min(size, rest.size())).toString();
        rest = rest.mid(size);
    }
    while (!rest.isEmpty()) {
        // No digit stands alone at the end: 4 and 2 + 2, not 3 + 1.
        const qsizetype size = rest.size() == 4 ? 2 : std::min<qsizetype>(3, rest.size());
        groups << rest.first(size).toString();
        rest = rest.mid(size);
    }
    return leftToRight(groups.join(u' '));
}

} // namespace counterbell::ui
