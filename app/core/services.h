// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/replay_requests.h"
#include "app/core/store_event_feed.h"
#include "app/core/upkeep.h"
#include "core/agent/agent_service.h"
#include "core/agent/agent_settings_service.h"
#include "core/contacts/consent_service.h"
#include "core/contacts/contact_service.h"
#include "core/contacts/desk/erasure_service.h"
#include "core/contacts/desk/provider_deletions.h"
#include "core/contacts/merge_service.h"
#include "core/contacts/takeout/export_service.h"
#include "core/inbox/desk/inbox_service.h"
#include "core/jobs/job_service.h"
#include "core/media/media_service.h"
#include "core/media/transfer/downloads.h"
#include "core/media/transfer/hosting.h"
#include "core/media/transfer/relay_media_client.h"
#include "core/media/unused_files.h"
#include "core/messaging/budget_service.h"
#include "core/messaging/dispatcher.h"
#include "core/messaging/follow_up.h"
#include "core/messaging/leadership.h"
#include "core/messaging/providers/twilio/client.h"
#include "core/messaging/reconciler.h"
#include "core/messaging/send_log_service.h"
#include "core/messaging/setup/provider_service.h"
#include "core/notifications/notification_service.h"
#include "core/reports/report_service.h"
#include "core/rpc/event_hub.h"
#include "core/rpc/method_registry.h"
#include "core/rpc/session_methods.h"
#include "core/rpc/sessions.h"
#include "core/team/member_authenticator.h"
#include "core/team/team_service.h"
#include "core/webhooks/catch_up.h"
#include "core/webhooks/ingest_service.h"
#include "core/webhooks/relay_service.h"
#include "core/workspace/health_service.h"
#include "core/workspace/workspace_service.h"

namespace counterbell
{

/// What the services need to know of this workspace, read once at start.
struct ServiceConfig {
    WorkspaceKind kind = WorkspaceKind::Live;
    QString epoch;         ///< changes when the data is another
    QByteArray erasureKey; ///< under which erased numbers are known
    QString mediaFolder;   ///< where files lie
};

/// Everything that works on one open store, in the order in which it is made; destruction is the other way round.
struct Services {
    Services(store::Store &store, workspace::BusinessClock &clock, TaskGroup &tasks, workspace::HealthService &health,
             secrets::SecretStore &secrets, ServiceConfig config);

    /// What only the leading core does besides sending: the links, turns, timed jobs (DESIGN 1). May follow
    /// `followOnly`.
    void lead(qint64 term);
    /// Begins none of that any more; what is under way ends by itself.
    void followOnly();
    /// Adds every method that works to the registry.
    void addMethods();

    messaging::Leadership leadership;
    messaging::HttpClient http;
    messaging::TwilioClient twilio;
    messaging::ProviderClock providerClock;
    messaging::Dispatcher dispatcher;
    messaging::Reconciler reconciler;
    messaging::FollowUp followUp;
    messaging::TemplateService templates;
    messaging::SendLogService sendLog;
    messaging::BudgetService budgets;
    messaging::ProviderService providers;

    std::unique_ptr<media::SharedFiles> sharedFiles;
    media::FileStore files;
    media::MediaService media;
    media::Downloads downloads;
    media::RelayMediaClient relayMedia;
    media::Hosting hosting;
    media::UnusedFiles unusedFiles;

    agent::ModelClient model;
    agent::AgentService agent;
    agent::AgentSettingsService agentSettings;

    webhooks::IngestService ingest;
    ReplayRequests replays;
    webhooks::RelayService relays;
    webhooks::CatchUp catchUp;

    contacts::ContactService contacts;
    contacts::ConsentService consents;
    contacts::MergeService merges;
    contacts::ErasureService erasures;
    contacts::ExportService exports;
    contacts::ProviderDeletions providerDeletions;
    team::TeamService team;
    team::MemberAuthenticator authenticator;
    inbox::InboxService inbox;
    jobs::JobService jobs;
    notifications::NotificationService notifications;
    reports::ReportService reports;
    workspace::WorkspaceService workspace;
    workspace::HealthService &health;
    Upkeep upkeep;

    rpc::Sessions sessions;
    StoreEventFeed eventFeed;
    rpc::EventHub eventHub;
    rpc::SessionMethods sessionMethods;
    rpc::MethodRegistry registry;
};

} // namespace counterbell
