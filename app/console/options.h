// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QUrl>

#include <optional>

#include <tl/expected.hpp>

namespace counterbell::console
{

/// What the command line asks for (CONTRACT 1).
struct Options {
    bool isSandbox = false;
    bool isNewShop = false; ///< of the sandbox: the old one is kept aside
    std::optional<QUrl> core;
    std::optional<QString> answer; ///< help or version: printed, and that was it
};

/// `arguments` with the program's name first; a sentence that names what is wrong. Qt's own options (-platform,
/// -reverse) have been taken out by then.
[[nodiscard]] tl::expected<Options, QString> parseOptions(const QStringList &arguments);

} // namespace counterbell::console
