// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/provider.h"
#include "core/secrets/secret_store.h"

namespace counterbell
{

/// An account's numbers and senders, as they are set up.
class FakeSetup : public messaging::ProviderSetup
{
public:
    QMap<QString, messaging::IncomingNumber> numbers;
    QMap<QString, messaging::WhatsappSender> senders;
    int writes = 0;
    bool isDown = false;

    QCoro::Task<Result<messaging::AccountInfo>> verifyCredentials() override { co_return refuse(Reason::NotFound); }
    QCoro::Task<Result<std::optional<messaging::IncomingNumber>>> incomingNumber(QString phone) override
    {
        if (isDown)
            co_return refuse(Reason::ProviderUnreachable, {{QStringLiteral("problem"), QStringLiteral("network")}});
        co_return numbers.contains(phone) ? std::optional(numbers.value(phone)) : std::nullopt;
    }
    QCoro::Task<Result<messaging::IncomingNumber>> setIncomingWebhooks(messaging::IncomingNumber present,
                                                                       messaging::WebhookUrls urls) override
    {
        ++writes;
        auto &number = numbers[present.phone];
        number.smsUrl = urls.inbound;
        number.smsFallbackUrl = urls.fallback;
        number.smsApplicationSid.clear();
        auto answer = number; // QCoro moves from what is returned, a reference's target included
        co_return answer;
    }
    QCoro::Task<Result<std::optional<messaging::WhatsappSender>>> whatsappSender(QString phone) override
    {
        co_return senders.contains(phone) ? std::optional(senders.value(phone)) : std::nullopt;
    }
    QCoro::Task<Result<messaging::WhatsappSender>> setWhatsappWebhooks(QString senderSid,
                                                                       messaging::WebhookUrls urls) override
    {
        ++writes;
        for (auto &sender : senders) {
            if (sender.sid != senderSid)
                continue;
            sender.callbackUrl = urls.inbound;
            sender.fallbackUrl = urls.fallback;
            sender.statusCallbackUrl = urls.status;
            auto answer = sender;
            co_return answer;
        }
        co_return refuse(Reason::NotFound);
    }

    void add(const QString &sms, const QString &whatsapp)
    {
        numbers[sms] = {QStringLiteral("PN1"), sms, {}, {}, {}, true, false};
        auto &sender = senders[whatsapp];
        sender.sid = QStringLiteral("XE1");
        sender.phone = whatsapp;
    }
};

/// Secrets in memory; `failing` names what doesn't work: read, write or remove.
class FakeSecrets : public secrets::SecretStore
{
public:
    QMap<QString, QByteArray> values;
    QString failing;

    [[nodiscard]] secrets::SecretBackend backend() const override { return secrets::SecretBackend::KeyFile; }
    QCoro::Task<Result<std::optional<QByteArray>>> read(QString name) override
    {
        if (failing == QLatin1StringView("read"))
            co_return secrets::secretProblem(QLatin1StringView("unreadable"));
        co_return values.contains(name) ? std::optional(values.value(name)) : std::nullopt;
    }
    QCoro::Task<Result<>> write(QString name, QByteArray value) override
    {
        if (failing == QLatin1StringView("write"))
            co_return secrets::secretProblem(QLatin1StringView("unwritable"));
        values.insert(name, value);
        co_return Result<>{};
    }
    QCoro::Task<Result<>> remove(QString name) override
    {
        if (failing == QLatin1StringView("remove"))
            co_return secrets::secretProblem(QLatin1StringView("unwritable"));
        values.remove(name);
        co_return Result<>{};
    }
};

} // namespace counterbell
