// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/stage.h"

namespace counterbell::e2e
{

/// The shop's account at the provider, as its owner sees it there.
class Account
{
public:
    explicit Account(Stage &stage) : m_stage(stage) {}

    /// A key of the account's own: {apiKeySid, apiKeySecret}.
    [[nodiscard]] QJsonObject newKey() const
    {
        const auto answer = m_stage.sandbox().http().post(
            url(QStringLiteral("/Keys.json")), "FriendlyName=branch",
            {{"Authorization", authorization()}, {"Content-Type", "application/x-www-form-urlencoded"}});
        const auto key = answer.json();
        return {{QStringLiteral("apiKeySid"), key[QLatin1StringView("sid")]},
                {QStringLiteral("apiKeySecret"), key[QLatin1StringView("secret")]}};
    }
    /// One with which nobody gets anywhere.
    [[nodiscard]] static QJsonObject wrongKey()
    {
        return {{QStringLiteral("apiKeySid"), QStringLiteral("SK0123456789abcdef0123456789abcdef")},
                {QStringLiteral("apiKeySecret"), QStringLiteral("nobody's")}};
    }
    /// The numbers' fallback URLs.
    [[nodiscard]] QString fallbacks() const
    {
        const auto answer = m_stage.sandbox().http().get(url(QStringLiteral("/IncomingPhoneNumbers.json")),
                                                         {{"Authorization", authorization()}});
        const auto numbers = answer.json()[QLatin1StringView("incoming_phone_numbers")].toArray();
        return column(numbers, QLatin1StringView("sms_fallback_url")).join(QLatin1Char(' '));
    }

private:
    [[nodiscard]] QString sid() const { return m_stage.stack().value(QLatin1StringView("accountSid")); }
    [[nodiscard]] QString url(const QString &below) const
    {
        return m_stage.stack().value(QLatin1StringView("twilio")) + QStringLiteral("/2010-04-01/Accounts/") + sid() +
               below;
    }
    [[nodiscard]] QByteArray authorization() const
    {
        const auto pair = sid() + QLatin1Char(':') + m_stage.stack().value(QLatin1StringView("authToken"));
        return "Basic " + pair.toUtf8().toBase64();
    }

    Stage &m_stage;
};

} // namespace counterbell::e2e
