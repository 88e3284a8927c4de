// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::e2e
{

/// Moves this process, before it has threads, into namespaces of its own: a loopback that can be cut, and mounts that
/// nobody else sees. False where the system doesn't let it (the reason goes to stderr).
[[nodiscard]] bool enterOwnWorld();

/// The loopback of this world: everything on it, the test's own connections too.
[[nodiscard]] bool setNetwork(bool isUp);

/// A disk of this size, empty, in the place of a folder that is made.
[[nodiscard]] bool mountSmallDisk(const QString &folder, int megabytes);
/// Takes it away again, with all that is on it.
void unmountSmallDisk(const QString &folder);
/// Fills the disk until nothing more fits; the file goes with `freeDisk`.
[[nodiscard]] bool fillDisk(const QString &folder);
[[nodiscard]] bool freeDisk(const QString &folder);

} // namespace counterbell::e2e
