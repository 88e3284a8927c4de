// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"

#include <QFuture>

namespace counterbell::contacts
{

/// Packs every file below `folder` into a new ZIP at `path`, on Qt's thread pool: compressing years of messages takes
/// longer than the main thread may. Neither folder nor files may change meanwhile. Fails with `internal`,
/// details.problem archive.
[[nodiscard]] QFuture<Result<>> packAside(const QString &folder, const QString &path);

} // namespace counterbell::contacts
