// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QUrl>

#include <functional>
#include <optional>

namespace counterbell::ui
{

/// Where a core listens, and the launch token that it asks of consoles on its own PC.
struct CoreAddress {
    QUrl url;
    QByteArray token;

    bool operator==(const CoreAddress &) const = default;
};

/// Asked before every attempt, since a core that was started anew may listen elsewhere; nothing while none runs.
using CoreLocator = std::function<std::optional<CoreAddress>()>;

} // namespace counterbell::ui
