// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/money.h"
#include "core/api/page.h"

namespace counterbell
{

/// Fixed when the workspace is made.
enum class WorkspaceKind {
    Sandbox,
    Live,
};

/// Green, yellow, red.
enum class HealthStatus {
    Ok,
    Degraded,
    Failed,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::WorkspaceKind, {counterbell::WorkspaceKind::Sandbox, QLatin1StringView("sandbox")},
                       {counterbell::WorkspaceKind::Live, QLatin1StringView("live")})
COUNTERBELL_WIRE_NAMES(counterbell::HealthStatus, {counterbell::HealthStatus::Ok, QLatin1StringView("ok")},
                       {counterbell::HealthStatus::Degraded, QLatin1StringView("degraded")},
                       {counterbell::HealthStatus::Failed, QLatin1StringView("failed")})

namespace counterbell
{

/// One weekday's hours, local time "09:00"; closed when both are absent.
struct OpeningHours {
    int weekday = 1; ///< 1 Monday to 7 Sunday
    std::optional<QString> opens;
    std::optional<QString> closes;

    bool operator==(const OpeningHours &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("weekday", &OpeningHours::weekday), field("opens", &OpeningHours::opens),
                          field("closes", &OpeningHours::closes)};
    }
};

/// workspace.get
struct Workspace {
    QString name;
    QString region; ///< ISO country
    QString language;
    QString timezone;
    WorkspaceKind kind = WorkspaceKind::Live;
    int noticeHoldSeconds = 10; ///< how long the console holds a notice behind Undo
    std::vector<OpeningHours> hours;
    QString currency;
    std::vector<QString> optOutKeywords;
    std::vector<QString> optInKeywords;
    QString helpText;
    QString optOutAcknowledgement;
    bool optOutPerChannel = false;       ///< an opt-out closes only the channel it came by
    bool requireRecordedOptIn = false;   ///< ask for a recorded opt-in before anything is sent
    std::vector<QString> allowedRegions; ///< ISO countries that may be written to; empty: all
    bool quietPreview = false;           ///< try the shop without reaching a phone: every send is refused and logged

    bool operator==(const Workspace &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &Workspace::name),
                          field("region", &Workspace::region),
                          field("language", &Workspace::language),
                          field("timezone", &Workspace::timezone),
                          field("kind", &Workspace::kind),
                          field("noticeHoldSeconds", &Workspace::noticeHoldSeconds),
                          field("hours", &Workspace::hours),
                          field("currency", &Workspace::currency),
                          field("optOutKeywords", &Workspace::optOutKeywords),
                          field("optInKeywords", &Workspace::optInKeywords),
                          field("helpText", &Workspace::helpText),
                          field("optOutAcknowledgement", &Workspace::optOutAcknowledgement),
                          field("optOutPerChannel", &Workspace::optOutPerChannel),
                          field("requireRecordedOptIn", &Workspace::requireRecordedOptIn),
                          field("allowedRegions", &Workspace::allowedRegions),
                          field("quietPreview", &Workspace::quietPreview)};
    }
};

/// workspace.set: what is absent stays.
struct SetWorkspace {
    std::optional<QString> name;
    std::optional<QString> region;
    std::optional<QString> language;
    std::optional<QString> timezone;
    std::optional<int> noticeHoldSeconds;
    std::optional<std::vector<OpeningHours>> hours;
    std::optional<QString> currency;
    std::optional<std::vector<QString>> optOutKeywords;
    std::optional<std::vector<QString>> optInKeywords;
    std::optional<QString> helpText;
    std::optional<QString> optOutAcknowledgement;
    std::optional<bool> optOutPerChannel;
    std::optional<bool> requireRecordedOptIn;
    std::optional<std::vector<QString>> allowedRegions;
    std::optional<bool> quietPreview;

    bool operator==(const SetWorkspace &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &SetWorkspace::name),
                          field("region", &SetWorkspace::region),
                          field("language", &SetWorkspace::language),
                          field("timezone", &SetWorkspace::timezone),
                          field("noticeHoldSeconds", &SetWorkspace::noticeHoldSeconds),
                          field("hours", &SetWorkspace::hours),
                          field("currency", &SetWorkspace::currency),
                          field("optOutKeywords", &SetWorkspace::optOutKeywords),
                          field("optInKeywords", &SetWorkspace::optInKeywords),
                          field("helpText", &SetWorkspace::helpText),
                          field("optOutAcknowledgement", &SetWorkspace::optOutAcknowledgement),
                          field("optOutPerChannel", &SetWorkspace::optOutPerChannel),
                          field("requireRecordedOptIn", &SetWorkspace::requireRecordedOptIn),
                          field("allowedRegions", &SetWorkspace::allowedRegions),
                          field("quietPreview", &SetWorkspace::quietPreview)};
    }
};

/// One part of the core and how it does; `detail` is for a log or a detail pane, never a sentence for the screen.
struct HealthCheck {
    QString name;
    HealthStatus status = HealthStatus::Ok;
    std::optional<QString> detail;

    bool operator==(const HealthCheck &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &HealthCheck::name), field("status", &HealthCheck::status),
                          field("detail", &HealthCheck::detail)};
    }
};

/// system.health: the worst of its checks.
struct Health {
    HealthStatus status = HealthStatus::Ok;
    std::vector<HealthCheck> checks;

    bool operator==(const Health &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("status", &Health::status), field("checks", &Health::checks)};
    }
};

/// system.version
struct VersionInfo {
    QString software;
    int contract = 1;
    QString qt;

    bool operator==(const VersionInfo &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("software", &VersionInfo::software), field("contract", &VersionInfo::contract),
                          field("qt", &VersionInfo::qt)};
    }
};

/// sandbox.advanceClock: by so many seconds, or to an absolute offset from the real clock.
struct AdvanceClock {
    std::optional<qint64> seconds;
    std::optional<qint64> offsetSeconds;

    bool operator==(const AdvanceClock &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("seconds", &AdvanceClock::seconds),
                          field("offsetSeconds", &AdvanceClock::offsetSeconds)};
    }
};

/// The business clock after a move.
struct ClockState {
    Timestamp now;
    qint64 offsetSeconds = 0;

    bool operator==(const ClockState &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("now", &ClockState::now), field("offsetSeconds", &ClockState::offsetSeconds)};
    }
};

} // namespace counterbell
