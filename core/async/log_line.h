// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

class QDateTime;

namespace counterbell
{

/// `text` with every phone number cut to its last three digits (DESIGN 9): "+61412345678" becomes "…678".
/// Seven digits or more count as one, in E.164 or as people write it; ISO dates and words with letters don't.
[[nodiscard]] QString maskNumbers(const QString &text);

/// One line of the log, without its line break: `{"at", "level", "category", "message"}`, numbers masked.
[[nodiscard]] QByteArray logLine(const QDateTime &at, QtMsgType type, const char *category, const QString &message);

} // namespace counterbell
