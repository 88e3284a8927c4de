// SPDX-License-Identifier: Apache-2.0
#include "app/core/credentials.h"

#include "core/store/setup_change.h"

namespace counterbell
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// A secret comes a moment before the settings that belong to it: half of a change would be refused by the provider.
/// Where whoever made the change died in between, what is there counts.
constexpr auto kPatience = 3s;

} // namespace

Credentials::Credentials(store::Store &store, secrets::SecretStore &secrets, Services &services, TaskGroup &tasks)
    : m_store(store), m_secrets(secrets), m_services(services), m_tasks(tasks)
{
    m_later.setSingleShot(true);
    m_later.setInterval(kPatience);
    connect(&m_later, &QTimer::timeout, this, [this] {
        m_isWanted = true;
        if (!m_isFollowing && !m_isStopped)
            m_tasks.spawn(u"credentials"_s, follow());
    });
    connect(&m_store, &store::Store::committed, this, &Credentials::hear);
}

void Credentials::stop()
{
    m_isStopped = true;
    m_later.stop();
}

void Credentials::hear(const std::vector<store::Event> &events)
{
    for (const auto &event : events) {
        const auto change = store::setupChange(event);
        if (m_isStopped || !change)
            continue;
        if (change->part == store::SetupPart::Account)
            m_later.start(0ms);
        else if (change->part == store::SetupPart::Secret && messaging::isAccountSecret(change->secret))
            m_later.start(kPatience);
    }
}

QCoro::Task<> Credentials::follow()
{
    m_isFollowing = true;
    while (std::exchange(m_isWanted, false) && !m_isStopped) {
        const auto taken = co_await takeUp();
        if (!taken && !m_isStopped)
            m_later.start(kPatience); // the database or the keychain is away; it comes back
    }
    m_isFollowing = false;
    if (m_isStopped)
        co_return;
    m_services.catchUp.wake();
    m_services.dispatcher.wake();
    m_services.reconciler.wake();
    m_services.followUp.wake();
    // The first call with them says whether they work; health follows.
    (void)co_await m_services.templates.sync();
}

QCoro::Task<Result<>> Credentials::takeUp()
{
    const auto kept = co_await messaging::readAccount(&m_store, &m_secrets);
    if (!kept)
        co_return tl::unexpected(kept.error());
    m_services.twilio.setAccount(kept->account);
    m_services.catchUp.setAccount(kept->account.accountSid);
    m_services.relays.changeKeys(kept->account.accountSid, kept->tokens);
    co_return Result<>{};
}

} // namespace counterbell
