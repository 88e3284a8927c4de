// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/relay_service.h"

#include "core/store/setup_change.h"
#include "core/webhooks/ingest_service.h"
#include "core/webhooks/pairing.h"
#include "core/webhooks/redial.h"
#include "core/webhooks/relay_records.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const auto kNoLinkToken = u"noLinkToken"_s;
constexpr auto kLookAgain = 15min; // somebody may have changed a number's webhook in Twilio's console

struct Redeeming {
    PairedRelays relays;
    QString storeId;
};

QString problemOf(const Error &error)
{
    return error.details.value(u"problem"_s).toString(wireName(error.reason));
}

/// What the relay says it is called; empty where nothing may be registered under that.
QString publicUrlOf(const Link &link)
{
    auto url = link.health().publicUrl;
    while (url.endsWith(u'/'))
        url.chop(1);
    return !url.isEmpty() && messaging::isSafeTarget(QUrl(url, QUrl::StrictMode)) ? url : QString();
}

} // namespace

RelayService::RelayService(store::Store &store, TaskGroup &tasks, secrets::SecretStore &secrets,
                           messaging::HttpClient &http, messaging::ProviderSetup &provider, IngestService &ingest,
                           WorkspaceKind kind, RelayTimings timings)
    : m_store(store),
      m_tasks(tasks),
      m_secrets(secrets),
      m_http(http),
      m_provider(provider),
      m_ingest(ingest),
      m_kind(kind),
      m_timings(timings)
{
    m_retry.setObjectName(u"retry"_s);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &RelayService::lookAgain);
    connect(&m_store, &store::Store::committed, this, &RelayService::hear);
}

void RelayService::hear(const std::vector<store::Event> &events)
{
    for (const auto &event : events) {
        const auto change = store::setupChange(event);
        if (change && (change->part == store::SetupPart::Relays || change->part == store::SetupPart::Senders ||
                       (change->part == store::SetupPart::Secret && isRelaySecret(change->secret))))
            lookAgain();
    }
}

void RelayService::start()
{
    m_isRunning = true;
    m_failures = 0;
    lookAgain();
}

void RelayService::changeKeys(QString accountSid, std::vector<QByteArray> tokens)
{
    m_accountSid = std::move(accountSid);
    m_tokens = std::move(tokens);
    lookAgain();
}

void RelayService::stop()
{
    m_isRunning = false;
    m_retry.stop();
    for (const auto &link : m_links)
        link->stop();
}

void RelayService::lookAgain()
{
    // One at a time: two would dial the same relay twice, and each link would displace the other.
    m_isWanted = true;
    if (m_isRunning && !std::exchange(m_isBusy, true))
        m_tasks.spawn(u"relays"_s, bringUp());
}

QCoro::Task<> RelayService::bringUp()
{
    while (std::exchange(m_isWanted, false)) {
        const auto problem = co_await redeemPending();
        if (!problem.isEmpty())
            Q_EMIT linkStateChanged(false, problem);
        // A code that can't be redeemed is no reason to leave the relays that are paired already.
        const auto done = co_await bringUpRelays();
        if (problem.isEmpty() && done) {
            m_failures = 0;
            m_retry.setInterval(kLookAgain);
        } else {
            m_retry.setInterval(retryDelay(++m_failures, done || done.error().reason != Reason::NotFound));
        }
    }
    m_isBusy = false;
    if (m_isRunning)
        m_retry.start();
}

QCoro::Task<Result<>> RelayService::bringUpRelays()
{
    auto reading = readPairedShop(m_store);
    const auto known = co_await std::move(reading);
    if (!known)
        co_return tl::unexpected(known.error());
    m_relays = known->relays;
    takeKeys();
    auto relays = known->relays;
    for (const auto &tenant : m_leaving)
        relays = relays.without(tenant);
    // Left through another core on this database, or here while this look was under way.
    dropLinks([this](const QString &tenant) { return !m_relays.has(tenant); });
    // One that can't be dialled is no reason to leave the others, which are there for just that.
    Result<> undialled;
    auto heard = relays;
    for (const auto &relay : relays.items) {
        auto dialled = co_await dial(relay);
        if (dialled)
            continue;
        if (problemOf(dialled.error()) == kNoLinkToken)
            heard = heard.without(relay.tenant);
        undialled = std::move(dialled);
    }
    // A relay without its token was half left: nobody will hear from it, so the provider isn't sent there while there
    // is another.
    if (!heard.items.empty())
        relays = std::move(heard);
    m_undialled = undialled ? QString() : problemOf(undialled.error());
    reportLinks();
    if (!undialled && m_links.empty())
        co_return undialled;
    // A shop that has left its last relay may have to tell the provider so still.
    const bool isAlone = relays.items.empty();
    if ((isAlone && !relays.leftBases) || !m_isRunning)
        co_return noRelay();
    const auto registered = co_await registerWebhooks(m_provider, known->senders, relays, m_kind);
    if (isAlone)
        co_return noRelay();
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
    co_return Result<>(undialled); // a bare lvalue would be moved out of
}

Result<> RelayService::noRelay()
{
    Q_EMIT webhooksRegistered(false, u"noRelay"_s);
    return refuse(Reason::NotFound, {{u"problem"_s, u"noRelay"_s}});
}

void RelayService::takeKeys()
{
    WebhookKeys keys{m_accountSid, m_tokens, {}};
    for (auto relay : m_relays.items) {
        for (const auto &link : m_links) {
            if (const auto said = publicUrlOf(*link); link->target().tenant == relay.tenant && !said.isEmpty())
                relay.moveTo(said);
        }
        for (const auto &base : relay.publicBases())
            keys.publicBases.push_back(base.toUtf8());
    }
    for (const auto &base : m_relays.leftBases.value_or(std::vector<QString>()))
        keys.publicBases.push_back(base.toUtf8());
    m_ingest.setKeys(std::move(keys));
}

void RelayService::welcomedBy(const Link &link)
{
    const auto publicUrl = publicUrlOf(link);
    const auto known = std::find_if(m_relays.items.begin(), m_relays.items.end(),
                                    [&](const PairedRelay &relay) { return relay.tenant == link.target().tenant; });
    if (publicUrl.isEmpty() || known == m_relays.items.end() || known->publicUrl == publicUrl)
        return;
    // At once: the first events under the new URL come right behind the welcome.
    takeKeys();
    m_tasks.spawn(u"relay moved"_s, follow(known->tenant, publicUrl));
}

QCoro::Task<> RelayService::follow(QString tenant, QString publicUrl)
{
    auto writing = keepMoved(m_store, tenant, publicUrl);
    (void)co_await writing; // whether it is told again, the next welcome says
}

QCoro::Task<QString> RelayService::redeemPending()
{
    const auto code = co_await m_secrets.read(kPairingCodeSecret);
    if (!code)
        co_return problemOf(code.error());
    if (!*code)
        co_return QString();
    const auto problem = co_await redeemOnce(QString::fromUtf8(**code));
    if (!problem)
        co_return problemOf(problem.error());
    // Last: whoever dies before this redeems again, as the relay allows until the first link.
    const auto removed = co_await m_secrets.remove(kPairingCodeSecret);
    m_isWanted = false; // what this has changed is read right behind it
    co_return removed ? *problem : problemOf(removed.error());
}

QCoro::Task<Result<QString>> RelayService::redeemOnce(QString code)
{
    auto reading = m_store.read([](store::Connection &db) -> Result<Redeeming> {
        return Redeeming{store::settingsOf<PairedRelays>(db, kRelaysGroup),
                         store::readSettings(db, u"store"_s).value(u"id"_s).toString()};
    });
    const auto known = co_await reading;
    if (!known)
        co_return tl::unexpected(known.error());
    if (known->relays.redeemedCode == fingerprintOf(code))
        co_return QString();
    // Nobody else knows this store's id, and it outlives any death: the claim is the same at the next try.
    const auto claim = fingerprintOf(known->storeId + u'#' + code);
    const auto pairing = co_await redeem(m_http, code, claim);
    if (!pairing) {
        // A code that the relay refuses never gets better: it is dropped, and a new one has to be given.
        if (pairing.error().reason == Reason::ProviderUnreachable)
            co_return tl::unexpected(pairing.error());
        co_return problemOf(pairing.error());
    }
    // The token first: a relay without its token could never be dialled.
    const auto kept = co_await m_secrets.write(linkTokenSecret(pairing->relay.tenant), pairing->linkToken);
    if (!kept)
        co_return tl::unexpected(kept.error());
    auto writing = keepRedeemed(m_store, code, pairing->relay);
    const auto written = co_await writing;
    if (!written)
        co_return tl::unexpected(written.error());
    co_return QString();
}

QCoro::Task<Result<Relays>> RelayService::list()
{
    auto reading = m_store.read([](store::Connection &db) -> Result<PairedRelays> {
        return store::settingsOf<PairedRelays>(db, kRelaysGroup);
    });
    const auto known = co_await reading;
    if (!known)
        co_return tl::unexpected(known.error());
    Relays relays;
    for (const auto &relay : known->items) {
        const bool isElsewhere = m_store.isShared() && !m_isRunning;
        RelayState state{relay.url, relay.publicUrl, relay.tenant, false,
                         isElsewhere ? u"anotherCore"_s : u"notDialled"_s};
        for (const auto &link : m_links) {
            if (isElsewhere || link->target().tenant != relay.tenant)
                continue;
            state.isUp = link->health().state == LinkHealth::State::Up;
            state.problem = link->health().problem.isEmpty() ? u"dialling"_s : link->health().problem;
        }
        if (state.isUp)
            state.problem.reset();
        relays.items.push_back(state);
    }
    co_return Result<Relays>(relays); // a bare lvalue would be moved out of
}

QCoro::Task<Result<Relays>> RelayService::pair(QString code)
{
    const auto parsed = parsePairingCode(code);
    if (!parsed)
        co_return tl::unexpected(parsed.error());
    if (m_leaving.contains(parsed->tenant))
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"beingRemoved"_s}});
    const auto problem = co_await redeemOnce(code);
    if (!problem)
        co_return tl::unexpected(problem.error());
    if (!problem->isEmpty())
        co_return refuse(Reason::NotPermitted, {{u"problem"_s, *problem}});
    auto listing = list();
    co_return co_await std::move(listing);
}

QCoro::Task<Result<>> RelayService::dial(PairedRelay relay)
{
    const auto token = co_await m_secrets.read(linkTokenSecret(relay.tenant));
    if (!token)
        co_return tl::unexpected(token.error());
    if (!*token)
        co_return refuse(Reason::Conflict, {{u"problem"_s, kNoLinkToken}});
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
    connect(link.get(), &Link::cameUp, this, [this, dialled = link.get()] { welcomedBy(*dialled); });
    connect(link.get(), &Link::cameUp, this, &RelayService::catchUpNeeded);
    connect(link.get(), &Link::eventsMissing, this, &RelayService::catchUpNeeded);
    if (m_isRunning)
        link->start();
    m_links.push_back(std::move(link));
    co_return Result<>{};
}

void RelayService::reportLinks()
{
    if (m_links.empty() || !m_undialled.isEmpty()) {
        Q_EMIT linkStateChanged(false, m_undialled.isEmpty() ? u"notPaired"_s : m_undialled);
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
