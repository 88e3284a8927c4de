// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTextLayout>

namespace counterbell::ui
{

/// Signs such as ❤ and ⚠ that Unicode shows as text by default, and every phone in colour: formats that give them the
/// colour font. The text itself stays as it was written.
[[nodiscard]] QList<QTextLayout::FormatRange> emojiFormats(const QString &text);

} // namespace counterbell::ui
