// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/http_message.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace counterbell::relay
{

struct Upgrade;

/// What to do with a request of which only the header is known.
struct Plan {
    /// Answer now, without looking at the body.
    std::optional<Response> answer;
    std::uint64_t bodyLimit = 0;
    std::string_view bodyLimitName = "body_bytes";
    /// On top of the limit for bodies, for one that is known to be wanted and large.
    std::chrono::milliseconds extraTime{0};
    /// Hand the connection over to the link.
    bool upgrade = false;
};

/// What an HTTP listener serves. The session does framing, limits and deadlines; this decides.
class Routes
{
public:
    using Respond = std::function<void(Response)>;

    virtual ~Routes() = default;
    [[nodiscard]] virtual Plan plan(const RequestHead &head) = 0;
    /// `respond` is called once, now or later, on the network thread.
    virtual void serve(Request request, Respond respond) = 0;
    virtual void upgrade(Upgrade upgrade);
    /// A limit (by its name in the configuration, or "malformed" or "tls") refused a request; `head` is null when there
    /// is none yet.
    virtual void refused(const RequestHead *head, std::string_view limit) = 0;
    /// An answer of this status is on its way.
    virtual void answered(int status);
};

} // namespace counterbell::relay
