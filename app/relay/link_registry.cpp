// SPDX-License-Identifier: Apache-2.0
#include "app/relay/link_registry.h"

#include <algorithm>
#include <utility>

namespace counterbell::relay
{

bool LinkRegistry::join(Link &newcomer)
{
    auto &links = m_links[newcomer.tenant()];
    const auto same =
        std::find_if(links.begin(), links.end(), [&](const Link *link) { return link->store() == newcomer.store(); });
    if (same == links.end()) {
        if (links.size() >= kMostPerTenant)
            return false;
        links.push_back(&newcomer);
        return true;
    }
    if ((*same)->term() > newcomer.term())
        return false;
    // Replaced before it is ended: ending makes it leave, and by then the place must be the newcomer's.
    Link *const older = std::exchange(*same, &newcomer);
    older->end(link::CloseCode::Superseded);
    return true;
}

void LinkRegistry::leave(Link &link)
{
    const auto found = m_links.find(link.tenant());
    if (found == m_links.end())
        return;
    std::erase(found->second, &link);
    if (found->second.empty())
        m_links.erase(found);
}

void LinkRegistry::committed(const std::string &tenant, std::span<const EventPtr> events)
{
    const auto found = m_links.find(tenant);
    if (found == m_links.end())
        return;
    for (Link *const link : std::vector<Link *>(found->second))
        link->offer(events);
}

void LinkRegistry::endTenant(const std::string &tenant, link::CloseCode code)
{
    const auto found = m_links.find(tenant);
    if (found == m_links.end())
        return;
    for (Link *const link : std::vector<Link *>(found->second))
        link->end(code);
}

void LinkRegistry::endAll(link::CloseCode code)
{
    for (const auto &tenant : tenants())
        endTenant(tenant, code);
}

std::vector<std::string> LinkRegistry::tenants() const
{
    std::vector<std::string> names;
    for (const auto &[tenant, links] : m_links)
        names.push_back(tenant);
    return names;
}

std::size_t LinkRegistry::size() const
{
    std::size_t count = 0;
    for (const auto &[tenant, links] : m_links)
        count += links.size();
    return count;
}

} // namespace counterbell::relay
