// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/http_limits.h"
#include "app/relay/http_routes.h"
#include "app/relay/metrics.h"
#include "app/relay/spool.h"
#include "app/relay/tenants.h"
#include "app/relay/token_bucket.h"

#include <string>
#include <unordered_map>

namespace counterbell::relay
{

/// `POST /t/{tenant}/{rest}`: a webhook becomes an event, and 204 is said once it is on disk (DESIGN 5 step 1).
class Intake
{
public:
    Intake(const HttpLimits &limits, std::string publicUrl, Tenants &tenants, Spool &spool, Metrics &metrics)
        : m_limits(limits), m_publicUrl(std::move(publicUrl)), m_tenants(tenants), m_spool(spool), m_metrics(metrics)
    {
    }

    [[nodiscard]] Plan plan(const RequestHead &head);
    void serve(Request request, Routes::Respond respond);
    /// The tenant a target speaks of; empty when it has not even the shape of one.
    [[nodiscard]] static std::string tenantOf(std::string_view target);
    void forget(const std::string &tenant) { m_buckets.erase(tenant); }

private:
    TokenBucket &bucketOf(const std::string &tenant);

    const HttpLimits &m_limits;
    std::string m_publicUrl;
    Tenants &m_tenants;
    Spool &m_spool;
    Metrics &m_metrics;
    std::unordered_map<std::string, TokenBucket> m_buckets;
};

} // namespace counterbell::relay
