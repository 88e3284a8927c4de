// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/thread_layouts.h"

class QPainter;
class QPalette;

namespace counterbell::ui
{

class MediaPictures;

/// How a row is to be drawn besides what it says.
struct BubbleLook {
    Qt::LayoutDirection direction = Qt::LeftToRight;
    bool isFocused = false;      ///< the keyboard is on it
    TextSpan selection;          ///< of the body; empty for none
    std::vector<TextSpan> found; ///< what find in conversation found
    bool isFoundCurrent = false; ///< it is the one that find is at
    const MediaPictures *pictures = nullptr;
};

/// Draws one row with its top at `origin`. Only draws: every place comes from the layout.
void paintBubble(QPainter &painter, QPoint origin, const LaidOutRow &row, const BubbleLook &look,
                 const QPalette &palette);

/// The paper of notes: the sixth of DESIGN-SYSTEM 1's tints, which no message has.
[[nodiscard]] QColor noteColor(const QPalette &palette);

} // namespace counterbell::ui
