// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

/// What the relay and the core must agree on to speak the link (CONTRACT 4), and nothing else: the only header
/// that both sides include. Standard library only, since the relay knows no Qt.
namespace counterbell::link
{

/// Where the link is dialled, and the one subprotocol it speaks.
inline constexpr std::string_view kPath = "/link/1";
inline constexpr std::string_view kSubprotocol = "counterbell.link.1";

/// Pairing: `<url>#<tenant>.<secret>` is redeemed at `<url>/pair`, until a link was opened with the token.
inline constexpr std::string_view kPairPath = "/pair";
inline constexpr char kPairUrlSeparator = '#';
inline constexpr char kPairSecretSeparator = '.';
/// A tenant id is 128 random bits in lower-case hex.
inline constexpr std::size_t kTenantIdLength = 32;

/// Hosted media is put at `/media/{tenant}/{id}` with the link token.
inline constexpr std::string_view kMediaPutPrefix = "/media/";

/// A binary frame is a run of events, each: u32 header length, u32 body length (big-endian), header, body.
inline constexpr std::size_t kEventPrefixLength = 8;
/// A frame ends at 64 events or where the next event would make it longer than 256 KiB; one always fits.
inline constexpr std::size_t kFrameEvents = 64;
inline constexpr std::size_t kFrameBytes = 256 * 1024;
/// The longest text frame either side sends.
inline constexpr std::size_t kControlFrameBytes = 64 * 1024;

/// The window of a `hello` that names none.
inline constexpr std::uint64_t kWindowEvents = 256;
inline constexpr std::uint64_t kWindowBytes = 1024 * 1024;

/// `hello` comes first, within this time after the upgrade.
inline constexpr std::chrono::milliseconds kHelloWithin{5'000};
/// Both sides ping this often; a peer that was silent for three intervals has missed two pings and is dead.
inline constexpr std::chrono::milliseconds kPingEvery{20'000};
inline constexpr int kPingsMissed = 2;
/// An `ack` follows the core's commit by at most this.
inline constexpr std::chrono::milliseconds kAckWithin{50};
/// No acknowledgement for this long, with a full window, ends the link.
inline constexpr std::chrono::milliseconds kStalledAfter{30'000};
inline constexpr std::chrono::milliseconds kStatusEvery{60'000};
/// The core dials again between these, with full jitter.
inline constexpr std::chrono::milliseconds kRedialLeast{200};
inline constexpr std::chrono::milliseconds kRedialMost{30'000};

/// CursorBeyondHead gives the spool's id as its reason: it comes before `welcome`, which would have named it.
enum class CloseCode : std::uint16_t {
    Restart = 1001,
    Internal = 1011,
    Malformed = 4400,
    WrongToken = 4401,
    TenantOff = 4403,
    NoAcknowledgement = 4408,
    Superseded = 4409,
    CursorBeyondHead = 4410,
    TooLarge = 4413,
    Version = 4426,
};

/// The `t` of a control message.
inline constexpr std::string_view kHello = "hello";
inline constexpr std::string_view kWelcome = "welcome";
inline constexpr std::string_view kAck = "ack";
inline constexpr std::string_view kGap = "gap";
inline constexpr std::string_view kStatus = "status";

/// The `reason` of a gap.
inline constexpr std::string_view kGapQuota = "quota";
inline constexpr std::string_view kGapExpired = "expired";
inline constexpr std::string_view kGapCorrupt = "corrupt";

} // namespace counterbell::link
