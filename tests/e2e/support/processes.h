// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace counterbell::e2e
{

/// A process that is there and not merely waiting to be reaped.
[[nodiscard]] bool isRunning(qint64 pid);
/// The process ids of a process's children.
[[nodiscard]] QList<qint64> childrenOf(qint64 pid);
/// The child whose program's path ends with `name`, 0 when there is none.
[[nodiscard]] qint64 childNamed(qint64 parent, const QByteArray &name);

} // namespace counterbell::e2e
