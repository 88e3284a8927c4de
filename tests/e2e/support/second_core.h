// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/rpc_client.h"

#include <QProcess>
#include <QTemporaryDir>

namespace counterbell::e2e
{

/// Another core on the same database, as a branch has it: a data folder of its own, with the key to the shop's secrets.
class SecondCore
{
public:
    /// `likeFolder` is the first core's data folder.
    SecondCore(const QString &likeFolder, const QString &storeUrl);
    ~SecondCore();

    [[nodiscard]] bool start();
    /// SIGTERM; true when it ended with status 0.
    [[nodiscard]] bool stop();
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    /// {core, token}, as `up` prints it for the first one.
    [[nodiscard]] QJsonObject ready() const;
    [[nodiscard]] QByteArray logTail(int lines = 60) const;

private:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    QString m_storeUrl;
    QProcess m_process;
};

} // namespace counterbell::e2e
