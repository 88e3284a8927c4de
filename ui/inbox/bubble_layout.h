// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/bubble_content.h"

#include <QFont>
#include <QRect>
#include <QTextLayout>

#include <memory>

namespace counterbell::ui
{

constexpr int kRowMargin = 16; // thread to bubble

/// The letters that rows are measured with, and the measures that go with them.
struct BubbleFonts {
    QFont base;
    QFont strong;
    QFont meta;
    QFont metaMedium;
    int line = 20;
    int metaLine = 16;
    int chipWidth = 0;          ///< of the AI chip
    int endMargin = kRowMargin; ///< beyond the end side; less where a scroll bar takes a part of it
};

/// Where everything of one row stands, in a row of `width` that begins at (0, 0), start side left. The painter, hit
/// tests and the accessible tree share it; under right-to-left they mirror the rectangles with QStyle::visualRect.
struct BubbleLayout {
    int width = 0;
    int height = 0;
    QRect day;
    QRect chip;
    QRect label;
    QRect bubble;
    QRect icon;
    QRect file;
    std::vector<QRect> pictures; ///< as many as the content has
    QRect text;
    QRect meta;
    QRect tick;
    QRect problemIcon;
    QRect problem;
    QRect actions;
    std::shared_ptr<QTextLayout> body;     ///< null for an empty body
    std::shared_ptr<QTextLayout> sentence; ///< problem and its sentence
};

/// The room that a picture takes: whole where it fits, else its middle. Without known pixels 4:3.
[[nodiscard]] QSize pictureBox(QSize pixels);

/// `actions` is the size that the row's buttons take.
[[nodiscard]] BubbleLayout layOutBubble(const BubbleContent &content, int width, const BubbleFonts &fonts,
                                        QSize actions = {});

/// The link at `position` (in the row, as it is shown), or -1.
[[nodiscard]] int linkAt(const BubbleContent &content, const BubbleLayout &layout, QPoint position,
                         Qt::LayoutDirection direction);

/// What QTextLayout is given: line breaks as it knows them, every index as in the body.
[[nodiscard]] QString laidOutText(const QString &body);

} // namespace counterbell::ui
