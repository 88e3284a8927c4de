// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace counterbell::e2e
{

/// A PostgreSQL server of one test's own, on a Unix socket, set up as a shop's would be: what is committed is on disk.
/// It may be killed, stopped and frozen; nothing of it outlives this object.
class DatabaseServer
{
public:
    DatabaseServer();
    ~DatabaseServer();
    DatabaseServer(const DatabaseServer &) = delete;

    /// The folder of its data, where a small disk may be put before the first start.
    [[nodiscard]] QString disk() const { return m_home.filePath(QStringLiteral("disk")); }
    /// Where it runs already nothing happens. True once it lets connections in; false when it can't start, for want of
    /// room for one.
    [[nodiscard]] bool start();
    /// Its host loses power: all its processes are gone at once.
    [[nodiscard]] bool kill();
    /// `pg_ctl stop -m immediate`: it says goodbye, and writes nothing down.
    [[nodiscard]] bool stopImmediately();
    /// Its host stands still: SIGSTOP, until `thaw`.
    void freeze();
    void thaw();

    /// What --store takes.
    [[nodiscard]] QString url() const;
    /// What pg_amcheck finds wrong with tables and indexes; empty when all is well.
    [[nodiscard]] QString damage();
    [[nodiscard]] QString logPath() const { return m_home.filePath(QStringLiteral("server.log")); }

private:
    [[nodiscard]] QList<qint64> family() const;
    [[nodiscard]] bool runAsServer(const QString &program, const QStringList &arguments);
    [[nodiscard]] bool makeCluster();
    [[nodiscard]] bool letsIn() const;
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    QTemporaryDir m_home;
    QString m_programs;
    QStringList m_asServer; ///< what a command begins with that may not run as root
    QProcess m_process;
    QList<qint64> m_frozen;
};

} // namespace counterbell::e2e
