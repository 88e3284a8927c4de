// SPDX-License-Identifier: Apache-2.0
#include "app/relay/config.h"

#include <cstdlib>

using namespace counterbell::relay;

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// The configuration: any file is either refused with one sentence or a configuration that can be served.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const auto config = parseConfig({reinterpret_cast<const char *>(data), size}, "/etc/counterbell-relay");
    if (!config) {
        require(!config.error().empty());
        return 0;
    }
    require(!config->listen.host.empty() && isBaseUrl(config->publicUrl) && !config->publicUrl.ends_with('/'));
    require(config->spool.starts_with('/') && config->tlsCertificate.empty() == config->tlsKey.empty());
    require(config->limits.bodyBytes >= 1 && config->limits.connections >= 1 && config->limits.headerBytes >= 256);
    require(config->limits.header.count() >= 1000 && config->limits.idle.count() >= 1000);
    require(config->spoolLimits.bytesPerTenant >= 1 && config->spoolLimits.unacknowledged.count() >= 1000);
    return 0;
}
