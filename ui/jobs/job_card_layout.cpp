// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_card_layout.h"

#include "ui/client/format.h"
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
constexpr int kHoverPadding = 14;

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

int advance(const QString &text, Text look)
{
    return QFontMetrics(font(look)).horizontalAdvance(text);
}

void topRow(JobCardLayout &card, const Job &job, const QRect &row)
{
    const int ticket = advance(leftToRight(job.ticket), Text::MetaMedium) + 1;
    card.kind = iconBefore(row, kIconInline);
    card.avatar =
        QRect(row.right() + 1 - kAvatarCard, row.y() + (row.height() - kAvatarCard) / 2, kAvatarCard, kAvatarCard);
    int end = card.avatar.x() - kGap;
    if (job.urgent) {
        auto size = chipSize(ChipLook::Urgent, chipText(ChipLook::Urgent));
        card.isChipIcon = end - size.width() - kGap - (card.kind.right() + 1 + kGap) < ticket;
        if (card.isChipIcon)
            size = chipSize(ChipLook::Urgent, {});
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

/// Where the texts of a card end, each with its line.
struct Written {
    QRect line;
    int end;
};

std::vector<Written> writtenLines(const JobCardLayout &card, const Job &job, Timestamp now)
{
    std::vector<Written> lines;
    const auto add = [&lines](const QRect &line, const QString &text, Text look) {
        if (!line.isEmpty())
            lines.push_back({line, std::min(line.right() + 1, line.x() + advance(text, look))});
    };
    add(card.customer, customerName(job), Text::BaseStrong);
    auto line = card.piece;
    line.setHeight(lineHeight(Text::Base));
    for (const auto &text : card.pieceLines) {
        add(line, text, Text::Base);
        line.translate(0, line.height());
    }
    add(card.due, dueText(job, now), isDueSoon(job, now) ? Text::MetaMedium : Text::Meta);
    if (const auto notice = noticeLine(job, now))
        add(card.notice, notice->text, Text::MetaMedium);
    return lines;
}

/// Beside the last line where nothing is written; small if there is little room, and in a row of its own if there is
/// none. It is reserved whether the button shows or not: nothing moves under the pointer.
void reserveHoverAction(JobCardLayout &card, const Job &job, Timestamp now, const QRect &last, Pen &pen)
{
    const int side = scaled(kControlHeight);
    const int full = std::max(scaled(kHoverWidth), advance(nextStepText(job), Text::BaseStrong) + 2 * kHoverPadding);
    const auto lines = writtenLines(card, job, now);
    const auto at = [&](const QRect &line, int width) {
        return QRect(line.right() + 1 - width + kSpace4, line.center().y() - side / 2 + 1, width, side);
    };
    const auto isFree = [&lines](const QRect &button) {
        return std::ranges::none_of(lines, [&](const Written &written) {
            return written.line.top() <= button.bottom() && written.line.bottom() >= button.top() &&
                   written.end + kSpace4 > button.x();
        });
    };
    card.hoverAction = at(last, full);
    if (full <= last.width() && isFree(card.hoverAction))
        return;
    card.isHoverIcon = true;
    card.hoverAction = at(last, side);
    // The rest of a date or a notice is enough for as long as the pointer rests; a piece's words aren't cut.
    if (isFree(card.hoverAction) || last.top() > card.piece.bottom())
        return;
    const auto own = pen.row(scaled(kChipHeight), kGap);
    card.isHoverIcon = full > own.width();
    card.hoverAction = at(own, card.isHoverIcon ? side : full);
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

QRect besideHoverAction(const JobCardLayout &card, const QRect &line)
{
    if (!line.intersects(card.hoverAction))
        return line;
    return line.adjusted(0, 0, card.hoverAction.x() - kSpace4 - line.right() - 1, 0);
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
        reserveHoverAction(card, job, now, last, pen);
    }
    card.height = pen.y + kEdge;
    return card;
}

} // namespace counterbell::ui
