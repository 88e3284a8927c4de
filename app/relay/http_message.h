// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace counterbell::relay
{

using Headers = std::vector<std::pair<std::string, std::string>>;

/// A request's line and headers, checked, exactly as they came.
struct RequestHead {
    std::string method;
    std::string target;
    Headers headers;
    std::optional<std::uint64_t> contentLength;
    bool chunked = false;
    bool http11 = true;
    bool keepAlive = true;
    bool expectContinue = false;

    /// The first header of this name, whatever its case; empty when there is none.
    [[nodiscard]] std::string_view header(std::string_view name) const;
};

struct Request {
    RequestHead head;
    std::string body;
    /// The client's address, through trusted proxies only.
    std::string peer;
};

/// An answer. Bodies are short and fixed or JSON of our own: nothing of a request is ever echoed.
struct Response {
    int status = 204;
    std::string contentType;
    std::string body;
    /// Complete extra header lines, each with its CRLF.
    std::string extra;
    /// Instead of `body` for media, so that one file isn't copied per download.
    std::shared_ptr<const std::string> shared;
    /// The limit that refused the request, for the counters; empty otherwise.
    std::string_view limit;
};

/// What a file of this size may take over a slow line (16 KiB/s), beyond the limits for ordinary requests.
[[nodiscard]] constexpr std::chrono::milliseconds timeFor(std::uint64_t bytes)
{
    return std::chrono::milliseconds(bytes / 16);
}

[[nodiscard]] bool equalIgnoringCase(std::string_view a, std::string_view b);
[[nodiscard]] Response plainError(int status, std::string_view limit = {});
/// `{"reason": …}`
[[nodiscard]] Response jsonError(int status, std::string_view reason);
[[nodiscard]] Response jsonAnswer(int status, std::string body);
/// The bytes of status line and headers (and body, unless it is shared or `headOnly`).
[[nodiscard]] std::string serialise(const Response &response, std::string_view date, bool close, bool headOnly,
                                    bool strictTransport);

} // namespace counterbell::relay
