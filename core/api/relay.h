// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fields.h"

#include <vector>

namespace counterbell
{

/// A relay that this shop is paired with, and how its link does. The first in the list is what the provider calls, the
/// second its fallback (DESIGN 1).
struct RelayState {
    QString url;       ///< how the core reaches it
    QString publicUrl; ///< how the provider reaches it
    QString tenant;
    bool isUp = false;
    std::optional<QString> problem; ///< a word, while it is down; anotherCore: only the core that leads knows

    bool operator==(const RelayState &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("url", &RelayState::url), field("publicUrl", &RelayState::publicUrl),
                          field("tenant", &RelayState::tenant), field("isUp", &RelayState::isUp),
                          field("problem", &RelayState::problem)};
    }
};

struct Relays {
    std::vector<RelayState> items;

    bool operator==(const Relays &) const = default;
    static constexpr auto fields() { return std::tuple{field("items", &Relays::items)}; }
};

/// `code` is what `counterbell-relay tenant add` prints (CONTRACT 4). It holds a secret.
struct PairRelay {
    QString code;

    bool operator==(const PairRelay &) const = default;
    static constexpr auto fields() { return std::tuple{field("code", &PairRelay::code)}; }
};

/// `tenant` as in RelayState.
struct RemoveRelay {
    QString tenant;

    bool operator==(const RemoveRelay &) const = default;
    static constexpr auto fields() { return std::tuple{field("tenant", &RemoveRelay::tenant)}; }
};

} // namespace counterbell
