// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/database_server.h"

#include "tests/e2e/support/processes.h"
#include "tests/e2e/support/waiting.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <cstdio>

#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

constexpr int kPatience = 60'000;

/// Whether other users exist here: in a world that an ordinary user made for itself there is only that one.
bool isOnlyUser()
{
    QFile map(u"/proc/self/uid_map"_s);
    return map.open(QIODevice::ReadOnly) && map.readAll().simplified().split(' ').value(2) == "1";
}

QString newestPrograms()
{
    const auto versions = QDir(u"/usr/lib/postgresql"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    const auto newest = std::ranges::max_element(versions, {}, [](const QString &name) { return name.toInt(); });
    return newest == versions.end() ? QString() : u"/usr/lib/postgresql/%1/bin/"_s.arg(*newest);
}

} // namespace

DatabaseServer::DatabaseServer() : m_home(u"/tmp/counterbell-server-XXXXXX"_s), m_programs(newestPrograms())
{
    QDir().mkpath(disk());
    if (::getuid() != 0)
        return;
    // PostgreSQL refuses to run as root. Whatever it runs as dies with this test.
    if (isOnlyUser()) {
        m_asServer = {u"unshare"_s, u"--user"_s, u"--map-user=1000"_s, u"--map-group=1000"_s, u"setpriv"_s};
    } else if (const auto *user = ::getpwnam("postgres")) {
        m_asServer = {u"setpriv"_s, u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s};
        if (::chown(QFile::encodeName(m_home.path()).constData(), user->pw_uid, user->pw_gid) != 0)
            std::perror("chown");
    }
    m_asServer << u"--pdeathsig"_s << u"KILL"_s;
}

DatabaseServer::~DatabaseServer()
{
    thaw();
    (void)kill();
}

bool DatabaseServer::runAsServer(const QString &program, const QStringList &arguments)
{
    QProcess process;
    const auto all = m_asServer + QStringList{m_programs + program} + arguments;
    process.setWorkingDirectory(u"/"_s);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(all.first(), all.sliced(1));
    const bool isDone = process.waitForFinished(kPatience) && process.exitCode() == 0;
    if (!isDone)
        qWarning("%s: %s", qPrintable(program), process.readAll().constData());
    return isDone;
}

bool DatabaseServer::makeCluster()
{
    // A disk that was mounted there is root's.
    if (const auto *user = ::getpwnam("postgres"); ::getuid() == 0 && !isOnlyUser() && user)
        (void)!::chown(QFile::encodeName(disk()).constData(), user->pw_uid, user->pw_gid);
    // English order of letters: what relies on bytes has to say so itself.
    return runAsServer(u"initdb"_s, {u"-D"_s, disk() + u"/data"_s, u"-A"_s, u"trust"_s, u"-U"_s, u"counterbell"_s,
                                     u"-E"_s, u"UTF8"_s, u"--locale=C.UTF-8"_s, u"--locale-provider=icu"_s,
                                     u"--icu-locale=en-US"_s, u"--wal-segsize=1"_s, u"--no-sync"_s});
}

bool DatabaseServer::letsIn() const
{
    QProcess asking;
    asking.start(m_programs + u"pg_isready"_s,
                 {u"-q"_s, u"-h"_s, m_home.path(), u"-p"_s, u"5432"_s, u"-U"_s, u"counterbell"_s, u"-t"_s, u"1"_s});
    return asking.waitForFinished(5000) && asking.exitCode() == 0;
}

bool DatabaseServer::start()
{
    if (m_programs.isEmpty()) {
        qWarning("PostgreSQL is not installed; packaging/install-dependencies.sh brings it.");
        return false;
    }
    if (!QFile::exists(disk() + u"/data/PG_VERSION"_s) && !makeCluster())
        return false;
    if (!isRunning()) {
        auto all = m_asServer + QStringList{m_programs + u"postgres"_s, u"-D"_s, disk() + u"/data"_s};
        for (const auto &setting :
             {u"listen_addresses="_s, u"unix_socket_directories="_s + m_home.path(), u"max_connections=60"_s,
              u"shared_buffers=16MB"_s, u"min_wal_size=4MB"_s, u"max_wal_size=16MB"_s, u"checkpoint_timeout=30s"_s})
            all << u"-c"_s << setting;
        m_process.setProgram(all.first());
        m_process.setArguments(all.sliced(1));
        m_process.setWorkingDirectory(u"/"_s);
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.setStandardOutputFile(logPath(), QIODevice::Append);
        m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_process.start();
    }
    return waitUntil([this] { return !isRunning() || letsIn(); }, 60s) && isRunning();
}

QList<qint64> DatabaseServer::family() const
{
    return isRunning() ? QList{m_process.processId()} + childrenOf(m_process.processId()) : QList<qint64>();
}

bool DatabaseServer::kill()
{
    if (!isRunning())
        return true;
    // The postmaster first, so that it neither makes new ones nor hears of their deaths.
    ::kill(pid_t(m_process.processId()), SIGSTOP);
    const auto all = family();
    for (const auto pid : all)
        ::kill(pid_t(pid), SIGKILL);
    return m_process.waitForFinished(10'000) &&
           waitUntil([&] { return std::ranges::none_of(all, [](qint64 pid) { return e2e::isRunning(pid); }); }, 10s);
}

bool DatabaseServer::stopImmediately()
{
    if (!isRunning())
        return true;
    ::kill(pid_t(m_process.processId()), SIGQUIT);
    return m_process.waitForFinished(20'000);
}

void DatabaseServer::freeze()
{
    if (isRunning())
        ::kill(pid_t(m_process.processId()), SIGSTOP);
    m_frozen = family();
    for (const auto pid : m_frozen)
        ::kill(pid_t(pid), SIGSTOP);
}

void DatabaseServer::thaw()
{
    for (const auto pid : std::exchange(m_frozen, {}))
        ::kill(pid_t(pid), SIGCONT);
}

QString DatabaseServer::url() const
{
    return u"postgresql://counterbell@/postgres?host=%1&port=5432"_s.arg(m_home.path());
}

QString DatabaseServer::damage()
{
    QProcess check;
    check.setProcessChannelMode(QProcess::MergedChannels);
    check.start(m_programs + u"pg_amcheck"_s,
                {u"-h"_s, m_home.path(), u"-p"_s, u"5432"_s, u"-U"_s, u"counterbell"_s, u"-d"_s, u"postgres"_s,
                 u"--install-missing"_s, u"--heapallindexed"_s, u"--parent-check"_s});
    const bool isDone = check.waitForFinished(kPatience);
    const auto said = QString::fromUtf8(check.readAll()).trimmed();
    return isDone && check.exitStatus() == QProcess::NormalExit && check.exitCode() == 0 ? QString()
                                                                                         : u"pg_amcheck: "_s + said;
}

} // namespace counterbell::e2e
