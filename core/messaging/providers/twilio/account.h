// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/http_message.h"
#include "core/messaging/providers/twilio/host_map.h"

#include <QRegularExpression>
#include <QString>

namespace counterbell::messaging
{

/// Who calls Twilio, and where it is. The path always names the account; a key, where there is one, signs the calls,
/// and the auth token stays for signatures (FACTS 1.6).
struct TwilioAccount {
    QString accountSid;
    QString apiKeySid; ///< empty: the auth token is used for calls too
    QString apiKeySecret;
    QString authToken;
    HostMap hosts = {};

    [[nodiscard]] BasicAuth auth() const
    {
        return apiKeySid.isEmpty() ? BasicAuth{accountSid, authToken} : BasicAuth{apiKeySid, apiKeySecret};
    }
};

/// "SM" or another pair of capitals and 32 hex digits: what may become part of a path. Messages are SM or MM.
[[nodiscard]] inline bool isSid(QStringView text, QLatin1StringView prefixes)
{
    static const QRegularExpression shape(QStringLiteral("\\A[A-Z]{2}[0-9a-fA-F]{32}\\z"));
    return shape.match(text.toString()).hasMatch() && prefixes.contains(text.left(2));
}
inline constexpr QLatin1StringView kMessageSids{"SM MM"};

} // namespace counterbell::messaging
