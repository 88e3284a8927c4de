// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/report.h"
#include "core/api/result.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::reports
{

/// reports.summary: reads the period page by page, a read each, and counts.
class ReportService
{
public:
    ReportService(store::Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// `invalidArgument` with details.argument `to` and details.problem `order` (not after from) or `tooLong`.
    [[nodiscard]] QCoro::Task<Result<ReportSummary>> summary(ReportRequest request);

private:
    store::Store &m_store;
    const Clock &m_clock;
};

} // namespace counterbell::reports
