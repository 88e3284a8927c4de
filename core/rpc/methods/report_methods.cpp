// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/report_methods.h"

#include "core/reports/report_service.h"
#include "core/rpc/method_registry.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

void addReportMethods(MethodRegistry &registry, reports::ReportService &reports)
{
    registry.add<ReportRequest, ReportSummary>(
        "reports.summary"_L1, "A period's sends, costs, answer times and what waits to be collected"_L1,
        Permission::All, [&reports](Caller, ReportRequest p) { return reports.summary(p); });
}

} // namespace counterbell::rpc
