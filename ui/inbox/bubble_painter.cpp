// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/bubble_painter.h"

#include "ui/inbox/media_pictures.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// Rounded, but for the tail: the bottom corner at the sender's side.
QPainterPath bubblePath(const QRectF &rect, bool isTailRight)
{
    const double r = std::min<double>(kBubbleRadius, rect.height() / 2);
    const double left = isTailRight ? r : kBubbleTail;
    const double right = isTailRight ? kBubbleTail : r;
    QPainterPath path;
    path.moveTo(rect.left() + r, rect.top());
    path.lineTo(rect.right() - r, rect.top());
    path.arcTo(rect.right() - 2 * r, rect.top(), 2 * r, 2 * r, 90, -90);
    path.lineTo(rect.right(), rect.bottom() - right);
    path.arcTo(rect.right() - 2 * right, rect.bottom() - 2 * right, 2 * right, 2 * right, 0, -90);
    path.lineTo(rect.left() + left, rect.bottom());
    path.arcTo(rect.left(), rect.bottom() - 2 * left, 2 * left, 2 * left, 270, -90);
    path.lineTo(rect.left(), rect.top() + r);
    path.arcTo(rect.left(), rect.top(), 2 * r, 2 * r, 180, -90);
    path.closeSubpath();
    return path;
}

class Painting
{
public:
    Painting(QPainter &painter, QPoint origin, const LaidOutRow &row, const BubbleLook &look, const QPalette &palette)
        : p(painter),
          o(origin),
          content(row.content),
          layout(row.layout),
          look(look),
          palette(palette),
          c(colors(palette))
    {
    }

    void paint()
    {
        if (!layout.day.isNull())
            paintDay();
        if (content.kind == BubbleKind::Event)
            return paintEvent();
        paintLabel();
        paintShape();
        paintInside();
        paintProblem();
    }

private:
    [[nodiscard]] QRect shown(const QRect &rect) const
    {
        return QStyle::visualRect(look.direction, QRect(0, 0, layout.width, layout.height), rect).translated(o);
    }
    [[nodiscard]] bool isRightToLeft() const { return look.direction == Qt::RightToLeft; }

    void paintWords(const QRect &rect, const QString &text, Text font, const QColor &color, int alignment)
    {
        p.setFont(ui::font(font));
        p.setPen(color);
        p.drawText(rect,
                   QStyle::visualAlignment(look.direction, Qt::Alignment(alignment)) | Qt::AlignVCenter |
                       Qt::TextSingleLine | Qt::TextDontClip,
                   text);
    }

    void paintDay()
    {
        const auto rect = shown(layout.day);
        const int text = QFontMetrics(ui::font(Text::MetaMedium)).horizontalAdvance(content.day);
        const int middle = rect.center().y();
        p.setPen(c.line);
        p.drawLine(rect.left(), middle, rect.center().x() - text / 2 - 13, middle);
        p.drawLine(rect.center().x() + text / 2 + 13, middle, rect.right(), middle);
        paintWords(rect, content.day, Text::MetaMedium, c.text3, Qt::AlignHCenter);
    }

    /// Lines stand at the row's start side, whatever direction their letters have.
    void paintLines(const std::shared_ptr<QTextLayout> &lines, const QRect &rect, const QColor &color,
                    const QList<QTextLayout::FormatRange> &extra = {})
    {
        if (!lines)
            return;
        p.setPen(color);
        if (!isRightToLeft()) {
            lines->draw(&p, rect.topLeft(), extra);
            return;
        }
        for (int i = 0; i < lines->lineCount(); ++i) {
            const auto line = lines->lineAt(i);
            const QPointF at(rect.right() + 1 - line.naturalTextWidth() - line.x(), rect.top());
            if (extra.isEmpty()) {
                line.draw(&p, at);
                continue;
            }
            p.save();
            p.setClipRect(QRectF(rect.left(), rect.top() + line.y(), rect.width(), line.height()), Qt::IntersectClip);
            lines->draw(&p, at, extra);
            p.restore();
        }
    }

    void paintEvent()
    {
        const auto color = content.isAlarming ? c.dangerT : c.text2;
        if (look.isFocused)
            paintFocus(shown(layout.bubble.adjusted(-6, 0, 6, 0)), kCardRadius);
        paintIcon(p, shown(layout.icon), content.icon, content.isAlarming ? c.dangerT : c.text3, look.direction);
        paintLines(layout.body, shown(layout.text), color);
    }

    void paintLabel()
    {
        if (!layout.chip.isNull())
            paintChip(p, shown(layout.chip), ChipLook::Ai, chipText(ChipLook::Ai), palette, look.direction);
        if (content.label.isEmpty())
            return;
        const auto text = QFontMetrics(ui::font(Text::MetaMedium))
                              .elidedText(content.label, Qt::ElideRight, layout.label.width() + 1);
        paintWords(shown(layout.label), text, Text::MetaMedium, content.isLabelAccent ? c.accentT : c.text2,
                   Qt::AlignLeft);
    }

    void paintShape()
    {
        QColor fill = c.bubIn;
        QPen line = Qt::NoPen;
        switch (content.kind) {
        case BubbleKind::Operator:
            fill = c.bubOut;
            break;
        case BubbleKind::Ai:
        case BubbleKind::Automatic:
            fill = c.bubAi;
            line = QPen(c.bubAiLine, 1);
            break;
        case BubbleKind::Queued:
            fill = QColor(Qt::transparent);
            line = QPen(c.control, 1, Qt::CustomDashLine);
            line.setDashPattern({3, 3});
            break;
        case BubbleKind::Failed:
            fill = c.base;
            line = QPen(c.dangerT, 1);
            break;
        case BubbleKind::Note:
            fill = noteColor(palette);
            break;
        case BubbleKind::Incoming:
        case BubbleKind::Event:
            break;
        }
        const QRectF rect = shown(layout.bubble);
        const bool isTailRight = content.isOutgoing != isRightToLeft();
        p.setPen(line);
        p.setBrush(fill);
        p.drawPath(bubblePath(line.style() == Qt::NoPen ? rect : rect.adjusted(0.5, 0.5, -0.5, -0.5), isTailRight));
        if (look.isFocused)
            paintFocus(rect.toRect(), kBubbleRadius);
    }

    void paintFocus(const QRect &rect, int radius)
    {
        p.setPen(QPen(c.accentT, kFocusRing));
        p.setBrush(Qt::NoBrush);
        p.drawRoundedRect(QRectF(rect).adjusted(-3, -3, 3, 3), radius + 3, radius + 3);
    }

    [[nodiscard]] QList<QTextLayout::FormatRange> formats() const
    {
        QList<QTextLayout::FormatRange> ranges;
        const auto add = [&](const TextSpan &span, auto change) {
            QTextLayout::FormatRange range{span.start, span.length, {}};
            change(range.format);
            ranges.append(range);
        };
        for (const auto &link : content.links)
            add(link, [&](QTextCharFormat &f) { f.setForeground(c.accentT); });
        for (const auto &span : look.found)
            add(span, [&](QTextCharFormat &f) {
                f.setBackground(look.isFoundCurrent ? c.accent : c.accentLine);
                if (look.isFoundCurrent)
                    f.setForeground(c.onAccent);
            });
        if (look.selection.length > 0)
            add(look.selection, [&](QTextCharFormat &f) {
                f.setBackground(c.accent);
                f.setForeground(c.onAccent);
            });
        return ranges;
    }

    /// Drawn as a brush, so that the round corners are smooth.
    void paintPicture(const QRect &rect, const QImage &image)
    {
        const auto covered = QSizeF(image.size()).scaled(rect.size(), Qt::KeepAspectRatioByExpanding);
        const double scale = covered.width() / image.width();
        QBrush brush;
        brush.setTextureImage(image);
        brush.setTransform(QTransform::fromTranslate(rect.x() + (rect.width() - covered.width()) / 2,
                                                     rect.y() + (rect.height() - covered.height()) / 2)
                               .scale(scale, scale));
        p.setRenderHint(QPainter::SmoothPixmapTransform);
        p.setPen(Qt::NoPen);
        p.setBrush(brush);
        p.drawRoundedRect(rect, kCardRadius, kCardRadius);
    }

    void paintPictures()
    {
        for (size_t i = 0; i < layout.pictures.size(); ++i) {
            const auto rect = shown(layout.pictures[i]);
            const auto &id = content.pictures[i].id;
            if (const auto *image = look.pictures ? look.pictures->picture(id) : nullptr) {
                paintPicture(rect, *image);
                continue;
            }
            p.setPen(Qt::NoPen);
            p.setBrush(c.skel);
            p.drawRoundedRect(rect, kCardRadius, kCardRadius);
            QRect mark(0, 0, 24, 24);
            mark.moveCenter(rect.center());
            const bool hasFailed = look.pictures && look.pictures->hasFailed(id);
            if (hasFailed)
                mark.translate(0, -12);
            paintIcon(p, mark, u"image"_s, c.text3, look.direction);
            if (hasFailed)
                paintWords(QRect(rect.left(), mark.bottom() + 1, rect.width(), 24),
                           QCoreApplication::translate("counterbell::ui::Bubble", "Can't be shown"), Text::Meta,
                           c.text2, Qt::AlignHCenter);
        }
    }

    void paintInside()
    {
        paintPictures();
        if (!layout.file.isNull()) {
            paintIcon(p, shown(layout.icon), content.icon, c.text2, look.direction);
            const auto rect = shown(layout.file);
            const auto text =
                QFontMetrics(ui::font(Text::Base)).elidedText(content.fileLine, Qt::ElideMiddle, rect.width() + 1);
            paintWords(rect, text, Text::Base, c.text, Qt::AlignLeft);
        }
        paintLines(layout.body, shown(layout.text), c.text, formats());
        paintWords(shown(layout.meta), content.meta, Text::Meta, c.text3, Qt::AlignLeft);
        if (content.tick)
            paintTick(p, shown(layout.tick), *content.tick, QColor(), palette);
    }

    void paintProblem()
    {
        if (layout.problem.isNull())
            return;
        paintIcon(p, shown(layout.problemIcon), u"failed"_s, c.dangerT, look.direction);
        paintLines(layout.sentence, shown(layout.problem), c.text);
    }

    QPainter &p;
    QPoint o;
    const BubbleContent &content;
    const BubbleLayout &layout;
    const BubbleLook &look;
    const QPalette &palette;
    const Colors &c;
};

} // namespace

QColor noteColor(const QPalette &palette)
{
    return schemeOf(palette) == Scheme::Dark ? QColor(0x3C, 0x3A, 0x27) : QColor(0xE8, 0xE6, 0xD5);
}

void paintBubble(QPainter &painter, QPoint origin, const LaidOutRow &row, const BubbleLook &look,
                 const QPalette &palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    Painting(painter, origin, row, look, palette).paint();
    painter.restore();
}

} // namespace counterbell::ui
