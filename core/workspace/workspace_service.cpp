// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace_service.h"

#include "core/workspace/quick_replies.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell::workspace
{

using namespace Qt::StringLiterals;

namespace
{
constexpr qint64 kFarthest = 10LL * 365 * 24 * 3600;
}

QCoro::Task<Result<Workspace>> WorkspaceService::get()
{
    auto answer = m_store.read([](store::Connection &db) -> Result<Workspace> { return readWorkspace(db); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Workspace>> WorkspaceService::set(SetWorkspace change)
{
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Workspace> {
        auto workspace = changed(readWorkspace(tx), change);
        if (workspace)
            writeWorkspace(tx, *workspace);
        return workspace;
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<QuickReplies>> WorkspaceService::quickReplies()
{
    auto answer = m_store.read([](store::Connection &db) -> Result<QuickReplies> { return readQuickReplies(db); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<QuickReplies>> WorkspaceService::setQuickReplies(QuickReplies replies)
{
    auto checked = checkedQuickReplies(std::move(replies));
    if (!checked)
        co_return tl::unexpected(checked.error());
    auto answer = m_store.write([kept = *checked](store::Tx &tx) -> Result<QuickReplies> {
        writeQuickReplies(tx, kept);
        return kept;
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<ClockState>> WorkspaceService::advanceClock(AdvanceClock request)
{
    if (request.seconds.has_value() == request.offsetSeconds.has_value())
        co_return refuse(Reason::InvalidArgument,
                         {{u"argument"_s, u"seconds"_s}, {u"problem"_s, u"secondsOrOffset"_s}});
    auto answer = m_store.write([=](store::Tx &tx) -> Result<qint64> {
        if (readWorkspace(tx).kind != WorkspaceKind::Sandbox)
            return refuse(Reason::NotPermitted, {{u"problem"_s, u"liveWorkspace"_s}});
        const auto present = readClockOffset(tx).count();
        const auto wanted =
            request.offsetSeconds.value_or(present + std::clamp(request.seconds.value_or(0), -kFarthest, kFarthest));
        if (wanted < present || wanted > kFarthest)
            return refuse(
                Reason::InvalidArgument,
                {{u"argument"_s, request.seconds ? u"seconds"_s : u"offsetSeconds"_s}, {u"problem"_s, u"range"_s}});
        if (wanted != present)
            writeClockOffset(tx, std::chrono::seconds(wanted));
        return wanted;
    });
    const auto moved = co_await std::move(answer);
    if (!moved)
        co_return tl::unexpected(moved.error());
    m_clock.setOffset(std::chrono::seconds(*moved));
    co_return ClockState{m_clock.now(), *moved};
}

} // namespace counterbell::workspace
