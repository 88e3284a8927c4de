// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/store/dialect.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace counterbell
{

/// What the program is asked to do.
enum class CoreCommand {
    Serve, ///< no command: run as the core
    Backup,
    Restore,
    Doctor,
    Replay,
    MigrateStore,
};

/// What the command line asks for (CONTRACT 1).
struct CoreOptions {
    CoreCommand command = CoreCommand::Serve;
    bool isJson = false; ///< a command answers with one JSON object
    QString to;          ///< backup: the folder to fill; empty is the data folder's own backups
    QString from;        ///< restore: a file or such a folder; empty is the newest of the data folder's own backups
    std::optional<QString> sid;
    std::optional<Timestamp> since;
    bool isOffline = false; ///< doctor: asks neither Twilio nor relays
    QString dataDir;
    std::optional<store::PostgresLocation> postgres; ///< else SQLite, in the data folder
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0;
    std::optional<QString> answer; ///< --help or --version: to be printed instead of running
};

/// The options, or one sentence that names what is wrong.
[[nodiscard]] tl::expected<CoreOptions, QString> parseCoreOptions(const QStringList &arguments);

} // namespace counterbell
