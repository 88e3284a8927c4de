// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/media/transfer/media_host.h"
#include "core/messaging/providers/http_client.h"
#include "core/secrets/secret_store.h"
#include "core/store/store.h"

namespace counterbell::webhooks
{
struct PairedRelay;
}

namespace counterbell::media
{

/// Hosted media of the shop's relays: `PUT /media/{tenant}/{id}` with the link token (CONTRACT 4). Any relay will do;
/// the first that takes the file has it. Main thread; outlives its tasks.
class RelayMediaClient : public MediaHost
{
public:
    RelayMediaClient(store::Store &store, secrets::SecretStore &secrets, messaging::HttpClient &http)
        : m_store(store), m_secrets(secrets), m_http(http)
    {
    }

    [[nodiscard]] QCoro::Task<Result<QUrl>> host(HostedFile file) override;

private:
    [[nodiscard]] QCoro::Task<Result<QUrl>> put(webhooks::PairedRelay relay, HostedFile file);

    store::Store &m_store;
    secrets::SecretStore &m_secrets;
    messaging::HttpClient &m_http;
};

} // namespace counterbell::media
