// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/agent.h"
#include "core/api/conversation.h"
#include "core/store/settings_repository.h"

namespace counterbell::inbox
{

/// Who answers a new conversation: the AI where it is switched on (DESIGN 7: live workspaces start with it off).
[[nodiscard]] inline Handling initialHandling(store::Connection &db)
{
    const auto agent = store::settingsOf<AgentSettings>(db, QStringLiteral("agent"));
    return agent.enabled ? Handling::Ai : Handling::Human;
}

} // namespace counterbell::inbox
