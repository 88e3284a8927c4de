// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_card_paint.h"

#include "ui/client/format.h"
#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// Paints in the card's coordinates, mirrored where the layout is.
struct Brush {
    QPainter &painter;
    QRect whole;
    Qt::LayoutDirection direction;

    [[nodiscard]] QRect placed(const QRect &rect) const { return QStyle::visualRect(direction, whole, rect); }
    void mark(const QRect &rect, const QString &name, const QColor &color) const
    {
        if (!rect.isEmpty())
            paintIcon(painter, placed(rect), name, color, direction);
    }
    void text(const QRect &rect, const QString &words, Text look, const QColor &color) const
    {
        if (rect.isEmpty())
            return;
        const auto letters = font(look);
        painter.setFont(letters);
        painter.setPen(color);
        const auto shown = QFontMetrics(letters).elidedText(words, Qt::ElideRight, rect.width());
        painter.drawText(placed(rect), Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    }
};

draw::Box boxOf(const Job &job, Timestamp now, const JobCardState &state, const Colors &c)
{
    draw::Box box{c.base, c.line, 1, kCardRadius};
    if (state.isDragged) {
        box.fill = c.hover;
        box.border = c.line2;
    } else if (state.isJustChanged) {
        box.border = c.accentT;
        box.borderWidth = 2;
    } else if (isUncollected(job, now)) {
        box.border = c.attn;
    } else if (state.isHovered) {
        box.border = c.control;
    }
    return box;
}

void paintNotice(const Brush &brush, const JobCardLayout &layout, const Job &job, Timestamp now,
                 const JobCardState &state, const QPalette &palette)
{
    const auto line = noticeLine(job, now);
    if (!line || layout.notice.isEmpty())
        return;
    const auto &c = colors(palette);
    brush.painter.fillRect(layout.rule, c.line);
    const auto rect = state.hasHoverAction ? besideHoverAction(layout, layout.notice) : layout.notice;
    using Tone = NoticeLine::Tone;
    switch (line->tone) {
    case Tone::Counting:
        paintHoldRing(brush.painter, brush.placed(layout.noticeIcon), shareHeld(job, now), palette);
        brush.text(rect, line->text, Text::MetaMedium, c.accentT);
        break;
    case Tone::Quiet:
        brush.mark(layout.noticeIcon, line->icon, c.text2);
        brush.text(rect, line->text, Text::Meta, c.text2);
        break;
    case Tone::Caution:
    case Tone::Warning:
        brush.mark(layout.noticeIcon, line->icon, c.dangerT);
        brush.text(rect, line->text, line->tone == Tone::Warning ? Text::MetaMedium : Text::Meta, c.dangerT);
        break;
    }
}

} // namespace

void paintHoldRing(QPainter &painter, const QRect &rect, double share, const QPalette &palette)
{
    const auto &c = colors(palette);
    constexpr double width = 2;
    const auto circle = QRectF(rect).adjusted(width / 2 + 0.5, width / 2 + 0.5, -width / 2 - 0.5, -width / 2 - 0.5);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.line2, width));
    painter.drawEllipse(circle);
    painter.setPen(QPen(c.accentT, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(circle, 90 * 16, -int(std::lround(share * 360 * 16)));
    painter.restore();
}

void paintJobCard(QPainter &painter, const QRect &rect, const JobCardLayout &layout, const Job &job, Timestamp now,
                  const JobCardState &state, const QPalette &palette, Qt::LayoutDirection direction)
{
    const auto &c = colors(palette);
    painter.setLayoutDirection(direction); // its own is the application's
    const Brush brush{painter, rect, direction};
    draw::box(painter, rect, boxOf(job, now, state, c));
    brush.mark(layout.kind, kindIcon(job.kind), c.text3);
    brush.text(layout.ticket, leftToRight(job.ticket), Text::MetaMedium, c.text3);
    if (!layout.chip.isEmpty())
        paintChip(painter, brush.placed(layout.chip), ChipLook::Urgent,
                  layout.isChipIcon ? QString() : chipText(ChipLook::Urgent), palette, direction);
    brush.text(layout.customer, isolated(customerName(job)), Text::BaseStrong, job.contactName ? c.text : c.text3);
    auto line = layout.piece;
    line.setHeight(lineHeight(Text::Base));
    for (const auto &text : layout.pieceLines) {
        brush.text(line, isolated(text), Text::Base, c.text2);
        line.translate(0, line.height());
    }
    const bool isBrass = isLate(job, now);
    const bool isSoon = isDueSoon(job, now);
    brush.mark(layout.dueIcon, u"calendar"_s, isBrass ? c.attnT : c.text2);
    const auto due = state.hasHoverAction ? besideHoverAction(layout, layout.due) : layout.due;
    const auto dueLook = isSoon ? Text::MetaMedium : Text::Meta;
    const bool isShort = QFontMetrics(font(dueLook)).horizontalAdvance(dueText(job, now)) > due.width();
    brush.text(due, dueText(job, now, isShort), dueLook, isBrass ? c.attnT : isSoon ? c.text : c.text2);
    paintNotice(brush, layout, job, now, state, palette);
    brush.mark(layout.overdueIcon, u"attention"_s, c.attnT);
    if (!layout.overdue.isEmpty())
        brush.text(layout.overdue, uncollectedText(job, now), Text::MetaStrong, c.attnT);
}

} // namespace counterbell::ui
