// SPDX-License-Identifier: Apache-2.0
#include "ui/client/sms_count.h"

#include <QTextBoundaryFinder>

namespace counterbell::ui
{

namespace
{

constexpr QStringView kMarks = u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
constexpr QStringView kEscaped = u"^{}[]~\\|€\f";
constexpr qsizetype kMostCostly = 20;

/// 0 where GSM-7 doesn't have the character.
int septets(QChar c)
{
    const bool isAlphanumeric = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
    if (isAlphanumeric || kMarks.contains(c))
        return 1;
    return kEscaped.contains(c) ? 2 : 0;
}

struct Packing {
    int part;
    int parts = 1;
    int used = 0;
    int lost = 0; ///< units left empty at the ends of parts

    void add(int units)
    {
        if (used + units > part) {
            lost += part - used;
            ++parts;
            used = 0;
        }
        used += units;
    }
};

QStringList clusters(QStringView text)
{
    QStringList found;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text.data(), text.size());
    qsizetype start = 0;
    for (auto end = finder.toNextBoundary(); end > 0; start = end, end = finder.toNextBoundary())
        found += text.mid(start, end - start).toString();
    return found;
}

SmsCount packed(SmsCount count, int single, const Packing &packing)
{
    const bool isSingle = count.units <= single;
    count.segments = isSingle ? 1 : packing.parts;
    count.capacity = isSingle ? single : packing.parts * packing.part - packing.lost;
    return count;
}

} // namespace

SmsCount countSms(QStringView text)
{
    SmsCount count;
    count.isGsm = std::all_of(text.begin(), text.end(), [](QChar c) { return septets(c) > 0; });
    if (count.isGsm) {
        Packing packing{153};
        for (const QChar c : text) {
            count.units += septets(c);
            packing.add(septets(c));
        }
        return packed(count, 160, packing);
    }
    Packing packing{67};
    count.units = int(text.size());
    for (const auto &cluster : clusters(text)) {
        const bool isGsm = std::all_of(cluster.begin(), cluster.end(), [](QChar c) { return septets(c) > 0; });
        if (!isGsm && count.costly.size() < kMostCostly && !count.costly.contains(cluster))
            count.costly += cluster;
        if (cluster.size() <= packing.part) {
            packing.add(int(cluster.size()));
            continue;
        }
        // Letters under a pile of accents that no part could hold are cut between code points.
        for (qsizetype i = 0; i < cluster.size();) {
            const int units = cluster[i].isHighSurrogate() && i + 1 < cluster.size() ? 2 : 1;
            packing.add(units);
            i += units;
        }
    }
    return packed(count, 70, packing);
}

} // namespace counterbell::ui
