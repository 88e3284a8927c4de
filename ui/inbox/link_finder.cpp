// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/link_finder.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kMostLinks = 50;

/// A sentence's own marks at the end belong to the sentence; a closing bracket does where none was opened.
int withoutTrailingMarks(QStringView link)
{
    auto length = link.size();
    while (length > 0) {
        const QChar last = link[length - 1];
        const bool isLoneBracket = last == u')' && link.left(length).count(u'(') < link.left(length).count(u')');
        if (!QStringView(u".,;:!?'\"»”’").contains(last) && !isLoneBracket)
            break;
        --length;
    }
    return int(length);
}

} // namespace

std::vector<TextSpan> findLinks(const QString &text)
{
    std::vector<TextSpan> links;
    if (!text.contains(u"://"_s) && !text.contains(u"www."_s, Qt::CaseInsensitive))
        return links;
    static const QRegularExpression pattern(u"\\b(?:https?://|www\\.)[^\\s<>\"]{2,2000}"_s,
                                            QRegularExpression::CaseInsensitiveOption |
                                                QRegularExpression::UseUnicodePropertiesOption);
    for (auto it = pattern.globalMatch(text); it.hasNext() && links.size() < kMostLinks;) {
        const auto match = it.next();
        const int length = withoutTrailingMarks(match.capturedView());
        if (length > 0)
            links.push_back({int(match.capturedStart()), length});
    }
    return links;
}

} // namespace counterbell::ui
