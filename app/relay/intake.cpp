// SPDX-License-Identifier: Apache-2.0
#include "app/relay/intake.h"

#include "app/relay/link_frames.h"

#include "core/webhooks/link_protocol.h"

#include <algorithm>

namespace counterbell::relay
{
namespace
{

constexpr std::string_view kPrefix = "/t/";

/// They speak of one connection, not of the request, and mean nothing to the core.
bool isHopByHop(std::string_view name)
{
    static constexpr std::string_view names[] = {"connection", "keep-alive",     "transfer-encoding",
                                                 "te",         "trailer",        "upgrade",
                                                 "expect",     "content-length", "proxy-connection"};
    return std::any_of(std::begin(names), std::end(names),
                       [&](std::string_view other) { return equalIgnoringCase(name, other); });
}

Response tooMany()
{
    return plainError(429, "requests_per_second");
}

} // namespace

std::string Intake::tenantOf(std::string_view target)
{
    const auto end = kPrefix.size() + link::kTenantIdLength;
    if (!target.starts_with(kPrefix) || target.size() <= end || target[end] != '/')
        return {};
    return std::string(target.substr(kPrefix.size(), link::kTenantIdLength));
}

Plan Intake::plan(const RequestHead &head)
{
    Plan plan;
    plan.bodyLimit = m_limits.bodyBytes;
    if (head.method != "POST") {
        plan.answer = plainError(405);
        plan.answer->extra = "Allow: POST\r\n";
        return plan;
    }
    const auto tenant = tenantOf(head.target);
    if (tenant.empty() || !m_tenants.active(tenant)) {
        plan.answer = plainError(404);
        return plan;
    }
    if (!head.contentLength && !head.chunked) {
        plan.answer = plainError(411);
        return plan;
    }
    // Only looked at: a request that never becomes complete must not use up the rate of those that do.
    if (!bucketOf(tenant).hasAny(Steady::now()))
        plan.answer = tooMany();
    return plan;
}

TokenBucket &Intake::bucketOf(const std::string &tenant)
{
    return m_buckets.try_emplace(tenant, static_cast<double>(m_limits.requestsPerSecond)).first->second;
}

void Intake::serve(Request request, Routes::Respond respond)
{
    const auto tenant = tenantOf(request.head.target);
    if (!bucketOf(tenant).take(Steady::now())) {
        m_metrics.refuse("requests_per_second");
        m_metrics.refuse(tenant, "requests_per_second");
        respond(tooMany());
        return;
    }
    std::erase_if(request.head.headers, [](const auto &header) { return isHopByHop(header.first); });
    Event event;
    event.at = unixNow();
    event.received = Steady::now();
    event.header = eventHeader(event.at, request.head.method, m_publicUrl + request.head.target, request.head.headers,
                               request.peer);
    event.body = std::move(request.body);
    m_spool.append(tenant, std::move(event), [this, tenant, respond = std::move(respond)](bool kept) {
        ++(kept ? m_metrics.kept : m_metrics.notKept);
        if (!kept) {
            m_metrics.refuse("spool");
            m_metrics.refuse(tenant, "spool");
        }
        respond(kept ? Response{} : plainError(503));
    });
}

} // namespace counterbell::relay
