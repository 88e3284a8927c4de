// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/http_message.h"
#include "app/relay/outcome.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace counterbell::relay
{

/// Who counts as one client for the limits: an IPv4 address, or an IPv6 network of 64 bits, since every home has one
/// and may use all of it.
[[nodiscard]] std::string neighbourhoodOf(const std::string &address);

/// Whether an address to listen on may be one that strangers reach: neither loopback nor private.
[[nodiscard]] bool isOpenToStrangers(const std::string &address);

/// The proxies whose X-Forwarded-For is believed (`[proxy] trusted`).
class TrustedProxies
{
public:
    /// Each entry is an address or a network (`10.0.0.0/8`, `::1`); the sentence names one that is neither.
    [[nodiscard]] static Outcome<TrustedProxies> parse(const std::vector<std::string> &entries);

    [[nodiscard]] bool isTrusted(std::string_view address) const;
    /// The nearest address that isn't one of ours: walked from the right, since a client can write what it
    /// likes to the left of what our own proxies add.
    [[nodiscard]] std::string clientOf(const std::string &address, const RequestHead &head) const;

private:
    /// Version 4 addresses are kept in their mapped version 6 form, so that one comparison serves both.
    using Bytes = std::array<unsigned char, 16>;
    struct Network {
        Bytes address;
        int bits;
    };
    [[nodiscard]] static bool read(std::string_view text, Bytes &out, bool &isV4);

    std::vector<Network> m_networks;
};

} // namespace counterbell::relay
