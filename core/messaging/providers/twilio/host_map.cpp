// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/host_map.h"

#include <array>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::array kHosts{QLatin1StringView("api.twilio.com"), QLatin1StringView("content.twilio.com"),
                            QLatin1StringView("messaging.twilio.com"), QLatin1StringView("lookups.twilio.com")};

bool isTwilio(const QUrl &url)
{
    return url.scheme() == "https"_L1 && url.port(443) == 443 && url.userInfo().isEmpty() &&
           std::ranges::any_of(kHosts, [&](auto host) { return url.host() == host; });
}

} // namespace

QUrl HostMap::url(TwilioHost host, const QByteArray &path, const QByteArray &query) const
{
    const auto base = m_sandboxBase ? m_sandboxBase->toEncoded(QUrl::StripTrailingSlash | QUrl::RemovePath)
                                    : "https://" + QByteArray(kHosts[static_cast<size_t>(host)].data());
    return QUrl::fromEncoded(base + path + (query.isEmpty() ? QByteArray() : '?' + query), QUrl::StrictMode);
}

std::optional<QUrl> HostMap::ownLink(TwilioHost host, const QString &link) const
{
    const QUrl parsed(link, QUrl::StrictMode);
    if (!parsed.isValid() || link.isEmpty())
        return std::nullopt;
    const auto path = parsed.path(QUrl::FullyEncoded).toLatin1();
    const auto query = parsed.query(QUrl::FullyEncoded).toLatin1();
    if (!path.startsWith('/'))
        return std::nullopt;
    if (parsed.isRelative())
        return parsed.authority().isEmpty() ? std::optional(url(host, path, query)) : std::nullopt;
    if (!m_sandboxBase)
        return isTwilio(parsed) ? std::optional(parsed) : std::nullopt;
    const bool isBase = parsed.scheme() == m_sandboxBase->scheme() && parsed.host() == m_sandboxBase->host() &&
                        parsed.port() == m_sandboxBase->port() && parsed.userInfo().isEmpty();
    return isBase || isTwilio(parsed) ? std::optional(url(host, path, query)) : std::nullopt;
}

} // namespace counterbell::messaging
