// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/clock.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace counterbell::relay
{

/// A webhook as it is kept. `header` is the event's JSON without its opening brace, `seq` and `age`, which are
/// only known when it is pushed (link_frames.h puts them in front).
struct Event {
    std::uint64_t seq = 0;
    UnixMs at = 0;
    Steady::time_point received;
    std::string header;
    std::string body;

    [[nodiscard]] std::size_t size() const { return header.size() + body.size(); }
};
using EventPtr = std::shared_ptr<const Event>;

enum class GapReason { Quota, Expired, Corrupt };

/// Events that can't be given any more, both ends included.
struct Gap {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    GapReason reason = GapReason::Expired;

    bool operator==(const Gap &) const = default;
};

/// What a read gives, in order and without holes: the sequence numbers of neighbours join.
using Item = std::variant<EventPtr, Gap>;

/// Where a tenant's stream stands. `oldest` is the first number still kept, or head + 1.
struct StreamState {
    std::uint64_t oldest = 1;
    std::uint64_t head = 0;
    std::uint64_t bytes = 0;
};

/// How long and how much is kept. Quota counts headers and bodies, per tenant: a flood at one shop can't push
/// out another shop's events.
struct SpoolLimits {
    std::uint64_t bytesPerTenant = 512ull * 1024 * 1024;
    std::chrono::milliseconds acknowledged = std::chrono::hours(24);
    std::chrono::milliseconds unacknowledged = std::chrono::hours(24 * 7);
};

/// Where webhooks are made durable. One object for all tenants; all calls and callbacks on the network thread.
/// The SQLite spool is the embedded one; a replicated log for very many shops stands behind the same face.
class Spool
{
public:
    /// `kept` is false when the event could not be made durable; then nothing of it is.
    using Kept = std::function<void(bool kept)>;
    using Read = std::function<void(std::vector<Item>)>;
    /// New events of one tenant, durable, in order.
    using Committed = std::function<void(const std::string &tenant, std::span<const EventPtr> events)>;

    virtual ~Spool() = default;

    /// The UUID made with the spool: cursors belong to it (DESIGN 5 step 2).
    [[nodiscard]] virtual const std::string &id() const = 0;
    [[nodiscard]] virtual StreamState state(const std::string &tenant) const = 0;
    [[nodiscard]] virtual std::uint64_t quota() const = 0;
    /// Whether the last commit succeeded.
    [[nodiscard]] virtual bool healthy() const = 0;

    /// How often a damaged spool made room for a new one since this relay started, and what became of what no core had
    /// read.
    struct Replaced {
        std::uint64_t times = 0;
        std::uint64_t saved = 0;
        std::uint64_t lost = 0;
    };
    [[nodiscard]] virtual Replaced replaced() const = 0;
    /// Called when the spool is another: id and numbers are new, and links that count in the old ones must end.
    virtual void onReplaced(std::function<void()> replaced) = 0;

    /// `kept` is called once, after the commit. False at once when the backlog is too long to promise anything.
    virtual void append(const std::string &tenant, Event event, Kept kept) = 0;
    virtual void onCommitted(Committed committed) = 0;
    /// Events and gaps from `first` on, up to a page (256 events or 1 MiB); empty when `first` is beyond the head
    /// or the spool can't be read now.
    virtual void read(const std::string &tenant, std::uint64_t first, Read read) = 0;
    /// A core has committed everything up to `seq`: from now on the shorter retention counts.
    virtual void acknowledge(const std::string &tenant, std::uint64_t seq) = 0;
    /// Deletes the tenant's events and its numbering.
    virtual void drop(const std::string &tenant) = 0;
    /// Commits what was appended and answers it; appends after this are not kept.
    virtual void close() = 0;
};

} // namespace counterbell::relay
