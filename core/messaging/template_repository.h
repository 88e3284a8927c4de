// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/template.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// Rows of `templates`: what the provider's Content API last listed.
class TemplateRepository
{
public:
    [[nodiscard]] std::optional<Template> find(store::Connection &db, const QString &sid) const;
    /// The first approved template of this name, the given language before others.
    [[nodiscard]] std::optional<Template> findApproved(store::Connection &db, const QString &name,
                                                       const QString &language) const;
    /// By name; keyed by (name, sid).
    [[nodiscard]] Result<Page<Template>> page(store::Connection &db, const TemplateFilter &filter,
                                              const std::optional<QString> &before, std::optional<int> limit) const;

    /// Makes the table equal to this list; only what changed is announced.
    void replaceAll(store::Tx &tx, const std::vector<Template> &templates, Timestamp now) const;
    /// What the provider said about a template by an error code (63041 paused, 63042 disabled).
    void setStatus(store::Tx &tx, const QString &sid, TemplateStatus status) const;
};

} // namespace counterbell::messaging
