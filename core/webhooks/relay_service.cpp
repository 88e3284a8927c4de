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

struct Known {
    PairedRelays relays;
    messaging::Senders senders;
};

QString problemOf(const Error &error)
{
    return error.details.value(u"problem"_s).toString(wireName(error.reason));
}

/// The code is used up; a relay that is paired anew keeps its place.
store::Pending<void> keepRedeemed(store::Store &store, QString code, std::optional<PairedRelay> paired)
{
    return store.write([code, paired](store::Tx &tx) -> Result<> {
        auto relays = store::settingsOf<PairedRelays>(tx, kRelaysGroup);
        if (relays.pendingCode == code)
            relays.pendingCode.reset();
        if (paired) {
            const auto known = std::find_if(relays.items.begin(), relays.items.end(),
                                            [&](const PairedRelay &relay) { return relay.tenant == paired->tenant; });
            if (known == relays.items.end())
                relays.items.push_back(*paired);
            else
                *known = *paired;
            store::writeSettings(tx, u"webhooks"_s, toJson(webhooksUnder(relays.items.front())));
        }
        store::writeSettings(tx, kRelaysGroup, toJson(relays));
        return {};
    });
}

store::Pending<void> keepMms(store::Store &store, QMap<QString, bool> mms)
{
    return store.write([mms](store::Tx &tx) -> Result<> {
        for (auto it = mms.begin(); it != mms.end(); ++it)
            messaging::markSenderMms(tx, Channel::Sms, it.key(), it.value());
        return {};
    });
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
    connect(&m_retry, &QTimer::timeout, this, &RelayService::bringUpOnce);
}

void RelayService::start(QString accountSid, std::vector<QByteArray> tokens)
{
    m_accountSid = std::move(accountSid);
    m_tokens = std::move(tokens);
    m_isRunning = true;
    bringUpOnce();
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

void RelayService::bringUpOnce()
{
    // One at a time: two would dial the same relay twice, and each link would displace the other.
    if (m_isRunning && !std::exchange(m_isBusy, true))
        m_tasks.spawn(u"relays"_s, bringUp());
}

QCoro::Task<> RelayService::bringUp()
{
    const auto problem = co_await redeemPending();
    if (!problem.isEmpty())
        Q_EMIT linkStateChanged(false, problem);
    // A code that can't be redeemed is no reason to leave the relays that are paired already.
    const auto done = co_await bringUpRelays();
    m_isBusy = false;
    if (m_isRunning)
        m_retry.start(problem.isEmpty() && done ? kLookAgain : kRetry);
}

QCoro::Task<Result<>> RelayService::bringUpRelays()
{
    auto reading = m_store.read([](store::Connection &db) -> Result<Known> {
        return Known{store::settingsOf<PairedRelays>(db, kRelaysGroup), messaging::readSenders(db)};
    });
    const auto known = co_await reading;
    if (!known)
        co_return tl::unexpected(known.error());
    const auto &relays = known->relays;
    takeKeys(relays);
    for (const auto &relay : relays.items) {
        if (auto dialled = co_await dial(relay); !dialled) {
            Q_EMIT linkStateChanged(false, problemOf(dialled.error()));
            co_return dialled;
        }
    }
    reportLinks();
    if (relays.items.empty() || !m_isRunning) {
        Q_EMIT webhooksRegistered(false, u"noRelay"_s);
        co_return refuse(Reason::NotFound, {{u"problem"_s, u"noRelay"_s}});
    }
    const auto registered = co_await registerWebhooks(m_provider, known->senders, relays, m_kind);
    if (!registered) {
        Q_EMIT webhooksRegistered(false, problemOf(registered.error()));
        co_return tl::unexpected(registered.error());
    }
    if (!registered->mms.isEmpty()) {
        auto writing = keepMms(m_store, registered->mms);
        if (const auto kept = co_await writing; !kept)
            co_return tl::unexpected(kept.error());
    }
    const bool isOurs = registered->foreign.isEmpty();
    Q_EMIT webhooksRegistered(isOurs, isOurs ? QString() : u"foreignWebhook"_s);
    co_return Result<>{};
}

void RelayService::takeKeys(const PairedRelays &relays)
{
    WebhookKeys keys{m_accountSid, m_tokens, {}};
    for (const auto &relay : relays.items)
        keys.publicBases.push_back(relay.publicBase().toUtf8());
    m_ingest.setKeys(std::move(keys));
}

QCoro::Task<QString> RelayService::redeemPending()
{
    auto reading = m_store.read([](store::Connection &db) -> Result<PairedRelays> {
        return store::settingsOf<PairedRelays>(db, kRelaysGroup);
    });
    const auto relays = co_await reading;
    if (!relays)
        co_return problemOf(relays.error());
    if (!relays->pendingCode)
        co_return QString();
    const auto pairing = co_await redeem(m_http, *relays->pendingCode);
    if (pairing) {
        // The token first: a relay without its token could never be dialled, and the code works only once.
        const auto kept = co_await m_secrets.write(linkTokenSecret(pairing->relay.tenant), pairing->linkToken);
        if (!kept)
            co_return problemOf(kept.error());
    } else if (pairing.error().reason == Reason::ProviderUnreachable) {
        co_return problemOf(pairing.error());
    }
    // A code that the relay refuses never gets better: it is dropped, and a new one has to be given.
    auto writing = keepRedeemed(m_store, *relays->pendingCode, pairing ? std::optional(pairing->relay) : std::nullopt);
    const auto kept = co_await writing;
    if (!kept)
        co_return problemOf(kept.error());
    co_return pairing ? QString() : problemOf(pairing.error());
}

QCoro::Task<Result<>> RelayService::dial(PairedRelay relay)
{
    const auto token = co_await m_secrets.read(linkTokenSecret(relay.tenant));
    if (!token)
        co_return tl::unexpected(token.error());
    if (!*token)
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"noLinkToken"_s}});
    const LinkTarget target{QUrl(relay.url), relay.tenant, **token};
    const auto known = std::find_if(m_links.begin(), m_links.end(),
                                    [&](const auto &link) { return link->target().tenant == relay.tenant; });
    if (known != m_links.end() && (*known)->target() == target) {
        if (m_isRunning)
            (*known)->start();
        co_return Result<>{};
    }
    // Paired anew: the old token ends with the first link of the new one.
    if (known != m_links.end())
        m_links.erase(known);
    auto link = std::make_unique<Link>(target, m_ingest, m_tasks);
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
