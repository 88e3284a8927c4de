// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/command_report.h"
#include "app/core/data_folder.h"
#include "app/core/options.h"

#include <tl/expected.hpp>

#include <vector>

namespace counterbell
{

/// Which backup is restored.
struct RestoreSource {
    struct Skipped {
        QString file;
        QString problem; ///< the word
        QString sentence;
    };

    QString file;
    std::vector<Skipped> skipped; ///< the newer ones that can't be used, newest first
};

/// Copies what --from names, or else the newest backup that can be used, to `to` and checks it there: an older version
/// of the schema is fine, it is brought up to date. Where that can't be, nothing is left at `to`, and the report says
/// why; of a damaged --from also which backup of the data folder would do. json: {"error", "problem", "soundCopy"?,
/// "skipped"?: [{"file", "problem"}]}. Blocking.
[[nodiscard]] tl::expected<RestoreSource, CommandReport> takeSource(const CoreOptions &options,
                                                                    const DataFolder &folder, const QString &to);

/// The lines and the json that tell which were skipped, and why.
void reportSkipped(const std::vector<RestoreSource::Skipped> &skipped, CommandReport &report);

} // namespace counterbell
