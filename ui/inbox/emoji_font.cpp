// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/emoji_font.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr char16_t kTextStyle = 0xFE0E; // whoever wrote it wants it in ink
constexpr char16_t kEmojiStyle = 0xFE0F;

/// Emoji without Emoji_Presentation (Unicode's emoji-data.txt) that people write as pictures; arrows, figures and
/// trade marks are left in ink.
bool isPicture(char16_t c)
{
    struct Range {
        char16_t first, last;
    };
    static constexpr auto kRanges = std::to_array<Range>({
        {0x2600, 0x2604}, {0x260E, 0x260E}, {0x2611, 0x2611}, {0x2618, 0x2618}, {0x261D, 0x261D}, {0x2620, 0x2620},
        {0x2622, 0x2623}, {0x2626, 0x2626}, {0x262A, 0x262A}, {0x262E, 0x262F}, {0x2638, 0x263A}, {0x2640, 0x2640},
        {0x2642, 0x2642}, {0x265F, 0x2660}, {0x2663, 0x2663}, {0x2665, 0x2666}, {0x2668, 0x2668}, {0x267B, 0x267B},
        {0x267E, 0x267E}, {0x2692, 0x2692}, {0x2694, 0x2697}, {0x2699, 0x2699}, {0x269B, 0x269C}, {0x26A0, 0x26A0},
        {0x26A7, 0x26A7}, {0x26B0, 0x26B1}, {0x26C8, 0x26C8}, {0x26CF, 0x26CF}, {0x26D1, 0x26D1}, {0x26D3, 0x26D3},
        {0x26E9, 0x26E9}, {0x26F0, 0x26F1}, {0x26F4, 0x26F4}, {0x26F7, 0x26F9}, {0x2702, 0x2702}, {0x2708, 0x2709},
        {0x270C, 0x270D}, {0x270F, 0x270F}, {0x2712, 0x2712}, {0x2714, 0x2714}, {0x2716, 0x2716}, {0x271D, 0x271D},
        {0x2721, 0x2721}, {0x2733, 0x2734}, {0x2744, 0x2744}, {0x2747, 0x2747}, {0x2763, 0x2764},
    });
    return std::ranges::any_of(kRanges, [c](const Range &range) { return c >= range.first && c <= range.last; });
}

} // namespace

QList<QTextLayout::FormatRange> emojiFormats(const QString &text)
{
    QList<QTextLayout::FormatRange> formats;
    for (int i = 0; i < text.size(); ++i) {
        if (!isPicture(text[i].unicode()))
            continue;
        const char16_t next = i + 1 < text.size() ? text[i + 1].unicode() : 0;
        if (next == kTextStyle)
            continue;
        QTextCharFormat format;
        format.setFontFamilies({u"Noto Color Emoji"_s});
        formats.append({i, next == kEmojiStyle ? 2 : 1, format});
    }
    return formats;
}

} // namespace counterbell::ui
