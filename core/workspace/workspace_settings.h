// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/workspace.h"
#include "core/store/settings_repository.h"

namespace counterbell::workspace
{

/// The shop as its settings say it, group "workspace"; DESIGN 6's keyword lists and texts by default.
[[nodiscard]] Workspace readWorkspace(store::Connection &db);
void writeWorkspace(store::Tx &tx, const Workspace &workspace);

/// Applies what is present; `invalidArgument` with details.argument for an impossible region, time zone, language,
/// hold, hour, list of regions or word list; the opt-out list can't be empty. Words are kept as normalisedKeyword says.
[[nodiscard]] Result<Workspace> changed(Workspace workspace, const SetWorkspace &change);

/// The clock's offset, group "clock"; zero in live workspaces.
[[nodiscard]] std::chrono::seconds readClockOffset(store::Connection &db);
void writeClockOffset(store::Tx &tx, std::chrono::seconds offset);

} // namespace counterbell::workspace
