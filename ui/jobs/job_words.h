// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/job.h"

namespace counterbell::ui
{

// What a job's card and row say (mockup 05). Pure: the caller passes the business time.

/// "Repair", "Bespoke", "Task".
[[nodiscard]] QString kindName(JobKind kind);
/// The kind's icon (ui/theme/icons.h).
[[nodiscard]] QString kindIcon(JobKind kind);
/// "Received" … "Cancelled".
[[nodiscard]] QString statusName(JobStatus status);
/// The lanes of the board, in order; cancelled jobs have none.
[[nodiscard]] const std::vector<JobStatus> &lanes();

/// "Due today 17:00", "Due Mon 24 Nov" within a fortnight, else "Due 4 Dec"; empty without a date. `isShort`: beside
/// an icon that says "due", where there is little room.
[[nodiscard]] QString dueText(const Job &job, Timestamp now, bool isShort = false);
/// Past its time, and neither ready nor collected: brass.
[[nodiscard]] bool isLate(const Job &job, Timestamp now);
/// Due today or earlier, and neither ready nor collected: stands out.
[[nodiscard]] bool isDueSoon(const Job &job, Timestamp now);

/// Ready for more than 7 days (DESIGN-SYSTEM 4).
[[nodiscard]] bool isUncollected(const Job &job, Timestamp now);
/// "Ready 9 days, not collected".
[[nodiscard]] QString uncollectedText(const Job &job, Timestamp now);

/// The line under the card's rule: what became of the customer's notice, or why there will be none.
struct NoticeLine {
    enum class Tone {
        Quiet,
        Counting, ///< held behind Undo: the ring counts down
        Caution,  ///< somebody will have to call once it is ready
        Warning,  ///< somebody has to call
    };
    Tone tone = Tone::Quiet;
    QString icon;
    QString text;

    bool operator==(const NoticeLine &) const = default;
};
/// Absent where there is nothing to say. A job keeps its warning in every lane (FEATURES 5.15).
[[nodiscard]] std::optional<NoticeLine> noticeLine(const Job &job, Timestamp now);
/// Seconds until a held notice goes; absent when none is held or its time is over.
[[nodiscard]] std::optional<int> secondsHeld(const Job &job, Timestamp now);

/// How much of a hold is left, 1 to 0, in steps of a second.
[[nodiscard]] double shareHeld(const Job &job, Timestamp now);

/// What a press on the job's card offers: "Mark ready", or "Mark collected" once it is.
[[nodiscard]] QString nextStepText(const Job &job);

/// The customer's name, or the words for nobody.
[[nodiscard]] QString customerName(const Job &job);
/// What Job::caution is for pieces of this customer, as the core has it.
[[nodiscard]] std::optional<QString> cautionFor(const Contact &contact);

/// One sentence for a screen reader: "R-1042, repair, Ava Lindqvist, Gold bracelet, due …, SMS delivered 09:12".
[[nodiscard]] QString jobSentence(const Job &job, Timestamp now);

} // namespace counterbell::ui
