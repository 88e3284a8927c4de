// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/template_service.h"

#include "core/messaging/template_repository.h"
#include "core/messaging/template_rules.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

QCoro::Task<Result<Page<Template>>> TemplateService::list(TemplateListRequest request)
{
    auto answer = m_store.read([=](store::Connection &db) {
        return TemplateRepository().page(db, request.filter.value_or(TemplateFilter{}), request.before, request.limit);
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<TemplatePreview>> TemplateService::preview(PreviewTemplate request)
{
    auto answer = m_store.read([=](store::Connection &db) -> Result<TemplatePreview> {
        const auto known = TemplateRepository().find(db, request.sid);
        if (!known)
            return counterbell::refuse(Reason::NotFound, {{u"what"_s, u"template"_s}});
        if (auto checked = checkTemplateValues(*known, request.variables); !checked)
            return tl::unexpected(checked.error());
        return TemplatePreview{renderTemplate(known->body, request.variables)};
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<TemplateSyncResult>> TemplateService::sync()
{
    const auto listed = co_await m_provider.listTemplates();
    if (!listed) {
        Q_EMIT synced(false, listed.error());
        co_return tl::unexpected(listed.error());
    }
    const auto now = m_clock.now();
    auto writing = m_store.write([templates = *listed, now](store::Tx &tx) -> Result<TemplateSyncResult> {
        TemplateRepository().replaceAll(tx, templates, now);
        return TemplateSyncResult{int(templates.size()), now};
    });
    const auto written = co_await std::move(writing);
    Q_EMIT synced(written.has_value(), written ? Error{} : written.error());
    co_return written;
}

} // namespace counterbell::messaging
