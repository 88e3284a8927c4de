// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>

#include <unistd.h>

namespace counterbell::relay::test
{

/// One of the reverse proxies of packaging/reverse-proxy with the example as it is shipped, but for host, ports,
/// certificate and where it keeps its files.
class ProxyProcess
{
public:
    ~ProxyProcess()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished();
    }

    /// `kind` is "nginx" or "caddy". False when it doesn't listen in time; then log() says why.
    [[nodiscard]] bool start(const QByteArray &kind, quint16 relayPort)
    {
        port = freePort();
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                       QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"),
                       QStringLiteral("-nodes"), QStringLiteral("-subj"), QStringLiteral("/CN=127.0.0.1"),
                       QStringLiteral("-addext"), QStringLiteral("subjectAltName=IP:127.0.0.1"),
                       QStringLiteral("-keyout"), path("key.pem"), QStringLiteral("-out"), path("cert.pem")});
        if (!openssl.waitForFinished() || openssl.exitCode() != 0)
            return false;
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        if (kind == "nginx")
            startNginx(relayPort);
        else
            startCaddy(relayPort);
        const QDeadlineTimer deadline(10'000);
        while (!deadline.hasExpired() && m_process.state() != QProcess::NotRunning) {
            QTcpSocket socket;
            socket.connectToHost(QStringLiteral("127.0.0.1"), port);
            if (socket.waitForConnected(500))
                return true;
            m_process.waitForReadyRead(20);
        }
        return false;
    }

    [[nodiscard]] QByteArray log()
    {
        QFile file(path("error.log"));
        return m_process.readAll() + (file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }

    quint16 port = 0;

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    static quint16 freePort()
    {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }

    /// The shipped example; every text to be replaced must be in it.
    static QByteArray example(const QString &name, const QList<std::pair<QByteArray, QByteArray>> &replaced)
    {
        QFile file(QStringLiteral(COUNTERBELL_SOURCE_DIR "/packaging/reverse-proxy/") + name);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        auto text = file.readAll();
        for (const auto &[from, to] : replaced) {
            if (!text.contains(from))
                qFatal("%s has no %s", qPrintable(name), from.constData());
            text.replace(from, to);
        }
        return text;
    }

    void write(const char *name, const QByteArray &text) const
    {
        QFile file(path(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    }

    void startNginx(quint16 relayPort)
    {
        const auto folder = m_folder.path().toUtf8();
        write("site.conf", example(QStringLiteral("nginx.conf"),
                                   {{"127.0.0.1:8080;", "127.0.0.1:" + QByteArray::number(relayPort) + ";"},
                                    {"listen 443 ", "listen 127.0.0.1:" + QByteArray::number(port) + " "},
                                    {"/etc/letsencrypt/live/hooks.example/fullchain.pem", folder + "/cert.pem"},
                                    {"/etc/letsencrypt/live/hooks.example/privkey.pem", folder + "/key.pem"}}));
        QByteArray paths;
        for (const auto *what : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            paths += QByteArray(what) + "_temp_path " + folder + "/" + what + ";\n";
        // Started by root its workers would be somebody else, who may not see this folder.
        const QByteArray user = ::geteuid() == 0 ? "user root;\n" : "";
        write("nginx.conf", user + "daemon off; worker_processes 1; pid " + folder + "/pid;\nerror_log " + folder +
                                "/error.log warn;\nevents {}\nhttp {\n" + paths + "include " + folder +
                                "/site.conf;\n}\n");
        m_process.start(QStringLiteral("/usr/sbin/nginx"),
                        {QStringLiteral("-p"), m_folder.path(), QStringLiteral("-e"), path("error.log"),
                         QStringLiteral("-c"), path("nginx.conf")});
    }

    void startCaddy(quint16 relayPort)
    {
        const auto folder = m_folder.path().toUtf8();
        write("Caddyfile",
              example(QStringLiteral("Caddyfile"),
                      {{"reverse_proxy 127.0.0.1:8080", "reverse_proxy 127.0.0.1:" + QByteArray::number(relayPort)},
                       {"\nhooks.example {", "\nhttps://127.0.0.1:" + QByteArray::number(port) +
                                                 " {\n\tbind 127.0.0.1\n\ttls " + folder + "/cert.pem " + folder +
                                                 "/key.pem"},
                       {"\n{\n\tservers", "\n{\n\tadmin off\n\tauto_https disable_redirects\n\tservers"}}));
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const auto *name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
            environment.insert(QString::fromLatin1(name), m_folder.path());
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral("caddy"), {QStringLiteral("run"), QStringLiteral("--config"), path("Caddyfile"),
                                                  QStringLiteral("--adapter"), QStringLiteral("caddyfile")});
    }

    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace counterbell::relay::test
