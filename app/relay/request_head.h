// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/http_limits.h"
#include "app/relay/http_message.h"

#include <cstddef>
#include <string_view>
#include <variant>

namespace counterbell::relay
{

/// What stands in a limit's place when a request breaks the rules of HTTP.
inline constexpr std::string_view kMalformed = "malformed";

/// Why a request is refused before anybody looks at what it wants.
struct HeadRefusal {
    int status = 400;
    /// The limit's name in the configuration.
    std::string_view limit = kMalformed;
};

/// Finds the end of a header block in bytes that arrive piece by piece, and refuses as early as it can: a bare
/// CR or LF, a NUL or other control byte, a line or a block beyond its limit. Looks at each byte once.
class HeadScanner
{
public:
    struct More {
    };
    /// The length of the complete block with its empty line.
    struct Complete {
        std::size_t length;
    };
    using Result = std::variant<More, Complete, HeadRefusal>;

    explicit HeadScanner(const HttpLimits &limits) : m_limits(limits) {}

    /// `bytes` begins with the request's first byte, and only ever grows between calls.
    [[nodiscard]] Result scan(std::string_view bytes);

private:
    const HttpLimits &m_limits;
    std::size_t m_at = 0;
    std::size_t m_lineStart = 0;
    std::size_t m_lines = 0;
};

/// Reads a complete block (its length as the scanner gave it). Beast does the parsing; on top of it stand the
/// rules that keep two readers of one connection from seeing two different requests: one Content-Length of
/// digits alone, never beside Transfer-Encoding, which may say `chunked` and nothing else; no folded lines; no
/// second Host; a target in origin form of visible ASCII.
[[nodiscard]] std::variant<RequestHead, HeadRefusal> parseHead(std::string_view block, const HttpLimits &limits);

} // namespace counterbell::relay
