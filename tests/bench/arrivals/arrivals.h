// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/webhooks/webhook_stream.h"
#include "ui/client/ws_core_client.h"

namespace counterbell::bench
{

/// A console's connection beside a customer's webhooks: how long each takes from being due until `message.added`
/// arrives.
class Arrivals : public QObject
{
    Q_OBJECT

public:
    /// `core` is signed in to with the token in COUNTERBELL_TOKEN; `relay` is where webhooks are posted.
    Arrivals(const QUrl &core, const QUrl &relay, Addressee addressee);

    /// Posts so many and waits for them all: `arrivedNs`, `answeredNs` (the relay's 204), `bareNs` (a call of the core
    /// that does nothing, meanwhile), `refused`, `missing`.
    [[nodiscard]] QJsonObject measure(int perSecond, int seconds);

private:
    void askNothing();

    ui::WsCoreClient m_client;
    const QUrl m_relay;
    WebhookStream m_stream;
    std::vector<qint64> m_bareNs;
};

} // namespace counterbell::bench
