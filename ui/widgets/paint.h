// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/delivery.h"
#include "ui/theme/bidi.h"

#include <QGuiApplication>
#include <QPalette>
#include <QRect>
#include <QString>

class QPainter;

namespace counterbell::ui
{

// What delegates paint. Rectangles are in logical px and already mirrored (QStyle::visualRect); colours follow the
// palette's scheme. Every function leaves the painter as it found it.

enum class ChipLook {
    Ai,
    NeedsYou,
    Neutral,
    Unassigned,
    Stop,
    Urgent,
    Ok, // quiet green text: Delivered, Read
    Waiting,
    Failed,
    NeverAttempted,
    Approved,
    Pending,
    Paused,
    Rejected,
    Sandbox, // outlined, without an icon
    Overdue, // brass, without an icon: late, "Ready 9 days"
};

/// The look's own word, translated; empty for Neutral.
[[nodiscard]] QString chipText(ChipLook look);
/// The icon's name; empty where the look has none.
[[nodiscard]] QString chipIcon(ChipLook look);
/// 20 high at 100 %; as wide as icon and text need.
[[nodiscard]] QSize chipSize(ChipLook look, const QString &text);
/// Fills the whole of `rect`; the text is elided when it is too narrow.
void paintChip(QPainter &painter, const QRect &rect, ChipLook look, const QString &text,
               const QPalette &palette = QGuiApplication::palette(),
               Qt::LayoutDirection direction = QGuiApplication::layoutDirection());

/// First letters of the first and last word, upper case; one letter in Arabic, where joined initials look like a word
/// (DESIGN-SYSTEM 9); "#" for a name without letters.
[[nodiscard]] QString initials(const QString &name);
/// A disc with initials, tinted by `id`. An empty id paints the dashed ring of "nobody".
void paintAvatar(QPainter &painter, const QRect &rect, const QString &id, const QString &name,
                 const QPalette &palette = QGuiApplication::palette());

/// `rect` is 20 square: 16 visible within a cut-out of 2 in `cutOut`. Without cut-out (an invalid colour) the badge
/// fills `rect`.
void paintChannelBadge(QPainter &painter, const QRect &rect, Channel channel, const QColor &cutOut,
                       Qt::LayoutDirection direction = QGuiApplication::layoutDirection());
/// Where the badge stands on an avatar: its bottom-end corner, 4 beyond it.
[[nodiscard]] QRect channelBadgeRect(const QRect &avatar,
                                     Qt::LayoutDirection direction = QGuiApplication::layoutDirection());

/// The 24 h ring: `share` of the window left, 0 to 1, clockwise from 12 o'clock; below 0 it is closed (dashed).
/// Never mirrored.
void paintWindowRing(QPainter &painter, const QRect &rect, double share, bool isBrass,
                     const QPalette &palette = QGuiApplication::palette());

/// 18 high, a disc up to 9 and wider above; "99+" from 100.
[[nodiscard]] QSize countBadgeSize(int count);
[[nodiscard]] QString countText(int count);
void paintCountBadge(QPainter &painter, const QRect &rect, int count, bool isBrass = false,
                     const QPalette &palette = QGuiApplication::palette());

/// The icon of a status: clock waiting, one tick sent, two delivered, two in accent read, failed in danger, barred
/// circle never attempted. Nothing for Received.
[[nodiscard]] QString tickIcon(DeliveryStatus status);
/// `color`: what sent and delivered ticks are drawn in; invalid = text3, as in bubbles.
void paintTick(QPainter &painter, const QRect &rect, DeliveryStatus status, const QColor &color = QColor(),
               const QPalette &palette = QGuiApplication::palette());

/// A row's background, radius 8: hover, selection or nothing.
void paintRow(QPainter &painter, const QRect &rect, bool isSelected, bool isHovered,
              const QPalette &palette = QGuiApplication::palette());
/// The focus of a row, 2 px inside it; call it where State_HasFocus and State_KeyboardFocusChange are both set.
void paintRowFocus(QPainter &painter, const QRect &rect, const QPalette &palette = QGuiApplication::palette());

} // namespace counterbell::ui
