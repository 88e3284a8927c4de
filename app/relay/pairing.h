// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/http_routes.h"
#include "app/relay/log.h"
#include "app/relay/metrics.h"
#include "app/relay/tenants.h"
#include "app/relay/token_bucket.h"

#include <string>

namespace counterbell::relay
{

/// `POST /pair {"code", "claim"?}` → `{"linkToken", "tenant", "publicUrl"}` (DESIGN 5 step 0), once; with the same
/// claim, a secret of the core's own, again until a link was opened with the newest token. A wrong code is 404
/// `unknownCode`, a used one 403 `usedCode`, one older than a week 403 `expiredCode`. Guesses at a tenant that there is
/// are slowed (429); those at any other don't keep a shop from pairing.
class Pairing
{
public:
    Pairing(std::string publicUrl, Tenants &tenants, Metrics &metrics, const Log &log);

    [[nodiscard]] Plan plan(const RequestHead &head);
    void serve(const Request &request, const Routes::Respond &respond);

private:
    std::string m_publicUrl;
    Tenants &m_tenants;
    Metrics &m_metrics;
    const Log &m_log;
    TokenBucket m_bucket;
};

} // namespace counterbell::relay
