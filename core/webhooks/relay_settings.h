// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/settings_repository.h"

namespace counterbell::webhooks
{

/// A relay this core is paired with. Its link token lies in the secret store under linkTokenSecret().
struct PairedRelay {
    QString url;       ///< how the core reaches it
    QString tenant;    ///< 128 random bits as hex
    QString publicUrl; ///< how Twilio reaches it

    bool operator==(const PairedRelay &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("url", &PairedRelay::url), field("tenant", &PairedRelay::tenant),
                          field("publicUrl", &PairedRelay::publicUrl)};
    }

    /// What every webhook URL of ours begins with: "https://host/t/{tenant}/".
    [[nodiscard]] QString publicBase() const { return publicUrl + QStringLiteral("/t/") + tenant + QLatin1Char('/'); }
};

/// Settings group "relays". The second one is Twilio's fallback for inbound messages (DESIGN 1).
struct PairedRelays {
    std::vector<PairedRelay> items;
    std::optional<QString> pendingCode; ///< to be redeemed once

    static constexpr auto fields()
    {
        return std::tuple{field("items", &PairedRelays::items), field("pendingCode", &PairedRelays::pendingCode)};
    }
};

inline const QString kRelaysGroup = QStringLiteral("relays");

[[nodiscard]] inline QString linkTokenSecret(const QString &tenant)
{
    return QStringLiteral("relay.") + tenant + QStringLiteral(".link-token");
}

} // namespace counterbell::webhooks
