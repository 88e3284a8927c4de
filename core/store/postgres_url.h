// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/dialect.h"

#include <tl/expected.hpp>

namespace counterbell::store
{

/// Reads `postgresql://user@host:port/database?sslmode=…` (CONTRACT 1, `--store`), as libpq spells it. A password in it
/// is refused, since command lines are public; so is what would change how the core speaks to the server. The error is
/// one sentence that never repeats the URL. At most 2,000 characters.
[[nodiscard]] tl::expected<PostgresLocation, QString> readPostgresUrl(const QString &url);

} // namespace counterbell::store
