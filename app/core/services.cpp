// SPDX-License-Identifier: Apache-2.0
#include "app/core/services.h"

#include "core/agent/turn_repository.h"
#include "core/rpc/methods/agent_methods.h"
#include "core/rpc/methods/contact_methods.h"
#include "core/rpc/methods/inbox_methods.h"
#include "core/rpc/methods/job_methods.h"
#include "core/rpc/methods/media_methods.h"
#include "core/rpc/methods/messaging_methods.h"
#include "core/rpc/methods/provider_methods.h"
#include "core/rpc/methods/relay_methods.h"
#include "core/rpc/methods/report_methods.h"
#include "core/rpc/methods/team_methods.h"
#include "core/rpc/methods/workspace_methods.h"
#include "core/rpc/openrpc.h"

#include "counterbell_version.h"

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

void requestTurn(store::Tx &tx, ConversationId conversation, Timestamp now)
{
    agent::TurnRepository().request(tx, conversation, now);
}

} // namespace

Services::Services(store::Store &store, workspace::BusinessClock &clock, TaskGroup &tasks,
                   workspace::HealthService &healthService, secrets::SecretStore &secrets, ServiceConfig config)
    : leadership(store, {}),
      twilio(http, {}),
      dispatcher(store, clock, twilio, providerClock,
                 {.mayPost = [this] { return leadership.isLeading(); },
                  .statusDetour = [this] { return relays.statusDetour(); }}),
      reconciler(store, clock, twilio, providerClock),
      followUp(store, clock, twilio, tasks),
      templates(store, clock, twilio),
      sendLog(store, clock),
      budgets(store, clock),
      providers(store, clock, secrets,
                [this](messaging::TwilioAccount account) {
                    return std::make_shared<messaging::TwilioClient>(http, std::move(account));
                }),
      sharedFiles(media::sharedFilesOf(store)),
      files(config.mediaFolder, *sharedFiles),
      media(store, clock, files),
      downloads(store, clock, twilio, files, tasks),
      relayMedia(store, secrets, http),
      hosting(store, clock, files, relayMedia, tasks),
      unusedFiles(store, clock, files, tasks),
      model({}),
      agent(store, clock, secrets, model, {}),
      agentSettings(store, clock, secrets, model),
      ingest(store, clock, {config.epoch, 0, QStringLiteral(COUNTERBELL_VERSION)}, requestTurn),
      replays(store, clock, tasks, ingest),
      relays(store, tasks, secrets, http, twilio, ingest, config.kind),
      catchUp(store, clock, twilio, ingest, tasks, {}),
      contacts(store, clock, contacts::ErasedNumbers(config.erasureKey)),
      consents(store, clock),
      merges(store, clock),
      erasures(store, clock, tasks, contacts::ErasedNumbers(config.erasureKey)),
      exports(store, clock),
      providerDeletions(store, clock, twilio, tasks, {}),
      team(store),
      authenticator(store),
      inbox(store, clock, requestTurn),
      jobs(store, clock),
      notifications(store),
      reports(store, clock),
      workspace(store, clock),
      health(healthService),
      upkeep(store, clock, tasks, templates),
      eventFeed(store, healthService),
      eventHub(sessions, eventFeed, tasks),
      sessionMethods(sessions, authenticator, [config] {
          return HelloResult{1, QStringLiteral(COUNTERBELL_VERSION), config.kind, config.epoch};
      })
{
    twilio.setMaySend([this] { return leadership.isLeading(); });
}

void Services::lead(qint64 term)
{
    ingest.setTerm(term);
    reconciler.start();
    followUp.start();
    agent.start();
    upkeep.start();
    downloads.start();
    hosting.start();
    erasures.start();
    providerDeletions.start();
    relays.start();
    catchUp.start();
    replays.start();
}

void Services::followOnly()
{
    relays.stop();
    catchUp.stop();
    replays.stop();
    upkeep.stop();
    providerDeletions.stop();
    reconciler.stop();
    followUp.stop();
    downloads.stop();
    hosting.stop();
}

void Services::addMethods()
{
    sessionMethods.addTo(registry);
    eventHub.addTo(registry);
    rpc::addDiscovery(registry);
    rpc::addInboxMethods(registry, inbox);
    rpc::addMediaMethods(registry, media);
    rpc::addContactMethods(registry, contacts);
    rpc::addMergeMethods(registry, merges);
    rpc::addErasureMethods(registry, erasures);
    rpc::addExportMethods(registry, exports);
    rpc::addConsentMethods(registry, consents);
    rpc::addTemplateMethods(registry, templates);
    rpc::addJobMethods(registry, jobs);
    rpc::addNotificationMethods(registry, notifications);
    rpc::addTeamMethods(registry, team, sessions);
    rpc::addSendLogMethods(registry, sendLog);
    rpc::addBudgetMethods(registry, budgets);
    rpc::addProviderMethods(registry, providers);
    rpc::addRelayMethods(registry, relays);
    rpc::addAgentMethods(registry, agentSettings);
    rpc::addReportMethods(registry, reports);
    rpc::addWorkspaceMethods(registry, workspace, health);
}

} // namespace counterbell
