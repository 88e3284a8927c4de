// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/link_event.h"

#include <QByteArrayView>

#include <tl/expected.hpp>

namespace counterbell::webhooks
{

/// The longest frame that is read: one event may be longer than a frame of many, and the relay's operator may have
/// raised its limit of 1 MiB for bodies.
inline constexpr qsizetype kLongestFrame = 16 * 1024 * 1024;
/// The longest header of one event.
inline constexpr qsizetype kLongestEventHeader = 128 * 1024;

/// The events of one binary frame (CONTRACT 4): each `u32 headerLength, u32 bodyLength` (big-endian), header JSON,
/// body bytes; at most 64, and at most 256 KiB unless it is a single one; numbers rising. What doesn't fit is refused
/// whole, with a word for the log: nothing of a frame that was misread may be acknowledged.
[[nodiscard]] tl::expected<std::vector<LinkEvent>, QString> parseFrame(QByteArrayView frame);

} // namespace counterbell::webhooks
