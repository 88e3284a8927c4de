// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/bubble_layout.h"

#include "ui/inbox/emoji_font.h"

#include <QFontMetrics>
#include <QStyle>

#include <cmath>

namespace counterbell::ui
{

namespace
{

constexpr int kMargin = kRowMargin;
constexpr int kMostBubble = 440;
constexpr int kMostProblem = 306;
constexpr int kLeastProblem = 160;
constexpr QMargins kPadding(12, 8, 12, 8);
constexpr int kGap = 8;
constexpr int kMetaGap = 12;
constexpr int kIcon = 16;
constexpr int kPictureGap = 4; // around pictures and between them
constexpr QSize kLeastPicture(160, 64);
constexpr QSize kMostPicture(288, 320);

int advance(const QFont &font, const QString &text)
{
    return text.isEmpty() ? 0 : int(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

struct Text {
    std::shared_ptr<QTextLayout> layout;
    int lines = 0;
    int longest = 0;
    int last = 0;
};

std::shared_ptr<QTextLayout> textLayout(const QString &text, const QFont &font,
                                        const QList<QTextLayout::FormatRange> &formats = {})
{
    auto layout = std::make_shared<QTextLayout>(laidOutText(text), font);
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    layout->setTextOption(option);
    layout->setFormats(formats + emojiFormats(text));
    layout->setCacheEnabled(true);
    return layout;
}

/// Breaks into lines of `line` height; the letters stand in the middle of each.
Text broken(std::shared_ptr<QTextLayout> layout, int width, int line)
{
    Text text{std::move(layout)};
    text.layout->beginLayout();
    for (auto l = text.layout->createLine(); l.isValid(); l = text.layout->createLine()) {
        l.setLineWidth(width);
        l.setPosition({0, text.lines * line + (line - l.height()) / 2});
        text.last = int(std::ceil(l.naturalTextWidth()));
        text.longest = std::max(text.longest, text.last);
        ++text.lines;
    }
    text.layout->endLayout();
    return text;
}

QList<QTextLayout::FormatRange> linkFormats(const std::vector<TextSpan> &links)
{
    QList<QTextLayout::FormatRange> formats;
    for (const auto &link : links) {
        QTextCharFormat format;
        format.setFontUnderline(true);
        formats.append({link.start, link.length, format});
    }
    return formats;
}

/// Puts a rectangle at the row's end side for what we say, at its start for what they say.
QRect placed(const BubbleContent &content, const BubbleFonts &fonts, int width, int y, QSize size)
{
    const int x = content.isOutgoing ? width - fonts.endMargin - size.width() : kMargin;
    return {QPoint(x, y), size};
}

void layOutLabel(BubbleLayout &out, const BubbleContent &content, const BubbleFonts &fonts)
{
    if (content.label.isEmpty() && !content.hasAiChip)
        return;
    const int chip = content.hasAiChip ? fonts.chipWidth : 0;
    const int gap = chip > 0 && !content.label.isEmpty() ? 6 : 0;
    const int label = std::min(advance(fonts.metaMedium, content.label), out.width - 2 * kMargin - chip - gap - 4);
    const auto whole = placed(content, fonts, out.width, out.height, {chip + gap + label + 4, fonts.metaLine});
    if (chip > 0)
        out.chip = QRect(whole.left() + 2, whole.top() - 2, chip, fonts.metaLine + 4);
    out.label = QRect(whole.left() + 2 + chip + gap, whole.top(), label, fonts.metaLine);
    out.height += fonts.metaLine + 4;
}

/// Pictures stand below one another from the bubble's top, and set its width.
QSize stackPictures(BubbleLayout &out, const BubbleContent &content)
{
    const int most = out.width - 2 * kMargin - 2 * kPictureGap;
    QSize stack(0, 0);
    for (const auto &picture : content.pictures) {
        auto box = pictureBox(picture.pixels);
        if (box.width() > most && most > 0)
            box = {most, box.height() * most / box.width()};
        out.pictures.emplace_back(QPoint(kPictureGap, kPictureGap + stack.height()), box);
        stack = {std::max(stack.width(), box.width()), stack.height() + box.height() + kPictureGap};
    }
    return stack;
}

/// The time floats at the end of the last line, or stands on a line of its own where there is no room.
void layOutBody(BubbleLayout &out, const BubbleContent &content, const BubbleFonts &fonts)
{
    const auto stack = stackPictures(out, content);
    const bool hasPictures = !out.pictures.empty();
    const int widest = hasPictures ? stack.width() + 2 * kPictureGap : std::min(kMostBubble, out.width - 2 * kMargin);
    const int most = widest - kPadding.left() - kPadding.right();
    auto padding = kPadding;
    if (hasPictures)
        padding.setTop(kPictureGap + stack.height());
    const int tick = content.tick ? kIcon + 4 : 0;
    const int meta = advance(fonts.meta, content.meta) + tick;
    const int file = content.fileLine.isEmpty() ? 0 : std::min(most, kIcon + 6 + advance(fonts.base, content.fileLine));
    int inner = std::max(file, meta);
    int textHeight = 0;
    bool isMetaBelow = false;
    if (!content.body.isEmpty()) {
        auto layout = textLayout(content.body, fonts.base, linkFormats(content.links));
        auto text = broken(layout, most, fonts.line);
        const int beside = text.last + kMetaGap + meta;
        isMetaBelow = beside > most;
        // A text that had to be wrapped fills its bubble, as one in a browser does.
        const bool isWrapped = text.lines > 1 + int(text.layout->text().count(QChar::LineSeparator));
        inner = isWrapped || isMetaBelow ? most : std::max({inner, text.longest, beside});
        textHeight = text.lines * fonts.line;
        out.body = std::move(text.layout);
    } else if (file + kMetaGap + meta > most) {
        isMetaBelow = true;
    } else {
        inner = std::max(inner, file + kMetaGap + meta);
    }
    if (hasPictures)
        inner = most;
    const int fileHeight = file > 0 ? fonts.line : 0;
    const int fileGap = fileHeight > 0 && textHeight > 0 ? 4 : 0;
    const int inside = fileHeight + fileGap + textHeight + (isMetaBelow ? fonts.line : 0);
    const QSize size(inner + padding.left() + padding.right(),
                     std::max(inside, fonts.line) + padding.top() + padding.bottom());
    out.bubble = placed(content, fonts, out.width, out.height, size);
    const auto area = out.bubble.marginsRemoved(padding);
    for (auto &picture : out.pictures)
        picture.translate(out.bubble.topLeft());
    if (file > 0) {
        out.icon = QRect(area.left(), area.top() + (fonts.line - kIcon) / 2, kIcon, kIcon);
        out.file = QRect(area.left() + kIcon + 6, area.top(), file - kIcon - 6, fonts.line);
    }
    out.text = QRect(area.left(), area.top() + fileHeight + fileGap, inner, textHeight);
    out.meta = QRect(area.right() + 1 - meta, area.bottom() + 1 - fonts.metaLine, meta - tick, fonts.metaLine);
    if (content.tick)
        out.tick = QRect(area.right() + 1 - kIcon, out.meta.top() + (fonts.metaLine - kIcon) / 2, kIcon, kIcon);
    out.height += size.height();
}

void layOutProblem(BubbleLayout &out, const BubbleContent &content, const BubbleFonts &fonts, QSize actions)
{
    if (content.problem.isEmpty())
        return;
    out.height += 6;
    const int room = out.width - 2 * kMargin - kIcon - 8;
    const bool isBeside = room - actions.width() - 12 >= kLeastProblem;
    const int most = std::min(kMostProblem, isBeside ? room - actions.width() - 12 : room);
    QTextCharFormat strong;
    strong.setFont(fonts.strong, QTextCharFormat::FontPropertiesSpecifiedOnly);
    strong.setFontWeight(fonts.strong.weight());
    auto layout = textLayout(content.problem + u' ' + content.problemSentence, fonts.base,
                             {{0, int(content.problem.size()), strong}});
    auto text = broken(layout, most, fonts.line);
    const QSize textSize(text.lines > 1 ? most : text.longest, text.lines * fonts.line);
    const int beside = isBeside && !actions.isEmpty() ? 12 + actions.width() : 0;
    const int height = isBeside ? std::max(textSize.height(), actions.height()) : textSize.height();
    const auto whole = placed(content, fonts, out.width, out.height, {kIcon + 8 + textSize.width() + beside, height});
    const int textTop = whole.top() + (height - textSize.height()) / 2;
    out.problemIcon = QRect(whole.left(), textTop + 2, kIcon, kIcon);
    out.problem = QRect(QPoint(whole.left() + kIcon + 8, textTop), textSize);
    out.height += height;
    if (!actions.isEmpty() && isBeside)
        out.actions =
            QRect(QPoint(whole.right() + 1 - actions.width(), whole.top() + (height - actions.height()) / 2), actions);
    else if (!actions.isEmpty()) {
        out.actions = placed(content, fonts, out.width, out.height + 4, actions);
        out.height += 4 + actions.height();
    }
    out.sentence = std::move(text.layout);
}

void layOutEvent(BubbleLayout &out, const BubbleContent &content, const BubbleFonts &fonts)
{
    out.height += 2;
    const int icon = content.icon.isEmpty() ? 0 : kIcon + 6;
    const int most = out.width - 2 * kMargin - icon;
    auto text = broken(textLayout(content.body, fonts.meta), most, fonts.metaLine);
    const int height = text.lines * fonts.metaLine + 12;
    const int width = icon + (text.lines > 1 ? most : text.longest);
    out.bubble = QRect((out.width + kMargin - fonts.endMargin - width) / 2, out.height, width, height);
    out.icon = QRect(out.bubble.left(), out.height + 6, icon > 0 ? kIcon : 0, kIcon);
    out.text = QRect(out.bubble.left() + icon, out.height + 6, width - icon, height - 12);
    out.body = std::move(text.layout);
    out.height += height + 2;
}

} // namespace

QSize pictureBox(QSize pixels)
{
    if (pixels.isEmpty())
        return {kMostPicture.width(), kMostPicture.width() * 3 / 4};
    const bool isSmall = pixels.width() <= kMostPicture.width() && pixels.height() <= kMostPicture.height();
    return (isSmall ? pixels : pixels.scaled(kMostPicture, Qt::KeepAspectRatio)).expandedTo(kLeastPicture);
}

QString laidOutText(const QString &body)
{
    auto text = body;
    for (auto &c : text) {
        if (c == u'\n' || c == u'\r')
            c = QChar::LineSeparator;
    }
    return text;
}

BubbleLayout layOutBubble(const BubbleContent &content, int width, const BubbleFonts &fonts, QSize actions)
{
    BubbleLayout out;
    out.width = width;
    if (!content.day.isEmpty()) {
        out.day = QRect(kMargin, 12, width - kMargin - fonts.endMargin, fonts.metaLine);
        out.height = 12 + fonts.metaLine + 8;
    }
    if (content.kind == BubbleKind::Event) {
        layOutEvent(out, content, fonts);
        return out;
    }
    layOutLabel(out, content, fonts);
    layOutBody(out, content, fonts);
    layOutProblem(out, content, fonts, actions);
    out.height += kGap;
    return out;
}

int linkAt(const BubbleContent &content, const BubbleLayout &layout, QPoint position, Qt::LayoutDirection direction)
{
    if (!layout.body || content.kind == BubbleKind::Event)
        return -1;
    const auto shown = QStyle::visualRect(direction, QRect(0, 0, layout.width, layout.height), layout.text);
    if (!shown.contains(position))
        return -1;
    for (int i = 0; i < layout.body->lineCount(); ++i) {
        const auto line = layout.body->lineAt(i);
        const double shift = direction == Qt::RightToLeft ? shown.width() - line.naturalTextWidth() : 0;
        const QPointF at(position.x() - shown.left() - shift, position.y() - shown.top());
        if (!line.naturalTextRect().contains(at))
            continue;
        const int character = line.xToCursor(at.x(), QTextLine::CursorOnCharacter);
        for (int link = 0; link < int(content.links.size()); ++link) {
            const auto &span = content.links[size_t(link)];
            if (character >= span.start && character < span.start + span.length)
                return link;
        }
    }
    return -1;
}

} // namespace counterbell::ui
