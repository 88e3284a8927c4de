// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/workspace.h"
#include "core/store/transaction.h"

/// The shop itself: settings group "workspace", with defaults for what nobody has set yet.
namespace counterbell::workspace
{

/// With the default keywords and texts where the shop has none of its own.
[[nodiscard]] Workspace readWorkspace(store::Connection &db);
/// Replaces everything but the kind, which is fixed when the workspace is made.
void writeWorkspace(store::Tx &tx, Workspace workspace);

/// Makes the workspace: once, with its kind. `conflict` when there is one already.
[[nodiscard]] Result<> createWorkspace(store::Tx &tx, const Workspace &workspace);
[[nodiscard]] bool hasWorkspace(store::Connection &db);

/// `current` with what is present in `request`, checked: `invalidArgument` with details.parameter.
[[nodiscard]] Result<Workspace> changedWorkspace(Workspace current, const SetWorkspace &request);

} // namespace counterbell::workspace
