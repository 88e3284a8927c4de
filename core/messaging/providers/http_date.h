// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <QStringView>

#include <optional>

namespace counterbell::messaging
{

/// "Thu, 24 Aug 2023 05:01:45 +0000" (RFC 2822, FACTS 1.2) and "Thu, 24 Aug 2023 05:01:45 GMT" (a Date header).
/// The weekday may be missing and isn't checked. Empty for anything else, impossible dates too.
[[nodiscard]] std::optional<Timestamp> parseHttpDate(QStringView text);

} // namespace counterbell::messaging
