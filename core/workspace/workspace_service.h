// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/quick_reply.h"
#include "core/api/result.h"
#include "core/api/workspace.h"
#include "core/store/store.h"
#include "core/workspace/business_clock.h"

#include <qcorotask.h>

namespace counterbell::workspace
{

/// The shop's own settings, and the sandbox's clock.
class WorkspaceService
{
public:
    WorkspaceService(store::Store &store, BusinessClock &clock) : m_store(store), m_clock(clock) {}

    [[nodiscard]] QCoro::Task<Result<Workspace>> get();
    [[nodiscard]] QCoro::Task<Result<Workspace>> set(SetWorkspace change);
    [[nodiscard]] QCoro::Task<Result<QuickReplies>> quickReplies();
    /// Refusals as `checkedQuickReplies` says.
    [[nodiscard]] QCoro::Task<Result<QuickReplies>> setQuickReplies(QuickReplies replies);
    /// Sandbox workspaces only, else `notPermitted`. Never back, and at most ten years ahead: `invalidArgument`.
    [[nodiscard]] QCoro::Task<Result<ClockState>> advanceClock(AdvanceClock request);

private:
    store::Store &m_store;
    BusinessClock &m_clock;
};

} // namespace counterbell::workspace
