// SPDX-License-Identifier: Apache-2.0
#include "app/relay/tenant_commands.h"

#include "app/relay/json.h"
#include "app/relay/relay.h"
#include "app/relay/tenants.h"

#include "core/webhooks/link_protocol.h"

namespace counterbell::relay
{
namespace
{

std::string listText(Tenants &tenants)
{
    std::string out;
    for (const auto &tenant : tenants.list())
        out += "{\"id\":" + jsonString(tenant.id) + ",\"name\":" + jsonString(tenant.name) + ",\"state\":\"" +
               (tenant.state == Tenant::State::Active ? "active" : "revoked") +
               "\",\"paired\":" + (tenant.paired ? "true" : "false") + ",\"createdAt\":\"" + isoTime(tenant.createdAt) +
               "\"}\n";
    return out;
}

} // namespace

Outcome<std::string> runTenantCommand(const Options &options, const Config &config)
{
    auto opened = Tenants::open(tenantsPath(config.spool));
    if (!opened)
        return fault(opened.error());
    auto &tenants = **opened;
    auto url = options.url.empty() ? config.publicUrl : options.url;
    if (url.ends_with('/'))
        url.pop_back();
    const auto asCode = [&](const std::string &code) { return url + link::kPairUrlSeparator + code + "\n"; };
    const auto nothing = [] { return std::string(); };
    switch (options.command) {
    case Options::Command::TenantAdd:
        return tenants.add(options.tenant).map(asCode);
    case Options::Command::TenantRotate:
        return tenants.rotate(options.tenant).map(asCode);
    case Options::Command::TenantRevoke:
        return tenants.revoke(options.tenant).map(nothing);
    case Options::Command::TenantRemove:
        return tenants.remove(options.tenant).map(nothing);
    default:
        return listText(tenants);
    }
}

} // namespace counterbell::relay
