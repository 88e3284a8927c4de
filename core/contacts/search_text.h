// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace counterbell::contacts
{

/// A text as it is looked for: NFKD, marks and tatweel off, case folded, runs of blanks one blank (DESIGN 10).
/// Both sides of every comparison go through it, so "ZOË", "zoe" and "Zoë" are the same.
[[nodiscard]] QString searchText(QStringView text);

/// A pattern for `LIKE ? ESCAPE '!'` that finds `text` anywhere; the text's own wildcards mean themselves.
[[nodiscard]] QString containsPattern(const QString &text);

/// What a person types to find somebody: parts of a name and parts of a number in any notation, in any order. All of
/// them have to fit: "Hana 2" is a Hana with a 2 in her number or name.
struct SearchTerms {
    QStringList words;   ///< as searchText() has them: letters and digits only, at least one letter
    QStringList numbers; ///< digits that belong together ("0412 345" is one), without zeros in front

    [[nodiscard]] bool isEmpty() const { return words.isEmpty() && numbers.isEmpty(); }
    bool operator==(const SearchTerms &) const = default;
};

/// The first 100 characters and at most eight terms of them count.
[[nodiscard]] SearchTerms searchTerms(QStringView text);

/// A recipient as an index of word beginnings takes them: the name, and every ending of the number's digits of three
/// and more, so that any part of the number is the beginning of a word.
[[nodiscard]] QString recipientSearchText(QStringView name, QStringView number);

} // namespace counterbell::contacts
