// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/clock.h"
#include "app/relay/outcome.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace counterbell::relay
{

struct Tenant {
    enum class State { Active, Revoked, Removed };

    std::string id;
    std::string name;
    State state = State::Active;
    /// A core has redeemed a code for it.
    bool paired = false;
    UnixMs createdAt = 0;
};

/// The shops this relay serves, in a small database beside the spool, which the `tenant` commands write while
/// the relay runs. The relay answers from memory and looks at the file again when a name is unknown to it and
/// a few times a second. Of secrets only SHA-256 sums are kept. One thread per object.
class Tenants
{
public:
    [[nodiscard]] static Outcome<std::unique_ptr<Tenants>> open(const std::string &path);
    ~Tenants();

    // --- commands ---
    /// A new tenant's pairing code, `<tenant>.<secret>`; the caller puts the URL in front. Names are unique.
    [[nodiscard]] Outcome<std::string> add(const std::string &name);
    /// A new pairing code for a tenant by id or name. Once it is redeemed the old token goes on being valid
    /// until the new one is used.
    [[nodiscard]] Outcome<std::string> rotate(const std::string &which);
    /// Turns it off: webhooks are unknown, links close with 4403. Events stay until retention.
    [[nodiscard]] Outcome<> revoke(const std::string &which);
    /// Turns it off for good; the relay deletes its events and media.
    [[nodiscard]] Outcome<> remove(const std::string &which);
    /// Without the removed ones, by name.
    [[nodiscard]] std::vector<Tenant> list();

    // --- the running relay ---
    /// Null when there is no such tenant, or it is revoked or removed.
    [[nodiscard]] const Tenant *active(const std::string &id);
    /// Whether a code may be for it: there is such a tenant, be it revoked.
    [[nodiscard]] bool knows(const std::string &id);
    /// Whose link token this is, revoked ones included; null for a wrong one.
    [[nodiscard]] const Tenant *byToken(std::string_view token);
    /// A link with this token got through: the token it replaced, if any, ends, and so does the code it was given for.
    void tokenUsed(std::string_view token);
    struct Redeemed {
        std::string tenant;
        std::string token;
    };
    enum class Refusal { Unknown, Used, Expired };
    /// Exchanges a code (`<tenant>.<secret>`) for a link token, once. A core that died before it had put the token away
    /// may redeem it again until a link was opened: it proves by the claim, which only it knows and which came with the
    /// first time, that it is the same one. Only the newest token counts. Without a claim, once is once.
    [[nodiscard]] tl::expected<Redeemed, Refusal> redeem(std::string_view code, std::string_view claim = {});
    /// Looks at the file if another process has changed it; true when it had.
    bool refresh();
    [[nodiscard]] std::vector<std::string> removed() const;
    [[nodiscard]] std::size_t count() const;

private:
    struct Impl;
    explicit Tenants(std::unique_ptr<Impl> impl);

    std::unique_ptr<Impl> m_impl;
};

} // namespace counterbell::relay
