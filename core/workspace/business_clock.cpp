// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/business_clock.h"

#include "core/store/settings_repository.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell::workspace
{

using namespace Qt::StringLiterals;

namespace
{

const QString kGroup = u"clock"_s;
const QString kOffset = u"offsetSeconds"_s;
constexpr qint64 kFarthest = 10LL * 366 * 24 * 3600;

qint64 keptOffset(store::Connection &db)
{
    return store::readSettings(db, kGroup).value(kOffset).toInteger();
}

tl::unexpected<Error> refused(const QString &parameter)
{
    return refuse(Reason::InvalidArgument, {{u"parameter"_s, parameter}});
}

/// The new offset, kept. Whole inside one transaction, so that two calls at once add up.
Result<qint64> keepOffset(store::Tx &tx, const AdvanceClock &request)
{
    if (readWorkspace(tx).kind != WorkspaceKind::Sandbox)
        return refuse(Reason::NotPermitted);
    if (request.seconds.has_value() == request.offsetSeconds.has_value())
        return refused(u"seconds"_s);
    const auto before = keptOffset(tx);
    if (request.seconds && (*request.seconds < 0 || *request.seconds > kFarthest - before))
        return refused(u"seconds"_s);
    if (request.offsetSeconds && (*request.offsetSeconds < before || *request.offsetSeconds > kFarthest))
        return refused(u"offsetSeconds"_s);
    const auto offset = request.seconds ? before + *request.seconds : *request.offsetSeconds;
    store::writeSettings(tx, kGroup, {{kOffset, offset}});
    return offset;
}

} // namespace

BusinessClock::BusinessClock(std::function<Timestamp()> real) : m_real(std::move(real)) {}

Timestamp BusinessClock::systemNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Timestamp BusinessClock::now() const
{
    return m_real() + offset();
}

void BusinessClock::load(store::Connection &db)
{
    m_offset = readWorkspace(db).kind == WorkspaceKind::Sandbox ? keptOffset(db) : 0;
}

QCoro::Task<Result<ClockState>> BusinessClock::advance(store::Store &store, AdvanceClock request)
{
    auto kept = store.write([request](store::Tx &tx) { return keepOffset(tx, request); });
    const auto offset = co_await std::move(kept);
    if (!offset)
        co_return tl::unexpected(offset.error());
    // Two calls may be answered in any order: the clock never goes back.
    m_offset = std::max(m_offset.load(), *offset);
    Q_EMIT moved();
    co_return ClockState{now(), m_offset.load()};
}

} // namespace counterbell::workspace
