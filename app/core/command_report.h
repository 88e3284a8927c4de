// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/error.h"

#include <QJsonObject>
#include <QStringList>

namespace counterbell
{

/// What a command of counterbell-core answers: lines for a person, or with --json one object for a script.
struct CommandReport {
    int status = 0; ///< the exit code: 0 done and well, 1 not done or something is wrong
    QStringList lines;
    QJsonObject json;
};

/// The command did nothing, and why. `json` is {"error": sentence, "problem": a stable word}.
[[nodiscard]] CommandReport notDone(const QString &sentence, const QString &problem);
/// The sentence for an error of the store's backup and check functions.
[[nodiscard]] QString storeSentence(const Error &error);
/// The same for what SQLite or the server said: what it means and what to do, where that is known.
[[nodiscard]] QString databaseSentence(const QString &detail);
/// error.details.problem, or the reason where there is none.
[[nodiscard]] QString problemWord(const Error &error);

/// "20 Nov 2026 08:15 UTC", "1.4 MB": for the lines.
[[nodiscard]] QString utcText(qint64 millis);
[[nodiscard]] QString sizeText(qint64 bytes);

/// Prints it; answers its exit code.
int print(const CommandReport &report, bool isJson);

} // namespace counterbell
