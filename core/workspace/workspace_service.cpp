// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace_service.h"

#include "core/workspace/workspace_settings.h"

namespace counterbell::workspace
{

QCoro::Task<Result<Workspace>> WorkspaceService::get()
{
    auto answer = m_store.read([](store::Connection &db) -> Result<Workspace> { return readWorkspace(db); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Workspace>> WorkspaceService::set(Member actor, SetWorkspace request)
{
    auto answer = m_store.write([actor, request](store::Tx &tx) -> Result<Workspace> {
        if (actor.role != Role::Owner && actor.role != Role::Manager)
            return refuse(Reason::NotPermitted);
        const auto changed = changedWorkspace(readWorkspace(tx), request);
        if (!changed)
            return changed;
        writeWorkspace(tx, *changed);
        return readWorkspace(tx);
    });
    co_return co_await std::move(answer);
}

} // namespace counterbell::workspace
