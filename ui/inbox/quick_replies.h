// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/quick_reply.h"

namespace counterbell::ui
{

/// Those whose name begins with the letters, then those whose name or text holds them.
[[nodiscard]] std::vector<QuickReply> matchingQuickReplies(const std::vector<QuickReply> &replies, QStringView letters);

/// The text with the customer's name put in.
[[nodiscard]] QString filledQuickReply(const QuickReply &reply, const QString &customer);

} // namespace counterbell::ui
