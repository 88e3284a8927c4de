// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/job_words.h"

#include <QRect>
#include <QStringList>

namespace counterbell::ui
{

/// Where everything on a card stands, for left-to-right (DESIGN-SYSTEM 4, "Job card"). Empty rectangles are not shown.
/// Painting, child buttons and tests share it.
struct JobCardLayout {
    QRect kind, ticket, chip, avatar, customer;
    QRect piece; ///< one line of `pieceLines` after the other
    QStringList pieceLines;
    QRect dueIcon, due;
    QRect rule;
    QRect noticeIcon, notice;
    QRect undo; ///< beside a notice that is held
    QRect overdueIcon, overdue;
    QRect firstAction, secondAction; ///< rows of buttons that are always there
    /// At the end of the last line, shown under the pointer or with the focus. Only a due date or a notice gives way to
    /// it, by `besideHoverAction`.
    QRect hoverAction;
    bool isHoverIcon = false; ///< no room for its word
    bool isChipIcon = false;  ///< no room for the chip's: the ticket comes first
    int height = 0;

    bool operator==(const JobCardLayout &) const = default;
};

/// What `line`, the due date's or the notice's, has while the button shows.
[[nodiscard]] QRect besideHoverAction(const JobCardLayout &card, const QRect &line);

[[nodiscard]] JobCardLayout layoutJobCard(const Job &job, Timestamp now, int width);

/// `text` in at most `most` lines of `width`, the last one elided.
[[nodiscard]] QStringList elidedLines(const QString &text, const QFont &font, int width, int most);

} // namespace counterbell::ui
