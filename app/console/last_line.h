// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::console
{

/// The last line of a log that says something, in a person's words where it is one of our JSON lines ("message").
[[nodiscard]] QString lastLineOf(const QString &path);
[[nodiscard]] QString wordsOf(const QByteArray &line);

} // namespace counterbell::console
