// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/app/relay/raw_client.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>

namespace counterbell::relay::test
{

/// `counterbell-relay` as a process of its own, with its files in a temporary folder. Port 0 unless `listen` says
/// otherwise; after the first start the ports stay, so that a relay that comes back is found where it was.
class RelayProcess
{
public:
    RelayProcess() : RelayProcess(QString()) {}
    /// With its spool in `folder`.
    explicit RelayProcess(const QString &folder) : m_spool(folder.isEmpty() ? m_folder.path() : folder) {}
    ~RelayProcess() { kill(); }

    /// Lines of the configuration behind listen, ops_listen, public_url and spool: its sections.
    QByteArray extra;
    QByteArray publicUrl = "https://hooks.example";

    /// False when it was not ready in time; what it said then is `error`.
    [[nodiscard]] bool start()
    {
        kill();
        writeConfig();
        m_process = std::make_unique<QProcess>();
        m_process->setStandardErrorFile(logPath(), QIODevice::Append);
        m_process->start(program(), {QStringLiteral("--config"), configPath()});
        while (!m_process->canReadLine())
            if (!m_process->waitForReadyRead(8000))
                return false;
        const auto ready = QJsonDocument::fromJson(m_process->readLine()).object();
        port = portOf(ready[QStringLiteral("listen")].toString());
        opsPort = portOf(ready[QStringLiteral("ops")].toString());
        return port != 0 && opsPort != 0;
    }

    /// SIGKILL, and waits for its end.
    void kill()
    {
        if (!m_process)
            return;
        m_process->kill();
        m_process->waitForFinished();
        m_process.reset();
    }

    void signal(int number) const { ::kill(pid(), number); }
    /// The exit code once it has ended by itself; -1 when it hasn't or has crashed.
    [[nodiscard]] int exitCode(int milliseconds = 8000)
    {
        const bool ended = m_process->state() == QProcess::NotRunning || m_process->waitForFinished(milliseconds);
        return ended && m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    }

    [[nodiscard]] pid_t pid() const { return pid_t(m_process->processId()); }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    /// Damaged spools that were put aside, without their logs.
    [[nodiscard]] QStringList aside() const
    {
        QStringList names = QDir(m_spool).entryList({QStringLiteral("spool.db.corrupt-*")}, QDir::Files);
        names.removeIf([](const QString &name) {
            return name.endsWith(QLatin1StringView("-wal")) || name.endsWith(QLatin1StringView("-shm"));
        });
        return names;
    }
    [[nodiscard]] QString spoolPath() const { return m_spool + QStringLiteral("/spool.db"); }
    [[nodiscard]] QString configPath() const { return path(QStringLiteral("relay.toml")); }
    [[nodiscard]] QString logPath() const { return path(QStringLiteral("relay.log")); }
    [[nodiscard]] QByteArray log() const
    {
        QFile file(logPath());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    /// What a tenant command prints.
    [[nodiscard]] QByteArray tenant(QStringList arguments) const
    {
        QProcess command;
        command.start(program(),
                      QStringList{QStringLiteral("--config"), configPath(), QStringLiteral("tenant")} + arguments);
        return command.waitForFinished(15000) ? command.readAllStandardOutput().trimmed() : QByteArray();
    }

    /// Adds a tenant and redeems its code as a core would.
    [[nodiscard]] bool pair()
    {
        const auto code = tenant({QStringLiteral("add"), QStringLiteral("Shop")});
        RawClient client(port);
        client.send(post("/pair", "{\"code\":\"" + code + "\"}"));
        const auto json = QJsonDocument::fromJson(client.read().body).object();
        tenantId = json[QStringLiteral("tenant")].toString().toLatin1();
        token = json[QStringLiteral("linkToken")].toString().toLatin1();
        return !tenantId.isEmpty() && !token.isEmpty();
    }

    [[nodiscard]] QByteArray webhook() const { return "/t/" + tenantId + "/twilio/inbound"; }
    /// The status of a webhook on a connection of its own; 0 when it gets no answer.
    [[nodiscard]] int postStatus(const QByteArray &body) const
    {
        RawClient client(port);
        client.send(post(webhook(), body));
        return client.read().status;
    }
    [[nodiscard]] Reply ops(const QByteArray &path) const
    {
        RawClient client(opsPort);
        client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        return client.read();
    }
    /// The value on a line of /metrics, named with its labels; -1 when there is none.
    [[nodiscard]] qint64 metric(const QByteArray &name) const
    {
        for (const auto &line : ops("/metrics").body.split('\n'))
            if (line.startsWith("counterbell_relay_" + name + ' '))
                return line.mid(line.lastIndexOf(' ') + 1).toLongLong();
        return -1;
    }

    /// Its share of memory, in KiB.
    [[nodiscard]] qint64 memory() const
    {
        QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid()));
        if (!file.open(QIODevice::ReadOnly))
            return -1;
        const QRegularExpression pss(QStringLiteral("^Pss:\\s+(\\d+) kB"), QRegularExpression::MultilineOption);
        return pss.match(QString::fromLatin1(file.readAll())).captured(1).toLongLong();
    }

    static QString program() { return QString::fromUtf8(COUNTERBELL_BIN_DIR "/counterbell-relay"); }

    quint16 port = 0;
    quint16 opsPort = 0;
    QByteArray tenantId;
    QByteArray token;

private:
    static quint16 portOf(const QString &address) { return address.section(QLatin1Char(':'), -1).toUShort(); }

    void writeConfig() const
    {
        QFile file(configPath());
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write("listen = \"127.0.0.1:" + QByteArray::number(port) +
                       "\"\nops_listen = \"127.0.0.1:" + QByteArray::number(opsPort) + "\"\npublic_url = \"" +
                       publicUrl + "\"\nspool = \"" + spoolPath().toUtf8() + "\"\n" + extra);
    }

    QTemporaryDir m_folder;
    QString m_spool;
    std::unique_ptr<QProcess> m_process;
};

} // namespace counterbell::relay::test
