// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

namespace counterbell::ui
{

/// Whether who is signed in may begin a conversation (inbox.open, CONTRACT 3): agents and up.
[[nodiscard]] inline bool mayBegin(const CoreClient &client)
{
    return client.who() && client.who()->member.role != Role::Staff;
}

} // namespace counterbell::ui
