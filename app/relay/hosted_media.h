// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/http_limits.h"
#include "app/relay/http_routes.h"
#include "app/relay/media_store.h"
#include "app/relay/tenants.h"

#include <string>

namespace counterbell::relay
{

/// `PUT /media/{tenant}/{id}?expires=SECONDS` with the link token, and `GET|HEAD /m/{tenant}/{random}` for
/// whoever was given the address, until it expires.
class HostedMedia
{
public:
    HostedMedia(const HttpLimits &limits, std::string publicUrl, Tenants &tenants, MediaStore &store)
        : m_limits(limits), m_publicUrl(std::move(publicUrl)), m_tenants(tenants), m_store(store)
    {
    }

    [[nodiscard]] Plan planPut(const RequestHead &head);
    [[nodiscard]] Plan planGet(const RequestHead &head);
    void put(Request request, Routes::Respond respond);
    void get(const Request &request, Routes::Respond respond);

private:
    const HttpLimits &m_limits;
    std::string m_publicUrl;
    Tenants &m_tenants;
    MediaStore &m_store;
};

} // namespace counterbell::relay
