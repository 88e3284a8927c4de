// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"

namespace counterbell::jobs
{

/// The first number of a new shop's tickets.
inline constexpr qint64 kFirstTicket = 1001;

/// R, B or T.
[[nodiscard]] QChar ticketLetter(JobKind kind);
/// "R-1001".
[[nodiscard]] QString formatTicket(JobKind kind, qint64 number);
/// 741 for "R-0741"; nothing for what is no ticket of this kind.
[[nodiscard]] std::optional<qint64> ticketNumber(JobKind kind, const QString &ticket);

} // namespace counterbell::jobs
