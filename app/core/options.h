// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/dialect.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace counterbell
{

/// What the command line asks for (CONTRACT 1).
struct CoreOptions {
    QString dataDir;
    std::optional<store::PostgresLocation> postgres; ///< else SQLite, in the data folder
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0;
    bool migratesStore = false; ///< the subcommand migrate-store, instead of running
    bool asJson = false;
    std::optional<QString> answer; ///< --help or --version: to be printed instead of running
};

/// The options, or one sentence that names what is wrong.
[[nodiscard]] tl::expected<CoreOptions, QString> parseCoreOptions(const QStringList &arguments);

} // namespace counterbell
