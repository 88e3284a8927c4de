// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/sandbox_control.h"

#include <QStringList>

namespace counterbell::e2e
{

/// A customer's (or a member's) phone, played through the sandbox's control API (CONTRACT 2).
class Handset
{
public:
    /// `number` is E.164.
    Handset(SandboxControl &sandbox, const QString &number);

    /// The customer writes; the SID, empty when the sandbox refused it.
    QString writes(const QString &body, const QString &channel = QStringLiteral("whatsapp"));
    /// The same with other fields: mediaUrl, buttonPayload, …
    QString writes(const QJsonObject &message);
    /// What this handset received, oldest first: {sid, channel, from, body, media[], at}.
    [[nodiscard]] QJsonArray received();
    /// The bodies of what it received, on one channel or (empty) on both.
    [[nodiscard]] QStringList bodies(const QString &channel = {});
    /// onWhatsApp, reachable, reads, landline.
    [[nodiscard]] bool set(const QJsonObject &abilities);

    [[nodiscard]] const QString &number() const { return m_number; }

private:
    [[nodiscard]] QString url(QLatin1StringView below = {}) const;

    SandboxControl &m_sandbox;
    QString m_number;
};

} // namespace counterbell::e2e
