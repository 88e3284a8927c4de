// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/template.h"
#include "core/messaging/providers/provider.h"
#include "core/store/store.h"

namespace counterbell::messaging
{

/// The account's WhatsApp templates: listed from our table, refreshed from the provider.
class TemplateService : public QObject
{
    Q_OBJECT

public:
    TemplateService(store::Store &store, const Clock &clock, Provider &provider)
        : m_store(store), m_clock(clock), m_provider(provider)
    {
    }

    [[nodiscard]] QCoro::Task<Result<Page<Template>>> list(TemplateListRequest request);
    /// The text as it would arrive; refuses values that could not be sent.
    [[nodiscard]] QCoro::Task<Result<TemplatePreview>> preview(PreviewTemplate request);
    /// Fetches all templates with their approvals. No webhook tells of changes, so this is asked hourly and on demand.
    [[nodiscard]] QCoro::Task<Result<TemplateSyncResult>> sync();

Q_SIGNALS:
    /// `error` says why not.
    void synced(bool succeeded, const counterbell::Error &error);

private:
    store::Store &m_store;
    const Clock &m_clock;
    Provider &m_provider;
};

} // namespace counterbell::messaging
