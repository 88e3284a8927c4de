// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/http_limits.h"
#include "app/relay/outcome.h"
#include "app/relay/peers.h"
#include "app/relay/spool.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace counterbell::relay
{

struct ListenAddress {
    std::string host;
    std::uint16_t port = 0;
};

/// The configuration file as read and checked (CONTRACT 4; README has the table).
struct Config {
    ListenAddress listen;
    std::optional<ListenAddress> opsListen;
    /// Without a trailing slash. Webhooks are signed for this and the raw target.
    std::string publicUrl;
    std::string spool;
    std::string tlsCertificate;
    std::string tlsKey;
    TrustedProxies proxies;
    HttpLimits limits;
    SpoolLimits spoolLimits;
};

/// An unknown key, a wrong type and a value out of range are refused with a sentence that names the key.
/// A relative `spool`, `certificate` or `key` stands beside the configuration file.
[[nodiscard]] Outcome<Config> readConfig(const std::string &path);
[[nodiscard]] Outcome<Config> parseConfig(std::string_view toml, const std::string &folder);

/// `HOST:PORT`, the host an IP address, an IPv6 one in brackets.
[[nodiscard]] std::optional<ListenAddress> parseListenAddress(std::string_view text);
/// http:// or https://, a host, perhaps a port and a path; no query, fragment, user or blank.
[[nodiscard]] bool isBaseUrl(std::string_view url);

} // namespace counterbell::relay
