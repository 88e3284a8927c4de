// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_card_layout.h"

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QFontMetrics>
#include <QTextLayout>

#include <algorithm>

namespace counterbell::ui
{

namespace
{

constexpr int kSide = kSpace12 + 1; // padding and border
constexpr int kEdge = 11;
constexpr int kGap = 6;
constexpr int kPieceLines = 2;
constexpr int kUndoWidth = 64;
constexpr int kHoverWidth = 112;

/// Walks down the card.
struct Pen {
    int y;
    int width;

    QRect row(int height, int above = 0)
    {
        const QRect rect(kSide, y + above, width - 2 * kSide, height);
        y = rect.bottom() + 1;
        return rect;
    }
};

QRect iconBefore(const QRect &row, int side)
{
    return {row.x(), row.y() + (row.height() - side) / 2, side, side};
}

void topRow(JobCardLayout &card, const Job &job, const QRect &row)
{
    card.kind = iconBefore(row, kIconInline);
    card.avatar =
        QRect(row.right() + 1 - kAvatarCard, row.y() + (row.height() - kAvatarCard) / 2, kAvatarCard, kAvatarCard);
    int end = card.avatar.x() - kGap;
    if (job.urgent) {
        const auto size = chipSize(ChipLook::Urgent, chipText(ChipLook::Urgent));
        card.chip =
            QRect(end - size.width(), row.y() + (row.height() - size.height()) / 2, size.width(), size.height());
        end = card.chip.x() - kGap;
    }
    const int start = card.kind.right() + 1 + kGap;
    card.ticket = QRect(start, row.y(), std::max(0, end - start), row.height());
}

void noticeRow(JobCardLayout &card, const QRect &row, bool isHeld)
{
    const auto centre = row.center().y();
    if (isHeld)
        card.undo =
            QRect(row.right() + 1 - kUndoWidth + kSpace8, centre - kControlHeight / 2 + 1, kUndoWidth, kControlHeight);
    card.noticeIcon = iconBefore(row, kIconInline);
    const int start = card.noticeIcon.right() + 1 + kGap;
    const int end = isHeld ? card.undo.x() : row.right() + 1;
    card.notice = QRect(start, row.y(), std::max(0, end - start), row.height());
}

} // namespace

QStringList elidedLines(const QString &text, const QFont &font, int width, int most)
{
    const QFontMetrics metrics(font);
    QTextLayout layout(text, font);
    QStringList lines;
    layout.beginLayout();
    while (true) {
        auto line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        if (lines.size() + 1 == most) {
            lines << metrics.elidedText(text.mid(line.textStart()).simplified(), Qt::ElideRight, width);
            break;
        }
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

JobCardLayout layoutJobCard(const Job &job, Timestamp now, int width)
{
    JobCardLayout card;
    const int line = lineHeight(Text::Base);
    const int meta = lineHeight(Text::Meta);
    Pen pen{kEdge, width};
    topRow(card, job, pen.row(std::max(line, scaled(kChipHeight))));
    card.customer = pen.row(line, kSpace4);
    card.pieceLines = elidedLines(job.description.simplified(), font(Text::Base), width - 2 * kSide, kPieceLines);
    card.piece = pen.row(line * int(card.pieceLines.size()));
    auto last = QRect(card.piece.x(), card.piece.bottom() + 1 - line, card.piece.width(), line);

    const bool isWork = job.status != JobStatus::Ready && job.status != JobStatus::Collected;
    if (job.dueAt && isWork) {
        last = pen.row(scaled(kChipHeight), kGap);
        card.dueIcon = iconBefore(last, kIconChip);
        card.due = last.adjusted(kIconChip + kGap, 0, 0, 0);
    }
    const auto notice = noticeLine(job, now);
    if (notice) {
        card.rule = pen.row(1, kGap);
        last = pen.row(meta, kSpace8);
        noticeRow(card, last, notice->tone == NoticeLine::Tone::Counting);
    }
    if (isUncollected(job, now)) {
        last = pen.row(scaled(kChipHeight), kGap);
        card.overdueIcon = iconBefore(last, kIconInline);
        card.overdue = last.adjusted(kIconInline + kGap, 0, 0, 0);
        const auto row = pen.row(scaled(kControlHeight), kSpace8);
        const int half = (row.width() - kSpace8) / 2;
        card.firstAction = QRect(row.x(), row.y(), half, row.height());
        card.secondAction = QRect(row.right() + 1 - half, row.y(), half, row.height());
    } else if (job.status == JobStatus::QualityCheck) {
        card.firstAction = pen.row(scaled(kLargeControl), kSpace8);
    } else if (job.status != JobStatus::Collected && card.undo.isEmpty()) {
        const int wide = std::min(last.width(), scaled(kHoverWidth));
        card.hoverAction = QRect(last.right() + 1 - wide + kSpace4, last.center().y() - scaled(kControlHeight) / 2 + 1,
                                 wide, scaled(kControlHeight));
    }
    card.height = pen.y + kEdge;
    return card;
}

} // namespace counterbell::ui
