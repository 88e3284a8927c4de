// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/segments.h"

#include <QHash>
#include <QTextBoundaryFinder>

#include <vector>

namespace counterbell::sandbox
{

namespace
{

// The default table and the extension table of GSM 03.38 (FACTS 10), as code units: all are in the BMP.
constexpr QStringView kBasic = u"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
                               u"ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
constexpr QStringView kExtended = u"^{}[]~\\|€\f";

/// Septets of a character, 0 when GSM-7 has no place for it.
int septets(QChar c)
{
    if (kBasic.contains(c))
        return 1;
    return kExtended.contains(c) ? 2 : 0;
}

/// Sizes of what may not be torn, in order; empty when the text is not GSM-7.
std::vector<int> gsmPieces(const QString &text)
{
    std::vector<int> pieces;
    for (const auto c : text) {
        const int size = septets(c);
        if (size == 0)
            return {};
        pieces.push_back(size);
    }
    return pieces;
}

std::vector<int> ucsPieces(const QString &text)
{
    std::vector<int> pieces;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype from = 0; finder.toNextBoundary() >= 0; from = finder.position()) {
        const auto cluster = QStringView(text).sliced(from, finder.position() - from);
        if (cluster == u"\r\n") // one cluster by Unicode, two characters on the air
            pieces.insert(pieces.end(), {1, 1});
        else
            pieces.push_back(int(cluster.size()));
    }
    return pieces;
}

int parts(const std::vector<int> &pieces, int single, int multi)
{
    int total = 0;
    for (const int size : pieces)
        total += size;
    if (total <= single)
        return 1;
    int count = 1;
    int used = 0;
    for (const int size : pieces) {
        if (used + size > multi) {
            ++count;
            used = 0;
        }
        used += size;
    }
    return count;
}

} // namespace

SegmentCount countSegments(const QString &text)
{
    const auto gsm = gsmPieces(text);
    if (!gsm.empty() || text.isEmpty())
        return {true, parts(gsm, 160, 153)};
    return {false, parts(ucsPieces(text), 70, 67)};
}

QString smartEncoded(const QString &text)
{
    static const QHash<char16_t, QString> twins = [] {
        QHash<char16_t, QString> table;
        const auto add = [&](QStringView from, const char *to) {
            for (const auto c : from)
                table.insert(c.unicode(), QString::fromLatin1(to));
        };
        add(u"\u2018\u2019\u201A\u201B\u2032\u02BC\u02BB\u02C8\u02BD\u2039\u203A\u0060\u00B4\u02CA\u02CB\u275B\u275C"
            u"\u0313\u0314\uFF07",
            "'");
        add(u"\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB\u02BA\u02EE\u275D\u275E\u301D\u301E\uFF02", "\"");
        add(u"\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u02D7\uFE58\uFE63\uFF0D", "-");
        add(u"\u2026", "...");
        add(u"\t\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000", " ");
        add(u"\u200B\u2060\uFEFF", "");
        return table;
    }();
    QString out;
    for (const auto c : text) {
        const auto twin = twins.constFind(c.unicode());
        out += twin == twins.constEnd() ? QString(c) : *twin;
    }
    return out;
}

} // namespace counterbell::sandbox
