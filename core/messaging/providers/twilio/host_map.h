// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>

#include <optional>

namespace counterbell::messaging
{

enum class TwilioHost {
    Api,
    Content,
    Messaging,
    Lookups,
};

/// Where Twilio's hosts are: at Twilio, or all under one base URL in a sandbox workspace. Also the judge of links in
/// answers: credentials go to these hosts and to no other.
class HostMap
{
public:
    /// Twilio itself.
    HostMap() = default;
    /// A stand-in: scheme, host and port, without a path ("http://127.0.0.1:4010").
    explicit HostMap(QUrl sandboxBase) : m_sandboxBase(std::move(sandboxBase)) {}

    [[nodiscard]] bool isSandbox() const { return m_sandboxBase.has_value(); }
    /// `path` is encoded already and starts with '/'; so is `query`, which may be empty.
    [[nodiscard]] QUrl url(TwilioHost host, const QByteArray &path, const QByteArray &query = {}) const;

    /// A link found in an answer or a webhook, as something that may be called with credentials: relative ones belong
    /// to `host`, absolute ones must name a Twilio host (or the sandbox's base). Empty for any other.
    [[nodiscard]] std::optional<QUrl> ownLink(TwilioHost host, const QString &link) const;

private:
    std::optional<QUrl> m_sandboxBase;
};

} // namespace counterbell::messaging
