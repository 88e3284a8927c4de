// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/messaging_methods.h"

#include "core/messaging/budget_service.h"
#include "core/messaging/send_log_service.h"
#include "core/messaging/template_service.h"
#include "core/rpc/method_registry.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;
using namespace counterbell::messaging;

void addSendLogMethods(MethodRegistry &registry, SendLogService &sendLog)
{
    registry.add<SendLogRequest, Page<Send>>(
        "sendLog.query"_L1, "Every message and what happened to it, the ones never attempted included"_L1,
        Permission::All, [&sendLog](Caller, SendLogRequest p) { return sendLog.query(std::move(p)); });
    registry.add<SendCountsRequest, SendCounts>(
        "sendLog.counts"_L1, "How many rows sendLog.query would list, by what they came to"_L1, Permission::All,
        [&sendLog](Caller, SendCountsRequest p) { return sendLog.counts(std::move(p)); });
    registry.add<SendParams, SendDetail>("sendLog.get"_L1, "One send with everything the provider said"_L1,
                                         Permission::AgentUp,
                                         [&sendLog](Caller, SendParams p) { return sendLog.get(p.sendId); });
    registry.add<SendLogRequest, SendLogExport>(
        "sendLog.export"_L1, "The send log as CSV, a page at a time"_L1, Permission::AgentUp,
        [&sendLog](Caller, SendLogRequest p) { return sendLog.exportPage(std::move(p)); });
    registry.add<RetrySend, Send>("sendLog.retry"_L1, "Sends again what failed or was refused"_L1, Permission::AgentUp,
                                  [&sendLog](Caller caller, RetrySend p) { return sendLog.retry(*caller.member, p); });
    registry.add<SendParams, Send>("sends.sendNow"_L1, "Ends a hold"_L1, Permission::All,
                                   [&sendLog](Caller, SendParams p) { return sendLog.sendNow(p.sendId); });
    registry.add<SendParams, Send>("sends.cancel"_L1, "Drops a send that has not gone out"_L1, Permission::All,
                                   [&sendLog](Caller, SendParams p) { return sendLog.cancel(p.sendId); });
    registry.add<EditSend, Send>("sends.edit"_L1, "Changes the text of a held send"_L1, Permission::All,
                                 [&sendLog](Caller, EditSend p) { return sendLog.edit(std::move(p)); });
}

void addTemplateMethods(MethodRegistry &registry, TemplateService &templates)
{
    registry.add<TemplateListRequest, Page<Template>>(
        "templates.list"_L1, "The account's WhatsApp templates"_L1, Permission::All,
        [&templates](Caller, TemplateListRequest p) { return templates.list(std::move(p)); });
    registry.add<PreviewTemplate, TemplatePreview>(
        "templates.preview"_L1, "A template's text with these values"_L1, Permission::All,
        [&templates](Caller, PreviewTemplate p) { return templates.preview(std::move(p)); });
    registry.add<Empty, TemplateSyncResult>("templates.sync"_L1, "Fetches templates and approvals from the provider"_L1,
                                            Permission::ManagerUp,
                                            [&templates](Caller, Empty) { return templates.sync(); });
}

void addBudgetMethods(MethodRegistry &registry, BudgetService &budgets)
{
    registry.add<Empty, Budgets>("budgets.list"_L1, "Caps and what is used of them"_L1, Permission::ManagerUp,
                                 [&budgets](Caller, Empty) { return budgets.list(); });
    registry.add<SetBudget, Budgets>("budgets.set"_L1, "Sets or lifts a provider's cap"_L1, Permission::ManagerUp,
                                     [&budgets](Caller, SetBudget p) { return budgets.set(std::move(p)); });
}

} // namespace counterbell::rpc
