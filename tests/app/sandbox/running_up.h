// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <csignal>

namespace counterbell::sandbox
{

/// A process that is there and not merely waiting to be reaped.
inline bool isRunning(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    if (pid <= 0 || !stat.open(QIODevice::ReadOnly))
        return false;
    const auto text = stat.readAll();
    const auto state = text.mid(text.lastIndexOf(')') + 2, 1);
    return state != "Z" && state != "X";
}

/// The process id of a child whose program's path ends with `name`; 0 when there is none.
inline qint64 childNamed(qint64 parent, const QByteArray &name)
{
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(parent));
    if (!children.open(QIODevice::ReadOnly))
        return 0;
    for (const auto &child : children.readAll().split(' ')) {
        QFile commandLine(QStringLiteral("/proc/%1/cmdline").arg(QString::fromLatin1(child)));
        if (commandLine.open(QIODevice::ReadOnly) && commandLine.readAll().split('\0').constFirst().endsWith(name))
            return child.toLongLong();
    }
    return 0;
}

/// The real `counterbell-sandbox up` in a folder, with the fake core and relay unless `more` names others. Ends with
/// this object.
class RunningUp
{
public:
    explicit RunningUp(const QString &directory, const QStringList &more = {}) : m_directory(directory)
    {
        m_process.setProgram(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox"));
        m_process.setArguments(QStringList{QStringLiteral("up"), QStringLiteral("--data"), directory,
                                           QStringLiteral("--programs"), fakePrograms()} +
                               more);
        m_process.start();
    }
    ~RunningUp()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    static QString fakePrograms()
    {
        return QDir::cleanPath(QStringLiteral(COUNTERBELL_BIN_DIR "/../tests/fake_programs"));
    }

    QProcess &process() { return m_process; }
    QString path(const QString &below) const { return m_directory + u'/' + below; }

    /// The ready line, parsed; empty when none came in time.
    QJsonObject ready()
    {
        for (int i = 0; i < 100 && !m_process.canReadLine() && m_process.state() != QProcess::NotRunning; ++i)
            m_process.waitForReadyRead(200);
        m_line = m_process.readLine();
        return QJsonDocument::fromJson(m_line).object();
    }
    const QByteArray &line() const { return m_line; }

    QJsonObject coreJson() const { return QJsonDocument::fromJson(read(QStringLiteral("core/core.json"))).object(); }
    qint64 corePid() const { return coreJson().value(QStringLiteral("pid")).toInteger(); }
    qint64 relayPid() const { return read(QStringLiteral("relay/pid")).toLongLong(); }

    QByteArray read(const QString &below) const
    {
        QFile file(path(below));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString &below, const QByteArray &bytes) const
    {
        QFile file(path(below));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }

private:
    QString m_directory;
    QProcess m_process;
    QByteArray m_line;
};

} // namespace counterbell::sandbox
