// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/metrics.h"
#include "app/relay/spool.h"

#include "core/webhooks/link_protocol.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

/// The frames of CONTRACT 4 as bytes. Pure.
namespace counterbell::relay
{

struct Hello {
    std::string store;
    std::uint64_t term = 0;
    /// What the core has committed, by spool.
    std::map<std::string, std::uint64_t> cursors;
    std::uint64_t windowEvents = link::kWindowEvents;
    std::uint64_t windowBytes = link::kWindowBytes;
    std::string software;
};
struct Ack {
    std::uint64_t seq = 0;
};
/// A control message this version doesn't know; it is passed over.
struct Unknown {
};
struct Malformed {
};
using ControlMessage = std::variant<Hello, Ack, Unknown, Malformed>;

[[nodiscard]] ControlMessage parseControl(std::string_view text);

struct Welcome {
    std::string spool;
    std::string tenant;
    StreamState state;
    std::string publicUrl;
    std::uint64_t quota = 0;
};
[[nodiscard]] std::string encodeWelcome(const Welcome &welcome, UnixMs now);
[[nodiscard]] std::string encodeGap(const Gap &gap);
[[nodiscard]] std::string encodeStatus(std::uint64_t used, std::uint64_t quota, const Metrics::ByLimit &refused);

/// The part of an event's header that is known when it is received (Event::header).
[[nodiscard]] std::string eventHeader(UnixMs at, std::string_view method, std::string_view url,
                                      std::span<const std::pair<std::string, std::string>> headers,
                                      std::string_view peer);
/// Appends one event to a binary frame.
void appendEvent(std::string &frame, const Event &event, Steady::time_point now);

} // namespace counterbell::relay
