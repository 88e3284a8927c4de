// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/clock.h"

namespace counterbell
{

/// Whether a sender can be sent from, as sending has shown.
enum class SenderStatus {
    Ready,
    Down,   ///< the provider says that it is no sender (63007)
    Paused, ///< its limit of the day is reached (63038)
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::SenderStatus, {counterbell::SenderStatus::Ready, QLatin1StringView("ready")},
                       {counterbell::SenderStatus::Down, QLatin1StringView("down")},
                       {counterbell::SenderStatus::Paused, QLatin1StringView("paused")})

namespace counterbell
{

/// A number, or on SMS a name, that the shop sends from.
struct ProviderSender {
    Channel channel = Channel::Sms;
    QString number;
    std::optional<QString> region; ///< ISO country whose recipients it is the first choice for
    SenderStatus status = SenderStatus::Ready;
    std::optional<Timestamp> pausedUntil;

    bool operator==(const ProviderSender &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("channel", &ProviderSender::channel), field("number", &ProviderSender::number),
                          field("region", &ProviderSender::region), field("status", &ProviderSender::status),
                          field("pausedUntil", &ProviderSender::pausedUntil)};
    }
};

/// What providers.test found at one sender. `problem`: notAtAccount, noSms, offline, or why it could not be asked.
struct SenderTest {
    Channel channel = Channel::Sms;
    QString number;
    bool ok = false;
    std::optional<QString> problem;

    bool operator==(const SenderTest &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("channel", &SenderTest::channel), field("number", &SenderTest::number),
                          field("ok", &SenderTest::ok), field("problem", &SenderTest::problem)};
    }
};

/// providers.test: `ok` says that the provider takes the credentials; senders say so for themselves.
/// `problem`: notConfigured, credentialsRefused, accountSuspended, accountClosed, notPermitted, notFound, rateLimited,
/// serverFault, network, interrupted, unreadable, tooLarge, refused; `code` is the provider's.
struct ProviderTest {
    bool ok = false;
    std::optional<QString> problem;
    std::optional<int> code;
    std::optional<QString> accountName;
    std::optional<QString> accountType;
    Timestamp at;
    std::vector<SenderTest> senders;

    bool operator==(const ProviderTest &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("ok", &ProviderTest::ok),
                          field("problem", &ProviderTest::problem),
                          field("code", &ProviderTest::code),
                          field("accountName", &ProviderTest::accountName),
                          field("accountType", &ProviderTest::accountType),
                          field("at", &ProviderTest::at),
                          field("senders", &ProviderTest::senders)};
    }
};

/// An account at a provider. Secrets are never told, only whether there are any and where they lie (`secretsIn`:
/// keychain, passphrase_file, key_file, database).
struct ProviderAccount {
    QString provider;
    QString accountSid;
    std::optional<QString> apiKeySid;
    bool hasAuthToken = false;
    bool hasApiKeySecret = false;
    QString secretsIn;
    std::optional<ProviderTest> lastTest; ///< of the credentials as they are, since the core's start
    std::vector<ProviderSender> senders;

    bool operator==(const ProviderAccount &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("provider", &ProviderAccount::provider),
                          field("accountSid", &ProviderAccount::accountSid),
                          field("apiKeySid", &ProviderAccount::apiKeySid),
                          field("hasAuthToken", &ProviderAccount::hasAuthToken),
                          field("hasApiKeySecret", &ProviderAccount::hasApiKeySecret),
                          field("secretsIn", &ProviderAccount::secretsIn),
                          field("lastTest", &ProviderAccount::lastTest),
                          field("senders", &ProviderAccount::senders)};
    }
};

/// providers.list, and what the changes answer.
struct Providers {
    std::vector<ProviderAccount> items;

    bool operator==(const Providers &) const = default;
    static constexpr auto fields() { return std::tuple{field("items", &Providers::items)}; }
};

/// providers.setCredentials and providers.test: what is absent stays as it is kept. An empty apiKeySid removes the key.
/// Another account needs its own auth token, another key its own secret.
struct ProviderCredentials {
    std::optional<QString> accountSid;
    std::optional<QString> authToken;
    std::optional<QString> apiKeySid;
    std::optional<QString> apiKeySecret;

    bool operator==(const ProviderCredentials &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("accountSid", &ProviderCredentials::accountSid),
                          field("authToken", &ProviderCredentials::authToken),
                          field("apiKeySid", &ProviderCredentials::apiKeySid),
                          field("apiKeySecret", &ProviderCredentials::apiKeySecret)};
    }
};

/// One of providers.setSenders: E.164, or on SMS a name of up to 11 letters and digits.
struct SenderChoice {
    Channel channel = Channel::Sms;
    QString number;
    std::optional<QString> region;

    bool operator==(const SenderChoice &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("channel", &SenderChoice::channel), field("number", &SenderChoice::number),
                          field("region", &SenderChoice::region)};
    }
};

/// providers.setSenders: all of them, in the order in which they are chosen.
struct SetSenders {
    std::vector<SenderChoice> senders;

    bool operator==(const SetSenders &) const = default;
    static constexpr auto fields() { return std::tuple{field("senders", &SetSenders::senders)}; }
};

} // namespace counterbell
