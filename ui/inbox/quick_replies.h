// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

class QSettings;

namespace counterbell::ui
{

/// A text to write with a few letters: typing "/hours" in the composer offers it.
struct QuickReply {
    QString name; ///< letters, digits and hyphens, without the slash
    QString text; ///< {first name} is replaced by the customer's

    bool operator==(const QuickReply &) const = default;
};

/// Kept for this PC's user, array "quickReplies". Where nothing was ever kept: some to begin with.
[[nodiscard]] std::vector<QuickReply> loadQuickReplies(QSettings &settings);
void saveQuickReplies(QSettings &settings, const std::vector<QuickReply> &replies);

/// Those whose name begins with the letters, then those whose name or text holds them.
[[nodiscard]] std::vector<QuickReply> matchingQuickReplies(const std::vector<QuickReply> &replies, QStringView letters);

/// The text with the customer's name put in.
[[nodiscard]] QString filledQuickReply(const QuickReply &reply, const QString &customer);

} // namespace counterbell::ui
