// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/setup/provider_service.h"

#include "core/messaging/setup/account_check.h"
#include "core/messaging/setup/credential_rules.h"
#include "core/store/audit.h"
#include "core/store/setup_change.h"

#include <QScopeGuard>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

ProviderSender shown(const Sender &sender, Timestamp now)
{
    ProviderSender out{sender.channel, sender.number, sender.region, SenderStatus::Ready, {}};
    if (sender.isPaused(now)) {
        out.status = SenderStatus::Paused;
        out.pausedUntil = sender.pausedUntil;
    }
    if (sender.down.value_or(false))
        out.status = SenderStatus::Down;
    return out;
}

store::Pending<Senders> readingSenders(store::Store &store)
{
    return store.read([](store::Connection &db) -> Result<Senders> { return readSenders(db); });
}

store::Pending<Empty> auditing(store::Store &store, const QString &actor, const QString &action, Timestamp now)
{
    return store.write([=](store::Tx &tx) -> Result<Empty> {
        store::audit(tx, {actor, action}, now);
        return Empty{};
    });
}

} // namespace

ProviderService::ProviderService(store::Store &store, const Clock &clock, secrets::SecretStore &secrets,
                                 MakeSetup makeSetup)
    : m_store(store), m_clock(clock), m_secrets(secrets), m_makeSetup(std::move(makeSetup))
{
    connect(&m_store, &store::Store::committed, this, [this](const std::vector<store::Event> &events) {
        for (const auto &event : events) {
            const auto change = store::setupChange(event);
            if (change && (change->part == store::SetupPart::Account || change->part == store::SetupPart::Senders))
                m_lastTest.reset();
        }
    });
}

QCoro::Task<Result<Providers>> ProviderService::list()
{
    const auto now = m_clock.now();
    const auto kept = co_await readAccount(&m_store, &m_secrets);
    if (!kept)
        co_return tl::unexpected(kept.error());
    auto reading = readingSenders(m_store);
    const auto senders = co_await std::move(reading);
    if (!senders)
        co_return tl::unexpected(senders.error());
    ProviderAccount account;
    account.provider = u"twilio"_s;
    account.accountSid = kept->account.accountSid;
    if (!kept->account.apiKeySid.isEmpty())
        account.apiKeySid = kept->account.apiKeySid;
    account.hasAuthToken = !kept->account.authToken.isEmpty();
    account.hasApiKeySecret = !kept->account.apiKeySecret.isEmpty();
    account.secretsIn = wireName(m_secrets.backend());
    account.lastTest = m_lastTest;
    for (const auto &sender : senders->items)
        account.senders.push_back(shown(sender, now));
    Providers providers;
    providers.items.push_back(std::move(account));
    co_return providers;
}

QCoro::Task<Result<ProviderTest>> ProviderService::test(ProviderCredentials candidate)
{
    const bool isCandidate = candidate != ProviderCredentials{};
    const auto kept = co_await readAccount(&m_store, &m_secrets);
    if (!kept)
        co_return tl::unexpected(kept.error());
    ProviderTest none;
    none.at = m_clock.now();
    none.problem = u"notConfigured"_s;
    auto account = kept->account;
    if (isCandidate) {
        const auto wanted = changedAccount(account, candidate);
        if (!wanted)
            co_return tl::unexpected(wanted.error());
        account = *wanted;
    } else if (account.accountSid.isEmpty() || account.auth().password.isEmpty()) {
        co_return none;
    }
    auto reading = readingSenders(m_store);
    const auto senders = co_await std::move(reading);
    if (!senders)
        co_return tl::unexpected(senders.error());
    auto checking = checkAccount(m_makeSetup(account), *senders, none.at);
    auto test = co_await std::move(checking);
    if (!isCandidate)
        m_lastTest = test;
    co_return test;
}

QCoro::Task<Result<Providers>> ProviderService::setCredentials(Member me, ProviderCredentials change)
{
    // One at a time: two would mix their secrets.
    if (std::exchange(m_isSetting, true))
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"underWay"_s}});
    const auto done = qScopeGuard([this] { m_isSetting = false; });
    const auto kept = co_await readAccount(&m_store, &m_secrets);
    if (!kept)
        co_return tl::unexpected(kept.error());
    const auto wanted = changedAccount(kept->account, change);
    if (!wanted)
        co_return tl::unexpected(wanted.error());
    const auto written = co_await keepAccount(&m_store, &m_secrets, *kept, *wanted);
    if (!written)
        co_return tl::unexpected(written.error());
    auto noting = auditing(m_store, me.name, u"providers.credentialsChanged"_s, m_clock.now());
    (void)co_await std::move(noting);
    co_return co_await list();
}

QCoro::Task<Result<Providers>> ProviderService::setSenders(Member me, SetSenders change)
{
    const auto now = m_clock.now();
    auto writing = m_store.write([change, me, now](store::Tx &tx) -> Result<Empty> {
        const auto wanted = changedSenders(readSenders(tx), change.senders);
        if (!wanted)
            return tl::unexpected(wanted.error());
        writeSenders(tx, *wanted);
        store::noteSetupChange(tx, {store::SetupPart::Senders, {}});
        store::audit(tx, {me.name, u"providers.sendersChanged"_s}, now);
        return Empty{};
    });
    const auto written = co_await std::move(writing);
    if (!written)
        co_return tl::unexpected(written.error());
    co_return co_await list();
}

} // namespace counterbell::messaging
