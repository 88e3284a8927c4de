// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/quick_reply.h"
#include "core/api/result.h"
#include "core/store/settings_repository.h"

namespace counterbell::workspace
{

/// The shop's quick replies, group "quickReplies"; some to begin with until they are changed for the first time.
[[nodiscard]] QuickReplies readQuickReplies(store::Connection &db);
void writeQuickReplies(store::Tx &tx, const QuickReplies &replies);

/// As they are kept: names in lower case, sorted by name. `invalidArgument` with details.argument `items` and
/// details.problem: tooMany, name (and .name: empty, too long or with other characters), duplicate (and .name),
/// text (and .name: empty or too long).
[[nodiscard]] Result<QuickReplies> checkedQuickReplies(QuickReplies replies);

} // namespace counterbell::workspace
