// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/notification.h"
#include "ui/widgets/bubble_text.h"

namespace counterbell::ui
{

/// What a toggle says of itself (mockup 08).
struct NoticeWords {
    QString name;      ///< "Job ready"
    QString when;      ///< "When a repair or bespoke piece is ready for pick-up"
    QString recipient; ///< "Customer, by SMS"
    QString preview;   ///< "What the customer gets: Job ready"
    QString route;     ///< why it goes this way
    QString wireName;  ///< of notifications.set
};
[[nodiscard]] NoticeWords noticeWords(NotificationCategory category, const NotificationSettings &settings,
                                      int holdSeconds);

/// An example with what is filled in marked.
struct NoticeSample {
    QString text;
    std::vector<BubbleText::Mark> marks;
};
/// DESIGN 4's wordings with example values; job ready in the shop's own.
[[nodiscard]] NoticeSample noticeSample(NotificationCategory category, const NotificationSettings &settings,
                                        const QString &shop);

[[nodiscard]] bool isOn(NotificationCategory category, const NotificationSettings &settings);

} // namespace counterbell::ui
