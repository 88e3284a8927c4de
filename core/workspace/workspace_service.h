// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/team.h"
#include "core/api/workspace.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::workspace
{

/// workspace.*: name, region, language, hours, holds, keywords.
class WorkspaceService
{
public:
    explicit WorkspaceService(store::Store &store) : m_store(store) {}

    [[nodiscard]] QCoro::Task<Result<Workspace>> get();
    /// What is absent stays; `notPermitted` below a manager, `invalidArgument` with details.parameter.
    [[nodiscard]] QCoro::Task<Result<Workspace>> set(Member actor, SetWorkspace request);

private:
    store::Store &m_store;
};

} // namespace counterbell::workspace
