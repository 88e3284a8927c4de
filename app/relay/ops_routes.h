// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/connection_table.h"
#include "app/relay/http_routes.h"
#include "app/relay/link_registry.h"
#include "app/relay/metrics.h"
#include "app/relay/spool.h"
#include "app/relay/tenants.h"

namespace counterbell::relay
{

/// `ops_listen`, for whoever watches the relay: `/healthz` (the program turns), `/readyz` (webhooks can be
/// kept and the relay isn't stopping, else 503) and `/metrics` (Prometheus text).
class OpsRoutes : public Routes
{
public:
    OpsRoutes(Spool &spool, Tenants &tenants, LinkRegistry &links, ConnectionTable &connections, Metrics &metrics)
        : m_spool(spool), m_tenants(tenants), m_links(links), m_connections(connections), m_metrics(metrics)
    {
    }

    [[nodiscard]] Plan plan(const RequestHead &head) override;
    void serve(Request request, Respond respond) override;
    void refused(const RequestHead *, std::string_view) override {}
    /// From now on `/readyz` says no: whoever spreads requests over several relays leaves this one.
    void drain() { m_isDraining = true; }

private:
    [[nodiscard]] std::string metricsText() const;

    Spool &m_spool;
    Tenants &m_tenants;
    LinkRegistry &m_links;
    ConnectionTable &m_connections;
    Metrics &m_metrics;
    bool m_isDraining = false;
};

} // namespace counterbell::relay
