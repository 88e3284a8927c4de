// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::reports
{
class ReportService;
}

namespace counterbell::rpc
{

class MethodRegistry;

/// reports.*
void addReportMethods(MethodRegistry &registry, reports::ReportService &reports);

} // namespace counterbell::rpc
