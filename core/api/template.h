// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/page.h"

namespace counterbell
{

/// WhatsApp's categories.
enum class TemplateCategory {
    Utility,
    Marketing,
    Authentication,
};

/// Only approved may be sent; an unknown word of Twilio's counts as unsubmitted (FACTS 6.1).
enum class TemplateStatus {
    Approved,
    Pending,
    Rejected,
    Paused,
    Disabled,
    Unsubmitted,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::TemplateCategory,
                       {counterbell::TemplateCategory::Utility, QLatin1StringView("utility")},
                       {counterbell::TemplateCategory::Marketing, QLatin1StringView("marketing")},
                       {counterbell::TemplateCategory::Authentication, QLatin1StringView("authentication")})
COUNTERBELL_WIRE_NAMES(counterbell::TemplateStatus,
                       {counterbell::TemplateStatus::Approved, QLatin1StringView("approved")},
                       {counterbell::TemplateStatus::Pending, QLatin1StringView("pending")},
                       {counterbell::TemplateStatus::Rejected, QLatin1StringView("rejected")},
                       {counterbell::TemplateStatus::Paused, QLatin1StringView("paused")},
                       {counterbell::TemplateStatus::Disabled, QLatin1StringView("disabled")},
                       {counterbell::TemplateStatus::Unsubmitted, QLatin1StringView("unsubmitted")})

namespace counterbell
{

/// A WhatsApp message template of the account, as Twilio last listed it.
struct Template {
    QString sid;
    QString name;
    QString language;
    TemplateCategory category = TemplateCategory::Utility;
    TemplateStatus status = TemplateStatus::Unsubmitted;
    QString body;
    std::vector<QString> parameters; ///< placeholder names in order
    std::optional<QString> rejectionReason;

    bool operator==(const Template &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("sid", &Template::sid),
                          field("name", &Template::name),
                          field("language", &Template::language),
                          field("category", &Template::category),
                          field("status", &Template::status),
                          field("body", &Template::body),
                          field("parameters", &Template::parameters),
                          field("rejectionReason", &Template::rejectionReason)};
    }
};

/// templates.list
struct TemplateFilter {
    std::optional<Channel> channel;
    std::optional<TemplateStatus> status;
    std::optional<QString> language;

    bool operator==(const TemplateFilter &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("channel", &TemplateFilter::channel), field("status", &TemplateFilter::status),
                          field("language", &TemplateFilter::language)};
    }
};

/// templates.preview
struct PreviewTemplate {
    QString sid;
    QMap<QString, QString> variables;

    bool operator==(const PreviewTemplate &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("sid", &PreviewTemplate::sid), field("variables", &PreviewTemplate::variables)};
    }
};

/// The text as it would arrive.
struct TemplatePreview {
    QString body;

    bool operator==(const TemplatePreview &) const = default;
    static constexpr auto fields() { return std::tuple{field("body", &TemplatePreview::body)}; }
};

/// templates.sync
struct TemplateSyncResult {
    int count = 0;
    Timestamp syncedAt;

    bool operator==(const TemplateSyncResult &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("count", &TemplateSyncResult::count), field("syncedAt", &TemplateSyncResult::syncedAt)};
    }
};

using TemplateListRequest = ListRequest<TemplateFilter>;

} // namespace counterbell
