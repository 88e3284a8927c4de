// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

#include <tl/expected.hpp>

namespace counterbell
{

/// Where the data folder keeps the files of messages.
inline const QString kMediaFolder = QStringLiteral("media");

/// Copies the files below `from`/media to `to`/media that aren't there: they are named by their content, so one that is
/// there is the same. Answers how many were copied, or what the system said.
[[nodiscard]] tl::expected<int, QString> copyMedia(const QString &from, const QString &to);

struct CopiedFiles {
    int copied = 0;
    int missing = 0; ///< rows name them, and they aren't in the folder, or aren't what they were
};

/// Copies the files that the database's rows name from this folder into the database itself, and reads each one back. A
/// sentence when one didn't arrive as it was.
[[nodiscard]] tl::expected<CopiedFiles, QString> copyMediaInto(store::Tx &tx, const QString &mediaFolder);

} // namespace counterbell
