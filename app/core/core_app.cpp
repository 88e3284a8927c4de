// SPDX-License-Identifier: Apache-2.0
#include "app/core/core_app.h"

#include "app/core/command_report.h"
#include "app/core/event_rendering.h"
#include "app/core/folder_checks.h"
#include "app/core/media_copy.h"
#include "app/core/missing_shop.h"
#include "app/core/new_workspace.h"
#include "app/core/shop_secrets.h"
#include "core/messaging/setup/account_check.h"
#include "core/secrets/secret_key.h"
#include "core/workspace/workspace_settings.h"

#include <qcorotimer.h>

namespace counterbell
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const auto kProvisionFile = u"provision.json"_s;
constexpr auto kDrainPatience = 20s;
constexpr auto kCallPatience = 3s;
constexpr auto kStartRetry = 5s;

} // namespace

CoreApp::CoreApp(const DataFolder &folder, CoreOptions options)
    : m_folder(folder),
      m_options(std::move(options)),
      m_store(dialectFor(m_options), m_clock, {}),
      m_health(m_store),
      m_backups(m_store, m_clock, m_tasks, m_health, folder)
{
}

CoreApp::~CoreApp()
{
    // Whoever has asked the store since it was closed is answered while every part is still there.
    m_store.close();
}

tl::expected<void, QString> CoreApp::open()
{
    // Before anything opens the database: that would make one.
    if (const auto missing = missingShop(m_options))
        return tl::unexpected(*missing);
    // SQLite reads what it may not write, and every write would fail from then on.
    if (const auto refused = m_options.postgres ? std::nullopt : checkDatabaseFile(m_options.dataDir))
        return tl::unexpected(refused->detail);
    if (const auto kept = m_options.postgres ? Result<>{} : backUpBeforeMigration(m_folder, m_clock.now()); !kept)
        return tl::unexpected(
            u"The database can't be copied before it is brought up to date: %1."_s.arg(problemWord(kept.error())));
    if (const auto opened = m_store.open(eventRenderer()); !opened)
        return tl::unexpected(storeSentence(opened.error()));
    m_health.set(u"database"_s, HealthStatus::Ok);
    connect(&m_store, &store::Store::problemChanged, this, [this](const QString &problem) {
        m_health.set(u"database"_s, problem.isEmpty() ? HealthStatus::Ok : HealthStatus::Failed,
                     problem.isEmpty() ? std::nullopt : std::optional(problem));
    });
    return {};
}

void CoreApp::start()
{
    m_tasks.spawn(u"start"_s, run());
}

void CoreApp::stop()
{
    if (!std::exchange(m_isStopping, true))
        m_tasks.spawn(u"stop"_s, shutDown());
}

QCoro::Task<> CoreApp::run()
{
    // A sandbox has nothing worth a question by the keychain; what was chosen once stays chosen.
    const auto provision = readProvision(m_folder.path(kProvisionFile));
    const bool mayUseKeychain = provision && provision->kind == WorkspaceKind::Live;
    auto opened = co_await openShopSecrets(&m_store, m_options, mayUseKeychain);
    if (!opened) {
        Q_EMIT failed(opened.error());
        co_return;
    }
    m_secrets = std::move(*opened);
    if (const auto prepared = co_await prepareWorkspace(); !prepared) {
        Q_EMIT failed(prepared.error());
        co_return;
    }
    auto config = co_await readConfig();
    if (!config) {
        Q_EMIT failed(u"The settings can't be read."_s);
        co_return;
    }
    config->mediaFolder = m_folder.path(kMediaFolder);
    m_services = std::make_unique<Services>(m_store, m_clock, m_tasks, m_health, *m_secrets, *config);
    m_credentials = std::make_unique<Credentials>(m_store, *m_secrets, *m_services, m_tasks);
    const auto taken = co_await m_credentials->takeUp();
    if (m_isStopping)
        co_return; // nobody may lead any more
    if (!taken) {
        Q_EMIT failed(u"The account can't be read: %1."_s.arg(problemWord(taken.error())));
        co_return;
    }
    m_services->addMethods();
    connectParts();
    connectReceiving();
    if (const auto listening = listen(); !listening) {
        Q_EMIT failed(listening.error());
        co_return;
    }
    if (m_store.isShared())
        m_health.set(u"lead"_s, HealthStatus::Ok, u"follows"_s); // until it is known better
    m_services->leadership.start();
    m_services->unusedFiles.start(); // each core has a folder of its own
    if (!m_options.postgres)         // a server is copied by its own tools
        m_backups.start();
    co_await checkJournal();
}

void CoreApp::showThatItFollows()
{
    // These are the leader's to tell.
    for (const auto &check : {u"sending"_s, u"relayLink"_s, u"webhooks"_s, u"catchUp"_s, u"provider"_s, u"templates"_s})
        m_health.set(check, HealthStatus::Ok, u"anotherCore"_s);
    m_health.set(u"lead"_s, HealthStatus::Ok, u"follows"_s);
}

QCoro::Task<> CoreApp::followLead()
{
    if (std::exchange(m_isChangingLead, true))
        co_return;
    // The lead may change again while this core is still beginning, or ending, what a leader does.
    const auto wanted = [this] {
        const auto &lead = m_services->leadership;
        return lead.isLeading() && !m_isStopping ? std::optional(lead.term()) : std::nullopt;
    };
    while (m_leadsIn != wanted()) {
        if (m_leadsIn)
            co_await leaveTheLead();
        else
            co_await takeTheLead();
    }
    m_isChangingLead = false;
}

QCoro::Task<> CoreApp::takeTheLead()
{
    const auto term = m_services->leadership.term();
    // First: another core may have been given others, and nothing may be sent with the old ones.
    const auto taken = co_await m_credentials->takeUp();
    if (!taken) {
        m_health.set(u"sending"_s, HealthStatus::Failed, problemWord(taken.error()));
        qCritical("core: the account can't be read: %s", qUtf8Printable(problemWord(taken.error())));
        co_await QCoro::sleepFor(kStartRetry);
        co_return;
    }
    const auto started = co_await m_services->dispatcher.start(term);
    m_health.set(u"sending"_s, started ? HealthStatus::Ok : HealthStatus::Failed,
                 started ? std::nullopt : std::optional(problemWord(started.error())));
    if (!started) {
        // A full disk or a locked database is a state of health, and passes: until then nothing may be claimed.
        qCritical("core: sending does not start: %s", qUtf8Printable(problemWord(started.error())));
        co_await QCoro::sleepFor(kStartRetry);
        co_return;
    }
    m_leadsIn = term;
    if (!m_services->leadership.isLeading() || m_isStopping)
        co_return; // lost again in the meantime; what was begun is ended next
    m_services->lead(term);
    if (m_store.isShared())
        m_health.set(u"lead"_s, HealthStatus::Ok, u"leads"_s);
}

QCoro::Task<> CoreApp::leaveTheLead()
{
    m_services->followOnly();
    co_await m_services->agent.drain();
    m_services->model.resume(); // consoles may try it out on any core
    co_await m_services->dispatcher.drain(kDrainPatience);
    m_leadsIn.reset();
    if (!m_isStopping)
        showThatItFollows();
}

QCoro::Task<> CoreApp::checkJournal()
{
    const auto failed = co_await m_services->ingest.failedCount();
    if (failed)
        m_health.set(u"journal"_s, *failed == 0 ? HealthStatus::Ok : HealthStatus::Failed,
                     *failed == 0 ? std::nullopt : std::optional(QString::number(*failed)));
}

QCoro::Task<tl::expected<void, QString>> CoreApp::prepareWorkspace()
{
    auto made = co_await makeWorkspaceOnce(m_store, *m_secrets, m_clock, m_folder.path(kProvisionFile));
    if (!made)
        co_return made;
    const auto offset = co_await m_store.read(
        [](store::Connection &db) -> Result<std::chrono::seconds> { return workspace::readClockOffset(db); });
    if (!offset)
        co_return tl::unexpected(u"The database can't be read: %1."_s.arg(problemWord(offset.error())));
    m_clock.setOffset(*offset);
    m_health.set(u"seed"_s, HealthStatus::Ok);
    m_health.set(u"clock"_s, HealthStatus::Ok);
    co_return tl::expected<void, QString>{};
}

QCoro::Task<Result<ServiceConfig>> CoreApp::readConfig()
{
    auto config = co_await m_store.read([](store::Connection &db) -> Result<ServiceConfig> {
        ServiceConfig found;
        found.kind = workspace::readWorkspace(db).kind;
        found.epoch = store::readSettings(db, u"store"_s).value(u"id"_s).toString();
        return found;
    });
    if (!config)
        co_return config;
    const auto erasureKey = co_await m_secrets->keepOnce(kErasureKeySecret, secrets::randomBytes(32));
    if (!erasureKey)
        co_return tl::unexpected(erasureKey.error());
    config->erasureKey = *erasureKey;
    co_return config;
}

tl::expected<void, QString> CoreApp::listen()
{
    const auto token = m_folder.launchToken();
    m_server = std::make_unique<rpc::Server>(m_services->registry, m_services->sessions, m_tasks,
                                             rpc::ServerOptions{m_options.address, m_options.port, token, {}});
    const auto url = m_server->listen();
    if (!url)
        return tl::unexpected(u"Consoles can't be served on %1, port %2: %3."_s.arg(
            m_options.address.toString(), QString::number(m_options.port),
            url.error().details.value(u"problem"_s).toString()));
    if (!m_folder.announce(*url, token))
        return tl::unexpected(u"The file core.json can't be written to the data folder."_s);
    qInfo("core: listening");
    return {};
}

void CoreApp::connectParts()
{
    auto &s = *m_services;
    const auto follow = [this] { m_tasks.spawn(u"lead"_s, followLead()); };
    connect(&s.leadership, &messaging::Leadership::won, this, follow);
    connect(&s.leadership, &messaging::Leadership::lost, this, follow);
    connect(&s.leadership, &messaging::Leadership::followed, this, [this] {
        if (!m_leadsIn && !m_isChangingLead)
            showThatItFollows();
    });
    connect(&m_store, &store::Store::committed, this, [this](const std::vector<store::Event> &events) {
        m_services->eventHub.publish(m_services->eventFeed.told(events));
        wakeFor(events);
    });
    connect(&m_clock, &workspace::BusinessClock::moved, this, [this] {
        m_services->dispatcher.wake();
        m_services->reconciler.wake();
        m_services->agent.wake();
        m_services->upkeep.wake();
        m_services->catchUp.checkDue();
        m_services->followUp.wake();
        m_services->providerDeletions.wake();
        m_services->downloads.wake();
        m_services->hosting.wake();
        m_services->unusedFiles.wake();
        m_backups.wake();
    });
    connect(&s.downloads, &media::Downloads::fileUnused, &s.unusedFiles, &media::UnusedFiles::wake);
    // A status may free a recipient for whom the next message waits, and such a row's own state doesn't change.
    connect(&s.ingest, &webhooks::IngestService::sendRequested, &s.dispatcher, &messaging::Dispatcher::wake);
    connect(&s.ingest, &webhooks::IngestService::turnRequested, &s.agent, &agent::AgentService::wake);
    connect(&s.erasures, &contacts::ErasureService::deletionsQueued, &s.providerDeletions,
            &contacts::ProviderDeletions::wake);
    connect(&s.dispatcher, &messaging::Dispatcher::outcomeUnknown, &s.reconciler, &messaging::Reconciler::wake);
    connect(&s.reconciler, &messaging::Reconciler::queued, &s.dispatcher, &messaging::Dispatcher::wake);
    connect(&s.dispatcher, &messaging::Dispatcher::providerAnswered, this, [this](bool answered) {
        m_health.set(u"provider"_s, answered ? HealthStatus::Ok : HealthStatus::Degraded,
                     answered ? std::nullopt : std::optional(u"unreachable"_s));
    });
    connect(&s.dispatcher, &messaging::Dispatcher::credentialsRefused, this,
            [this] { m_health.set(u"provider"_s, HealthStatus::Degraded, u"credentialsRefused"_s); });
    connect(&s.templates, &messaging::TemplateService::synced, this, [this](bool succeeded, const Error &error) {
        const bool isRefused = error.reason == Reason::NotPermitted;
        const auto detail =
            succeeded ? std::nullopt : std::optional(isRefused ? messaging::providerProblem(error) : u"unreachable"_s);
        m_health.set(u"templates"_s, succeeded ? HealthStatus::Ok : HealthStatus::Degraded, detail);
        m_health.set(u"provider"_s, succeeded ? HealthStatus::Ok : HealthStatus::Degraded, detail);
    });
    connect(&s.relays, &webhooks::RelayService::linkStateChanged, this, [this](bool isUp, const QString &problem) {
        m_health.set(u"relayLink"_s, isUp ? HealthStatus::Ok : HealthStatus::Degraded,
                     isUp ? std::nullopt : std::optional(problem));
    });
    connect(&s.relays, &webhooks::RelayService::webhooksRegistered, this,
            [this](bool succeeded, const QString &problem) {
                m_health.set(u"webhooks"_s, succeeded ? HealthStatus::Ok : HealthStatus::Degraded,
                             succeeded ? std::nullopt : std::optional(problem));
            });
}

void CoreApp::connectReceiving()
{
    auto &s = *m_services;
    connect(&s.relays, &webhooks::RelayService::catchUpNeeded, &s.catchUp, &webhooks::CatchUp::wake);
    connect(&s.catchUp, &webhooks::CatchUp::passEnded, this, [this] { m_health.set(u"catchUp"_s, HealthStatus::Ok); });
    connect(&s.catchUp, &webhooks::CatchUp::passFailed, this,
            [this](const QString &problem) { m_health.set(u"catchUp"_s, HealthStatus::Degraded, problem); });
    connect(&s.ingest, &webhooks::IngestService::failedChanged, this,
            [this] { m_tasks.spawn(u"journal"_s, checkJournal()); });
}

void CoreApp::wakeFor(const std::vector<store::Event> &events)
{
    // What was committed says what there is to do, so no service can forget to say it.
    for (const auto &event : events) {
        const auto status = event.data.value(u"status"_s).toString();
        if (event.data.value(u"erased"_s).toBool())
            m_services->unusedFiles.wake(); // by whichever core: their pictures may lie in this one's folder, too
        if (event.name == wireName(store::Topic::SendUpdated) && (status == u"queued"_s || status == u"held"_s)) {
            m_services->dispatcher.wake();
            m_services->hosting.wake();
        } else if (event.name == wireName(store::Topic::SendUpdated) && status == u"uncertain"_s)
            m_services->reconciler.noticeUncertain();
        else if (event.name == wireName(store::Topic::SendUpdated))
            m_services->followUp.wake();
        else if (event.name == wireName(store::Topic::MessageAdded) ||
                 event.name == wireName(store::Topic::MessageUpdated))
            wakeForFiles(event.data.value(u"attachments"_s).toArray());
        else if (event.name == wireName(store::Topic::ConversationUpdated))
            m_services->agent.wake();
        else if (event.name == wireName(store::Topic::SettingsUpdated) && event.data.value(u"group"_s) == u"clock"_s)
            // Moved through another core on this database; the same again is no news.
            m_clock.setOffset(
                std::chrono::seconds(event.data.value(u"settings"_s).toObject().value(u"offsetSeconds"_s).toInteger()));
    }
}

void CoreApp::wakeForFiles(const QJsonArray &attachments)
{
    const auto pending = wireName(AttachmentState::Pending);
    if (std::any_of(attachments.begin(), attachments.end(),
                    [pending](const QJsonValue &file) { return file[u"state"_s].toString() == pending; }))
        m_services->downloads.wake();
}

QCoro::Task<> CoreApp::shutDown()
{
    if (m_services) {
        m_backups.stop();
        m_credentials->stop();
        m_services->followOnly();
        m_services->unusedFiles.stop();
        m_services->erasures.stop();
        co_await m_services->agent.drain();
        co_await m_services->dispatcher.drain(kDrainPatience);
        if (m_server)
            co_await m_server->shutDown(kCallPatience);
        // Lists and look-ups that nobody waits for any more; a POST that outlived the drain is settled at the next
        // start.
        m_services->http.abortAll();
        co_await m_services->leadership.stop();
    }
    // What is still under way is answered by the store's closing or by the destruction of its sockets.
    m_store.close();
    Q_EMIT stopped();
}

} // namespace counterbell
