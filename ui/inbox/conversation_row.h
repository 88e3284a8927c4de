// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

#include <QRect>

namespace counterbell::ui
{

/// What the chip of a row says. An opt-out outranks all.
enum class RowChip {
    None,
    Stop,
    NeedsYou,
    Ai,
    Assignee,
    Unassigned,
};
/// By whom an avatar is tinted, the same in every place: the customer, or the member whose own thread it is.
[[nodiscard]] QString avatarId(const Conversation &conversation);
[[nodiscard]] RowChip rowChip(const Conversation &conversation, MemberId me);

/// What a row of the list shows; made once for each change of the conversation and each minute.
struct RowContent {
    QString personId;
    QString name;
    Channel channel = Channel::Sms;
    std::optional<double> window; ///< 0 to 1 of it left, below 0 closed; absent on SMS
    bool isClosingSoon = false;   ///< less than two hours
    QString time;
    QString icon; ///< before the snippet; empty where there is none
    bool isFailure = false;
    QString snippet;
    RowChip chip = RowChip::None;
    QString assignee; ///< whose initials the chip shows
    int unread = 0;

    bool operator==(const RowContent &) const = default;
};
[[nodiscard]] RowContent rowContent(const Conversation &conversation, MemberId me, Timestamp now);

/// The sizes that depend on letters and on what a row has; 0 wide for what it hasn't.
struct RowSizes {
    int line = 20; ///< both lines are as high
    int time = 0;
    bool hasRing = false;
    bool hasIcon = false;
    QSize chip;
    QSize badge;
};

/// Where everything stands in a row (DESIGN-SYSTEM 4), mirrored from right to left; shared by painting and tests.
struct RowLayout {
    QRect ground; ///< hover and selection
    QRect avatar, badge, name, ring, time, icon, snippet, chip, unread;
};
[[nodiscard]] RowLayout layoutRow(const QRect &row, const RowSizes &sizes, Qt::LayoutDirection direction);
/// 64, more where letters are larger.
[[nodiscard]] int rowHeight(int line);

} // namespace counterbell::ui
