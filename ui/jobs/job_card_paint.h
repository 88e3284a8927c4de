// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/job_card_layout.h"

class QPainter;
class QPalette;

namespace counterbell::ui
{

struct JobCardState {
    bool isHovered = false;
    bool isJustChanged = false;
    bool isDragged = false;
    bool hasHoverAction = false; ///< it shows
};

/// The ring of a hold, 16 square.
void paintHoldRing(QPainter &painter, const QRect &rect, double share, const QPalette &palette);

/// Everything of a card but its buttons.
void paintJobCard(QPainter &painter, const QRect &rect, const JobCardLayout &layout, const Job &job, Timestamp now,
                  const JobCardState &state, const QPalette &palette, Qt::LayoutDirection direction);

} // namespace counterbell::ui
