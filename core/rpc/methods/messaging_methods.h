// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::messaging
{
class SendLogService;
class TemplateService;
class BudgetService;
} // namespace counterbell::messaging

namespace counterbell::rpc
{

class MethodRegistry;

/// sendLog.* and sends.*
void addSendLogMethods(MethodRegistry &registry, messaging::SendLogService &sendLog);
/// templates.*
void addTemplateMethods(MethodRegistry &registry, messaging::TemplateService &templates);
/// budgets.*
void addBudgetMethods(MethodRegistry &registry, messaging::BudgetService &budgets);

} // namespace counterbell::rpc
