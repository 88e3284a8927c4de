// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"

#include <QString>
#include <QUrl>

namespace counterbell
{

/// The core's data folder, held for the process's life: one core per folder (DESIGN 1). Made with 0700; the lock is an
/// flock on core.lock, which the system drops when the process ends, however it ends.
class DataFolder
{
public:
    DataFolder() = default;
    ~DataFolder();
    DataFolder(const DataFolder &) = delete;

    /// Makes and locks it; a sentence when that can't be.
    [[nodiscard]] tl::expected<void, QString> take(const QString &path);

    /// Whether a core holds that folder; makes and changes nothing.
    [[nodiscard]] static bool isHeld(const QString &path);

    [[nodiscard]] QString path(const QString &name) const { return m_path + QLatin1Char('/') + name; }

    /// The launch token: the one in core.json, so that consoles find a restarted core, or a fresh one of 256 bits.
    [[nodiscard]] QByteArray launchToken() const;
    /// Writes core.json (0600, by rename): where this core listens and what a console of this user shows it.
    [[nodiscard]] bool announce(const QUrl &url, const QByteArray &token) const;

private:
    QString m_path;
    int m_lock = -1;
};

} // namespace counterbell
