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
    /// How Twilio reached it before, newest first: what still lies in the spool, or comes before Twilio has been told
    /// of the new one, is signed for these.
    std::optional<std::vector<QString>> earlierPublicUrls = {};

    bool operator==(const PairedRelay &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("url", &PairedRelay::url), field("tenant", &PairedRelay::tenant),
                          field("publicUrl", &PairedRelay::publicUrl),
                          field("earlierPublicUrls", &PairedRelay::earlierPublicUrls)};
    }

    /// What every webhook URL of ours begins with: "https://host/t/{tenant}/".
    [[nodiscard]] QString publicBase() const { return baseUnder(publicUrl); }
    /// The same, and under its earlier public URLs.
    [[nodiscard]] QStringList publicBases() const;
    /// The relay is reached under another public URL from now on.
    void moveTo(const QString &newPublicUrl);

private:
    [[nodiscard]] QString baseUnder(const QString &root) const
    {
        return root + QStringLiteral("/t/") + tenant + QLatin1Char('/');
    }
};

/// Settings group "relays". The second one is Twilio's fallback for inbound messages (DESIGN 1).
struct PairedRelays {
    std::vector<PairedRelay> items;
    /// SHA-256 of the code that was redeemed last, as hex: a core that dies before it has removed the code from the
    /// secret store knows by it that there is nothing left to redeem.
    std::optional<QString> redeemedCode;
    /// What the webhook URLs of relays begin with that were left, newest first: a provider that couldn't be told at the
    /// time still calls them, and may be told otherwise.
    std::optional<std::vector<QString>> leftBases = {};

    static constexpr auto fields()
    {
        return std::tuple{field("items", &PairedRelays::items), field("redeemedCode", &PairedRelays::redeemedCode),
                          field("leftBases", &PairedRelays::leftBases)};
    }

    [[nodiscard]] bool has(const QString &tenant) const;
    /// What is paired once this relay has been left.
    [[nodiscard]] PairedRelays without(const QString &tenant) const;
    /// Whether a URL lies under a relay of ours, a present or a former one.
    [[nodiscard]] bool covers(const QString &url) const;
};

inline const QString kRelaysGroup = QStringLiteral("relays");

/// Where a pairing code waits until it is redeemed: it holds a secret, so it is never among the settings.
inline constexpr QLatin1StringView kPairingCodeSecret{"relay.pairing-code"};

/// Whether a secret of that name is about a relay.
[[nodiscard]] inline bool isRelaySecret(const QString &name)
{
    return name.startsWith(QLatin1StringView("relay."));
}

[[nodiscard]] inline QString linkTokenSecret(const QString &tenant)
{
    return QStringLiteral("relay.") + tenant + QStringLiteral(".link-token");
}

} // namespace counterbell::webhooks
