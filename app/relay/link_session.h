// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/link_registry.h"
#include "app/relay/log.h"
#include "app/relay/metrics.h"
#include "app/relay/tenants.h"

#include "core/webhooks/link_protocol.h"

#include <chrono>
#include <string>

namespace counterbell::relay
{

struct Upgrade;

/// The link's clocks (CONTRACT 4). Tests shorten them.
struct LinkTimings {
    std::chrono::milliseconds hello = link::kHelloWithin;
    std::chrono::milliseconds ping = link::kPingEvery;
    std::chrono::milliseconds stalled = link::kStalledAfter;
    std::chrono::milliseconds status = link::kStatusEvery;
};

/// What all links share; outlives them.
struct LinkEnvironment {
    Spool &spool;
    Tenants &tenants;
    LinkRegistry &registry;
    Metrics &metrics;
    const Log &log;
    std::string publicUrl;
    LinkTimings timings;
};

/// Takes over a connection that asked for `GET /link/1` and serves it as a link: upgrade, token, hello, then
/// events as the window allows. What is wrong with the dialogue is said by a close code after the upgrade,
/// since a WebSocket client doesn't get to see an HTTP status. It lives until its connection ends.
void startLink(Upgrade upgrade, LinkEnvironment &environment);

} // namespace counterbell::relay
