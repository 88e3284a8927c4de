// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::console
{

/// The last line of a log that says something, in a person's words where it is one of our JSON lines ("message").
[[nodiscard]] QString lastLineOf(const QString &path);
/// Of several lines the last that tells of trouble: a bare sentence, or one of ours above "info"; else the last.
[[nodiscard]] QByteArray tellingLine(const QByteArray &lines);
[[nodiscard]] QString wordsOf(const QByteArray &line);

} // namespace counterbell::console
