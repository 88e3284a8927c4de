// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_address.h"

namespace counterbell::console
{

/// Where the core of a data folder listens, by its core.json: trusted only while a living core holds core.lock
/// (DESIGN 1) and only when nobody else could have written it (owner this user, 0600).
[[nodiscard]] std::optional<ui::CoreAddress> readCoreJson(const QString &folder);

/// Whether a process holds an flock on that file. It only looks: taking the lock to try it would turn away a core that
/// starts at this moment.
[[nodiscard]] bool isLocked(const QString &path, qint64 holder);

} // namespace counterbell::console
