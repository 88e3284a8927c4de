// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/relay_service.h"

#include "core/webhooks/ingest_service.h"
#include "core/webhooks/pairing.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kRetry = 3s;
constexpr auto kLookAgain = 15min; // somebody may have changed a number's webhook in Twilio's console

QString problemOf(const Error &error)
{
    return error.details.value(u"problem"_s).toString(wireName(error.reason));
}

} // namespace

RelayService::RelayService(store::Store &store, TaskGroup &tasks, secrets::SecretStore &secrets,
                           messaging::HttpClient &http, messaging::ProviderSetup &provider, IngestService &ingest,
                           WorkspaceKind kind)
    : m_store(store),
      m_tasks(tasks),
      m_secrets(secrets),
      m_http(http),
      m_provider(provider),
      m_ingest(ingest),
      m_kind(kind)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        if (m_isRunning)
            m_tasks.spawn(u"relays"_s, bringUp());
    });
}

void RelayService::start(QString accountSid, std::vector<QByteArray> tokens)
{
    m_accountSid = std::move(accountSid);
    m_tokens = std::move(tokens);
    m_isRunning = true;
    m_tasks.spawn(u"relays"_s, bringUp());
}

void RelayService::stop()
{
    m_isRunning = false;
    m_retry.stop();
    for (const auto &link : m_links)
        link->stop();
}

void RelayService::keepPendingCode(store::Tx &tx, const QString &code)
{
    auto relays = store::settingsOf<PairedRelays>(tx, kRelaysGroup);
    relays.pendingCode = code;
    store::writeSettings(tx, kRelaysGroup, toJson(relays));
}

QCoro::Task<> RelayService::bringUp()
{
    m_retry.start(kRetry); // whatever fails below is tried again
    struct Known {
        PairedRelays relays;
        messaging::Senders senders;
    };
    const auto known = co_await m_store.read([](store::Connection &db) -> Result<Known> {
        return Known{store::settingsOf<PairedRelays>(db, kRelaysGroup), messaging::readSenders(db)};
    });
    if (!known)
        co_return;
    const auto relays = co_await redeemPending(known->relays);
    if (!relays) {
        Q_EMIT linkStateChanged(false, problemOf(relays.error()));
        co_return;
    }
    WebhookKeys keys{m_accountSid, m_tokens, {}};
    for (const auto &relay : relays->items)
        keys.publicBases.push_back(relay.publicBase().toUtf8());
    m_ingest.setKeys(std::move(keys));
    for (const auto &relay : relays->items) {
        if (auto dialled = co_await dial(relay); !dialled) {
            Q_EMIT linkStateChanged(false, problemOf(dialled.error()));
            co_return;
        }
    }
    reportLinks();
    if (relays->items.empty() || !m_isRunning) {
        Q_EMIT webhooksRegistered(false, u"noRelay"_s);
        co_return;
    }
    const auto foreign = co_await registerWebhooks(m_provider, known->senders, *relays, m_kind);
    if (!foreign) {
        Q_EMIT webhooksRegistered(false, problemOf(foreign.error()));
        co_return;
    }
    Q_EMIT webhooksRegistered(foreign->isEmpty(), foreign->isEmpty() ? QString() : u"foreignWebhook"_s);
    if (m_isRunning)
        m_retry.start(kLookAgain);
}

QCoro::Task<Result<PairedRelays>> RelayService::redeemPending(PairedRelays relays)
{
    if (!relays.pendingCode)
        co_return relays;
    const auto pairing = co_await redeem(m_http, *relays.pendingCode);
    if (!pairing)
        co_return tl::unexpected(pairing.error());
    // The token first: a relay without its token could never be dialled, and the code works only once.
    if (auto kept = co_await m_secrets.write(linkTokenSecret(pairing->relay.tenant), pairing->linkToken); !kept)
        co_return tl::unexpected(kept.error());
    relays.pendingCode.reset();
    std::erase_if(relays.items, [&](const PairedRelay &r) { return r.tenant == pairing->relay.tenant; });
    relays.items.push_back(pairing->relay);
    co_return co_await m_store.write([relays](store::Tx &tx) -> Result<PairedRelays> {
        store::writeSettings(tx, kRelaysGroup, toJson(relays));
        store::writeSettings(tx, u"webhooks"_s, toJson(webhooksUnder(relays.items.front())));
        return relays;
    });
}

QCoro::Task<Result<>> RelayService::dial(PairedRelay relay)
{
    const bool isDialled = std::any_of(m_links.begin(), m_links.end(),
                                       [&](const auto &link) { return link->target().tenant == relay.tenant; });
    if (isDialled)
        co_return Result<>{};
    const auto token = co_await m_secrets.read(linkTokenSecret(relay.tenant));
    if (!token)
        co_return tl::unexpected(token.error());
    if (!*token)
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"noLinkToken"_s}});
    auto link = std::make_unique<Link>(LinkTarget{QUrl(relay.url), relay.tenant, **token}, m_ingest, m_tasks);
    connect(link.get(), &Link::healthChanged, this, &RelayService::reportLinks);
    connect(link.get(), &Link::cameUp, this, &RelayService::catchUpNeeded);
    connect(link.get(), &Link::eventsMissing, this, &RelayService::catchUpNeeded);
    if (m_isRunning)
        link->start();
    m_links.push_back(std::move(link));
    co_return Result<>{};
}

void RelayService::reportLinks()
{
    if (m_links.empty()) {
        Q_EMIT linkStateChanged(false, u"notPaired"_s);
        return;
    }
    for (const auto &link : m_links) {
        if (link->health().state != LinkHealth::State::Up) {
            Q_EMIT linkStateChanged(false, link->health().problem.isEmpty() ? u"dialling"_s : link->health().problem);
            return;
        }
    }
    Q_EMIT linkStateChanged(true, {});
}

} // namespace counterbell::webhooks
