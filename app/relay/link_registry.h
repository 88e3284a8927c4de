// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/spool.h"

#include "core/webhooks/link_protocol.h"

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace counterbell::relay
{

/// A link that has said hello, as the registry sees it.
class Link
{
public:
    virtual ~Link() = default;
    [[nodiscard]] virtual const std::string &tenant() const = 0;
    [[nodiscard]] virtual const std::string &store() const = 0;
    [[nodiscard]] virtual std::uint64_t term() const = 0;
    virtual void end(link::CloseCode code) = 0;
    /// New durable events of its tenant.
    virtual void offer(std::span<const EventPtr> events) = 0;
};

/// The links that are up: one per tenant and store, the same or a higher term displacing the older. A tenant has no
/// more than a handful of stores; who has stolen its token can make up any number.
class LinkRegistry
{
public:
    static constexpr std::size_t kMostPerTenant = 16;

    /// False when a link of a higher term stands, or too many do; the newcomer is then to be closed as superseded.
    [[nodiscard]] bool join(Link &newcomer);
    void leave(Link &link);
    void committed(const std::string &tenant, std::span<const EventPtr> events);
    /// Closes every link of a tenant.
    void endTenant(const std::string &tenant, link::CloseCode code);
    void endAll(link::CloseCode code);
    [[nodiscard]] std::vector<std::string> tenants() const;
    [[nodiscard]] std::size_t size() const;

private:
    std::unordered_map<std::string, std::vector<Link *>> m_links;
};

} // namespace counterbell::relay
