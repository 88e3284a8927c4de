// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

/// `counterbell-sandbox up --data DIR [--ready-file F] [--programs DIR] [--new-shop]` (CONTRACT 1).
struct UpOptions {
    QString dataDir;       ///< absolute; holds up.json, twilio/, relay/ and core/
    QString readyFile;     ///< absolute, or empty
    QString programsDir;   ///< where counterbell-core and counterbell-relay are; beside this program by default
    bool newShop = false;  ///< the shop that is there is kept aside first
    bool helpOnly = false; ///< `--help` was asked for; `help` has the text
    QString help;
};

/// Reads the words after `up`. The error is one sentence that names the bad one; the caller exits with 2.
[[nodiscard]] tl::expected<UpOptions, QString> parseUpOptions(const QStringList &words, const QString &ownDirectory);

} // namespace counterbell::sandbox
