// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/keywords.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace counterbell::contacts
{

namespace
{

/// The word inside: what surrounds it is no letter and no digit.
QString coreOf(QStringView text)
{
    const auto isCore = [](QChar c) { return c.isLetterOrNumber() || c.isMark() || c.isSurrogate(); };
    const auto first = std::find_if(text.begin(), text.end(), isCore);
    const auto last = std::find_if(std::make_reverse_iterator(text.end()), std::make_reverse_iterator(first), isCore);
    return QStringView(first, last.base()).toString().normalized(QString::NormalizationForm_KC);
}

/// For comparing.
QString folded(QStringView text)
{
    return coreOf(text).toCaseFolded();
}

bool contains(const std::vector<QString> &list, const QString &word)
{
    return std::any_of(list.begin(), list.end(), [&](const QString &known) { return folded(known) == word; });
}

} // namespace

Keywords defaultKeywords()
{
    return {{u"STOP"_s, u"STOPALL"_s, u"UITSCHRIJVEN"_s, u"UNSUBSCRIBE"_s, u"CANCEL"_s, u"END"_s, u"QUIT"_s,
             u"REVOKE"_s, u"OPTOUT"_s},
            {u"START"_s, u"UNSTOP"_s, u"SUBSCRIBE"_s, u"YES"_s, u"JA"_s},
            {u"HELP"_s, u"INFO"_s}};
}

QString normalisedKeyword(const QString &word)
{
    const auto core = coreOf(word.simplified());
    if (core.size() > kLongestKeyword)
        return {};
    const auto upper = core.toUpper();
    return upper.toCaseFolded() == core.toCaseFolded() ? upper : core;
}

Keyword matchKeyword(QStringView body, const Keywords &keywords)
{
    body = body.trimmed();
    if (body.size() > kLongestKeyword)
        return Keyword::None;
    const auto word = folded(body);
    if (word.isEmpty())
        return Keyword::None;
    if (word == "stop"_L1 || contains(keywords.optOut, word))
        return Keyword::OptOut;
    if (contains(keywords.optIn, word))
        return word == "yes"_L1 || word == "ja"_L1 ? Keyword::OptInIfOptedOut : Keyword::OptIn;
    return contains(keywords.help, word) ? Keyword::Help : Keyword::None;
}

bool isTwilioDefaultKeyword(QStringView body)
{
    static constexpr std::array kWords = {"STOP"_L1,   "STOPALL"_L1, "UNSUBSCRIBE"_L1, "CANCEL"_L1, "END"_L1,
                                          "QUIT"_L1,   "REVOKE"_L1,  "OPTOUT"_L1,      "START"_L1,  "YES"_L1,
                                          "UNSTOP"_L1, "HELP"_L1,    "INFO"_L1};
    const auto word = body.trimmed();
    return std::any_of(kWords.begin(), kWords.end(),
                       [&](QLatin1StringView known) { return word.compare(known, Qt::CaseInsensitive) == 0; });
}

} // namespace counterbell::contacts
