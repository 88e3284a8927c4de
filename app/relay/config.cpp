// SPDX-License-Identifier: Apache-2.0
#include "app/relay/config.h"

#include <arpa/inet.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <toml++/toml.h>

namespace counterbell::relay
{
namespace
{

/// Takes values out of one table, remembers which names were asked for, and keeps the first fault.
class Section
{
public:
    Section(const toml::table *table, std::string prefix, std::string &fault)
        : m_table(table), m_prefix(std::move(prefix)), m_fault(fault)
    {
    }

    std::string text(const char *name, bool required = false)
    {
        const auto *node = take(name);
        if (!node) {
            if (required)
                say(m_prefix + name + " is missing");
            return {};
        }
        const auto value = node->value_exact<std::string>();
        if (!value || value->empty())
            say(m_prefix + name + " must be a text");
        return value.value_or(std::string());
    }

    template <class T>
    void whole(const char *name, T &out, std::int64_t least, std::int64_t most)
    {
        const auto *node = take(name);
        if (!node)
            return;
        const auto value = node->value_exact<std::int64_t>();
        if (!value || *value < least || *value > most) {
            say(m_prefix + name + " must be a whole number from " + std::to_string(least) + " to " +
                std::to_string(most));
            return;
        }
        out = static_cast<T>(*value);
    }

    void seconds(const char *name, std::chrono::milliseconds &out, std::int64_t least, std::int64_t most)
    {
        std::int64_t value = out.count() / 1000;
        whole(name, value, least, most);
        out = std::chrono::seconds(value);
    }

    std::vector<std::string> texts(const char *name)
    {
        std::vector<std::string> list;
        const auto *node = take(name);
        if (!node)
            return list;
        const auto *array = node->as_array();
        for (std::size_t i = 0; array && i < array->size(); ++i)
            if (const auto item = array->get(i)->value_exact<std::string>())
                list.push_back(*item);
        if (!array || list.size() != array->size())
            say(m_prefix + name + " must be a list of texts");
        return list;
    }

    Section section(const char *name)
    {
        const auto *node = take(name);
        if (node && !node->is_table())
            say(m_prefix + name + " must be a section");
        return {node ? node->as_table() : nullptr, m_prefix + name + ".", m_fault};
    }

    /// Call last: what nobody asked for is a mistake in the file.
    void refuseTheRest()
    {
        if (!m_table)
            return;
        for (const auto &[key, node] : *m_table)
            if (!m_known.contains(std::string(key.str())))
                say(m_prefix + std::string(key.str()) + " is not a setting of the relay");
    }

private:
    const toml::node *take(const char *name)
    {
        m_known.insert(name);
        return m_table ? m_table->get(name) : nullptr;
    }

    void say(std::string sentence)
    {
        if (m_fault.empty())
            m_fault = std::move(sentence);
    }

    const toml::table *m_table;
    std::string m_prefix;
    std::string &m_fault;
    std::set<std::string> m_known;
};

void readLimits(Section section, HttpLimits &http, SpoolLimits &spool)
{
    static constexpr std::int64_t kMegabyte = 1024 * 1024;
    section.whole("body_bytes", http.bodyBytes, 1, 64 * kMegabyte);
    section.whole("header_bytes", http.headerBytes, 256, kMegabyte);
    section.whole("header_count", http.headerCount, 1, 1000);
    section.whole("target_bytes", http.targetBytes, 64, 65536);
    section.seconds("header_seconds", http.header, 1, 3600);
    section.seconds("body_seconds", http.body, 1, 3600);
    section.seconds("idle_seconds", http.idle, 1, 86400);
    section.whole("connections", http.connections, 1, 1'000'000);
    section.whole("connections_per_address", http.connectionsPerAddress, 1, 1'000'000);
    section.whole("requests_per_second", http.requestsPerSecond, 1, 10'000'000);
    section.whole("spool_bytes", spool.bytesPerTenant, 1, 1024ll * 1024 * kMegabyte);
    section.whole("media_bytes", http.mediaBytes, 1, 100 * kMegabyte);
    section.whole("media_store_bytes", http.mediaStoreBytes, 1, 1024ll * 1024 * kMegabyte);
    section.refuseTheRest();
}

std::string besideFile(const std::string &folder, const std::string &path)
{
    return path.empty() ? path : (std::filesystem::path(folder) / path).lexically_normal().string();
}

} // namespace

std::optional<ListenAddress> parseListenAddress(std::string_view text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    ListenAddress address;
    const auto port = text.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
    if (port.empty() || error != std::errc() || end != port.data() + port.size())
        return std::nullopt;
    auto host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    address.host = bracketed ? host.substr(1, host.size() - 2) : host;
    in6_addr bytes{};
    if (inet_pton(bracketed ? AF_INET6 : AF_INET, address.host.c_str(), &bytes) != 1)
        return std::nullopt;
    return address;
}

bool isBaseUrl(std::string_view url)
{
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!url.starts_with(scheme))
            continue;
        const auto rest = url.substr(scheme.size());
        if (rest.empty() || rest.front() == '/' || rest.front() == ':')
            return false;
        for (const char c : rest)
            if (c <= ' ' || c > '~' || std::string_view("?#@\\\"<>").find(c) != std::string_view::npos)
                return false;
        return true;
    }
    return false;
}

Outcome<Config> parseConfig(std::string_view toml, const std::string &folder)
{
    toml::table parsed;
    try {
        parsed = toml::parse(toml);
    } catch (const toml::parse_error &error) {
        std::ostringstream where;
        where << "line " << error.source().begin.line << ": " << error.description();
        return fault(where.str());
    }
    Config config;
    std::string wrong;
    Section root(&parsed, "", wrong);
    const auto listen = root.text("listen", true);
    config.publicUrl = root.text("public_url", true);
    config.spool = besideFile(folder, root.text("spool", true));
    const auto ops = root.text("ops_listen");
    auto tls = root.section("tls");
    config.tlsCertificate = besideFile(folder, tls.text("certificate"));
    config.tlsKey = besideFile(folder, tls.text("key"));
    tls.refuseTheRest();
    auto proxy = root.section("proxy");
    const auto trusted = proxy.texts("trusted");
    proxy.refuseTheRest();
    readLimits(root.section("limits"), config.limits, config.spoolLimits);
    auto retention = root.section("retention");
    retention.seconds("acknowledged_seconds", config.spoolLimits.acknowledged, 0, 366 * 86400);
    retention.seconds("unacknowledged_seconds", config.spoolLimits.unacknowledged, 1, 366 * 86400);
    retention.refuseTheRest();
    root.refuseTheRest();
    if (!wrong.empty())
        return fault(wrong);

    const auto address = parseListenAddress(listen);
    if (!address)
        return fault("listen must be an IP address and a port, like 127.0.0.1:8443");
    config.listen = *address;
    if (!ops.empty()) {
        config.opsListen = parseListenAddress(ops);
        if (!config.opsListen)
            return fault("ops_listen must be an IP address and a port, like 127.0.0.1:9100");
    }
    while (config.publicUrl.ends_with('/'))
        config.publicUrl.pop_back();
    if (!isBaseUrl(config.publicUrl))
        return fault("public_url must be an http:// or https:// URL without query and fragment");
    if (config.tlsCertificate.empty() != config.tlsKey.empty())
        return fault("tls.certificate and tls.key must be given together");
    auto proxies = TrustedProxies::parse(trusted);
    if (!proxies)
        return fault(proxies.error());
    config.proxies = std::move(*proxies);
    return config;
}

Outcome<Config> readConfig(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf()))
        return fault("the configuration file " + path + " can't be read");
    auto config = parseConfig(text.str(), std::filesystem::absolute(path).parent_path());
    if (!config)
        return fault(path + ": " + config.error());
    return config;
}

} // namespace counterbell::relay
