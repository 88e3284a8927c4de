// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/segments.h"

#include <QTextBoundaryFinder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::messaging
{

namespace
{

constexpr qsizetype kMostNonGsm = 20;

/// 3GPP TS 23.038's basic table without letters and digits, and what its escape adds (FACTS 10).
constexpr QStringView kBasicMarks = u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
constexpr QStringView kEscaped = u"^{}[]~\\|€\f";

/// Septets of one character; 0 where GSM-7 doesn't have it.
int septetsOf(QChar c)
{
    if ((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9'))
        return 1;
    if (kBasicMarks.contains(c))
        return 1;
    return kEscaped.contains(c) ? 2 : 0;
}

/// Parts of `capacity` units filled one piece after the other; a piece never lies across a border.
struct Parts {
    int capacity;
    int count = 1;
    int used = 0;

    void add(int units)
    {
        if (used + units > capacity) {
            ++count;
            used = 0;
        }
        used += units;
    }
};

/// Calls `piece(start, length)` for each grapheme cluster.
template <class Piece>
void forEachCluster(QStringView text, Piece piece)
{
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data(), text.size());
    qsizetype start = 0;
    for (auto end = finder.toNextBoundary(); end > 0; end = finder.toNextBoundary()) {
        piece(start, end - start);
        start = end;
    }
}

/// A cluster that no part could hold (letters under a pile of accents) has to be cut, between code points.
void addCluster(Parts &parts, QStringView cluster)
{
    if (cluster.size() <= parts.capacity)
        return parts.add(int(cluster.size()));
    for (qsizetype i = 0; i < cluster.size();) {
        const int units = cluster[i].isHighSurrogate() && i + 1 < cluster.size() ? 2 : 1;
        parts.add(units);
        i += units;
    }
}

void finish(SegmentCount &count, int single, const Parts &parts)
{
    const bool isSingle = count.units <= single;
    count.segments = isSingle ? 1 : parts.count;
    count.unitsLeft = isSingle ? single - count.units : parts.capacity - parts.used;
}

std::vector<QString> nonGsmIn(QStringView text)
{
    std::vector<QString> found;
    forEachCluster(text, [&](qsizetype start, qsizetype length) {
        const auto cluster = text.mid(start, length);
        const bool isGsm = std::all_of(cluster.begin(), cluster.end(), [](QChar c) { return septetsOf(c) > 0; });
        if (!isGsm && qsizetype(found.size()) < kMostNonGsm &&
            std::find(found.begin(), found.end(), cluster) == found.end())
            found.push_back(cluster.toString());
    });
    return found;
}

QStringView gsmTwin(QChar c)
{
    switch (c.unicode()) {
    case u'\u2018':
    case u'\u2019':
    case u'\u201B':
    case u'\u2032':
    case u'\u02BC':
    case u'\u02B9':
    case u'\u00B4':
    case u'`':
        return u"'";
    case u'\u201C':
    case u'\u201D':
    case u'\u201E':
    case u'\u201F':
    case u'\u2033':
    case u'\u00AB':
    case u'\u00BB':
        return u"\"";
    case u'\u2010':
    case u'\u2011':
    case u'\u2012':
    case u'\u2013':
    case u'\u2014':
    case u'\u2015':
    case u'\u2212':
    case u'\u2022':
    case u'\u2043':
        return u"-";
    case u'\u201A':
        return u",";
    case u'\u2026':
        return u"...";
    case u'\u2039':
        return u"<";
    case u'\u203A':
        return u">";
    case u'\u2044':
    case u'\u2215':
    case u'\u00F7':
        return u"/";
    case u'\u203C':
        return u"!!";
    case u'\u00D7':
        return u"x";
    case u'\t':
    case u'\u00A0':
    case u'\u202F':
    case u'\u205F':
    case u'\u3000':
        return u" ";
    case u'\u2028':
    case u'\u2029':
        return u"\n";
    default:
        return c >= u'\u2000' && c <= u'\u200A' ? QStringView(u" ") : QStringView();
    }
}

} // namespace

SegmentCount countSegments(QStringView text)
{
    SegmentCount count;
    Parts gsm{153};
    const bool isGsm = std::all_of(text.begin(), text.end(), [&](QChar c) {
        const int septets = septetsOf(c);
        count.units += septets;
        gsm.add(septets);
        return septets > 0;
    });
    if (isGsm) {
        finish(count, 160, gsm);
        return count;
    }
    count.encoding = SmsEncoding::Ucs2;
    count.units = int(text.size());
    count.nonGsm = nonGsmIn(text);
    Parts parts{67};
    forEachCluster(text, [&](qsizetype start, qsizetype length) { addCluster(parts, text.mid(start, length)); });
    finish(count, 70, parts);
    return count;
}

int billedParts(Channel channel, QStringView text)
{
    return channel == Channel::Sms ? countSegments(text).segments : 1;
}

QString toGsmPunctuation(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        const auto twin = gsmTwin(c);
        if (twin.isEmpty())
            out += c;
        else
            out += twin;
    }
    return out;
}

} // namespace counterbell::messaging
