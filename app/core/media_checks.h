// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/finding.h"
#include "core/store/connection.h"

namespace counterbell
{

/// Whether the files that messages name are there: in this folder, or in a database that has them for all cores. Of a
/// schema that is up to date.
[[nodiscard]] Finding checkMedia(store::Connection &db, const QString &mediaFolder);

} // namespace counterbell
