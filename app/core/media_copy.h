// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace counterbell
{

/// Where the data folder keeps the files of messages.
inline const QString kMediaFolder = QStringLiteral("media");

/// Copies the files below `from`/media to `to`/media that aren't there: they are named by their content, so one that is
/// there is the same. Answers how many were copied, or what the system said.
[[nodiscard]] tl::expected<int, QString> copyMedia(const QString &from, const QString &to);

} // namespace counterbell
