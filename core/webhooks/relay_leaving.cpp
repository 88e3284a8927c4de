// SPDX-License-Identifier: Apache-2.0
// How a shop leaves a relay, and goes round one that is out: the part of RelayService about doing without.
#include "core/webhooks/relay_records.h"
#include "core/webhooks/relay_service.h"

#include <qcorotimer.h>

#include <QDeadlineTimer>

#include <algorithm>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

QCoro::Task<Result<Relays>> RelayService::remove(QString tenant)
{
    if (m_leaving.contains(tenant))
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"beingRemoved"_s}});
    // Only who holds the link can take in what is unread.
    if (m_store.isShared() && !m_isRunning)
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"anotherCore"_s}});
    m_leaving.insert(tenant); // from now on no send names it, unless it is the only one
    const auto left = co_await leave(tenant);
    m_leaving.remove(tenant);
    if (!left)
        co_return tl::unexpected(left.error());
    lookAgain();
    auto listing = list();
    co_return co_await std::move(listing);
}

QCoro::Task<Result<>> RelayService::leave(QString tenant)
{
    auto reading = readPairedShop(m_store);
    const auto known = co_await std::move(reading);
    if (!known)
        co_return tl::unexpected(known.error());
    if (!known->relays.has(tenant))
        co_return refuse(Reason::NotFound, {{u"what"_s, u"relay"_s}});
    // The provider first: what it sends from now on goes elsewhere, and what it has sent is taken in below. One that
    // doesn't answer is told later, by the look that follows: the relay may be gone for good, and has to be let go.
    auto staying = known->relays;
    for (const auto &leaving : m_leaving)
        staying = staying.without(leaving);
    auto telling = registerWebhooks(m_provider, known->senders, std::move(staying), m_kind);
    if (const auto told = co_await std::move(telling); !told)
        qWarning("webhooks: a relay is left before the provider could be told");
    co_await takeInTheRest(tenant);
    dropLinks([tenant](const QString &linked) { return linked == tenant; });
    // The token before the record: whoever dies in between finds the relay listed, without a link to it and without the
    // provider calling it, and removes it again.
    if (const auto removed = co_await m_secrets.remove(linkTokenSecret(tenant)); !removed) {
        lookAgain();
        co_return tl::unexpected(removed.error());
    }
    auto writing = keepLeft(m_store, tenant);
    co_return co_await std::move(writing);
}

QCoro::Task<> RelayService::takeInTheRest(QString tenant)
{
    const QDeadlineTimer patience(m_timings.restWithin);
    for (;;) {
        const auto *link = linkOf(tenant);
        if (!link || !link->isUp() || link->isQuietFor(m_timings.quiet))
            co_return;
        if (patience.hasExpired()) {
            qWarning("webhooks: a relay is left with events unread; catch-up lists what they said");
            co_return;
        }
        co_await QCoro::sleepFor(m_timings.quiet / 10);
    }
}

const Link *RelayService::linkOf(const QString &tenant) const
{
    const auto known = std::ranges::find_if(m_links, [&](const auto &link) { return link->target().tenant == tenant; });
    return known == m_links.end() ? nullptr : known->get();
}

void RelayService::dropLinks(const std::function<bool(const QString &tenant)> &which)
{
    const auto first = std::stable_partition(m_links.begin(), m_links.end(),
                                             [&](const auto &link) { return !which(link->target().tenant); });
    std::vector<std::unique_ptr<Link>> dropped(std::make_move_iterator(first), std::make_move_iterator(m_links.end()));
    m_links.erase(first, m_links.end());
    // Only now: its last word makes us look at the links that are left.
    for (const auto &link : dropped)
        link->stop();
}

QString RelayService::statusDetour() const
{
    const PairedRelay *first = nullptr;
    const PairedRelay *chosen = nullptr;
    for (const auto &relay : m_relays.items) {
        if (m_leaving.contains(relay.tenant))
            continue;
        const auto *link = linkOf(relay.tenant);
        const bool isOut = !link || link->downFor() >= m_timings.moment;
        if (!first) {
            first = &relay;
            if (!isOut)
                break;
        } else if (link && link->isUp()) {
            chosen = &relay;
            break;
        }
    }
    if (!chosen)
        chosen = first;
    const bool isRegistered = !chosen || chosen == &m_relays.items.front();
    return isRegistered ? QString() : webhooksUnder(*chosen).status;
}

} // namespace counterbell::webhooks
