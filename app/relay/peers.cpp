// SPDX-License-Identifier: Apache-2.0
#include "app/relay/peers.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>

namespace counterbell::relay
{

std::string neighbourhoodOf(const std::string &address)
{
    in6_addr bytes{};
    if (address.find(':') == std::string::npos || inet_pton(AF_INET6, address.c_str(), &bytes) != 1)
        return address;
    std::memset(bytes.s6_addr + 8, 0, 8);
    char text[INET6_ADDRSTRLEN];
    return std::string(inet_ntop(AF_INET6, &bytes, text, sizeof text)) + "/64";
}

bool isOpenToStrangers(const std::string &address)
{
    // The unspecified addresses are none of these: they listen on all there are.
    const auto home = TrustedProxies::parse({"127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
                                             "169.254.0.0/16", "fc00::/7", "fe80::/10"});
    return !home->isTrusted(address);
}

bool TrustedProxies::read(std::string_view text, Bytes &out, bool &isV4)
{
    const std::string copy(text);
    in_addr v4{};
    isV4 = inet_pton(AF_INET, copy.c_str(), &v4) == 1;
    if (isV4) {
        out = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
        std::memcpy(out.data() + 12, &v4, 4);
        return true;
    }
    return inet_pton(AF_INET6, copy.c_str(), out.data()) == 1;
}

Outcome<TrustedProxies> TrustedProxies::parse(const std::vector<std::string> &entries)
{
    TrustedProxies proxies;
    for (const auto &entry : entries) {
        Network network{};
        bool isV4 = false;
        const auto slash = entry.find('/');
        if (!read(std::string_view(entry).substr(0, slash), network.address, isV4))
            return fault("proxy.trusted: \"" + entry + "\" is neither an address nor a network");
        const int most = isV4 ? 32 : 128;
        int bits = most;
        if (slash != std::string::npos) {
            const char *const end = entry.data() + entry.size();
            const auto [last, error] = std::from_chars(entry.data() + slash + 1, end, bits);
            if (error != std::errc() || last != end || bits < 0 || bits > most)
                return fault("proxy.trusted: \"" + entry + "\" is neither an address nor a network");
        }
        network.bits = isV4 ? bits + 96 : bits;
        proxies.m_networks.push_back(network);
    }
    return proxies;
}

bool TrustedProxies::isTrusted(std::string_view address) const
{
    Bytes bytes{};
    bool isV4 = false;
    if (m_networks.empty() || !read(address, bytes, isV4))
        return false;
    for (const auto &network : m_networks) {
        const auto whole = static_cast<std::size_t>(network.bits / 8);
        const int rest = network.bits % 8;
        if (std::memcmp(bytes.data(), network.address.data(), whole) != 0)
            continue;
        if (rest == 0 || ((bytes[whole] ^ network.address[whole]) >> (8 - rest)) == 0)
            return true;
    }
    return false;
}

std::string TrustedProxies::clientOf(const std::string &address, const RequestHead &head) const
{
    if (!isTrusted(address))
        return address;
    std::string client = address;
    // Several X-Forwarded-For lines are one list.
    std::string list;
    for (const auto &[name, value] : head.headers)
        if (equalIgnoringCase(name, "x-forwarded-for"))
            list += "," + value;
    while (!list.empty()) {
        const auto comma = list.rfind(',');
        auto item = std::string_view(list).substr(comma + 1);
        while (!item.empty() && item.front() == ' ')
            item.remove_prefix(1);
        while (!item.empty() && item.back() == ' ')
            item.remove_suffix(1);
        Bytes bytes{};
        bool isV4 = false;
        if (!read(item, bytes, isV4))
            break;
        client = item;
        if (!isTrusted(client))
            break;
        list.resize(comma);
    }
    return client;
}

} // namespace counterbell::relay
