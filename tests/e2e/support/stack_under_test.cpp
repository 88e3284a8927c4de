// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/stack_under_test.h"

#include "tests/e2e/support/processes.h"
#include "tests/e2e/support/waiting.h"
#include "tests/support/postgres/test_database.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>

#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

// CONTRACT 1 gives `up` 6 s to end; the rest is for a machine that builds something else at the same time.
constexpr auto stopPatience = 15s;

int milliseconds(std::chrono::milliseconds time)
{
    return static_cast<int>(time.count());
}

} // namespace

StackUnderTest::~StackUnderTest()
{
    if (m_process.state() != QProcess::NotRunning && !stop())
        std::fputs("the stack did not end cleanly\n", stderr);
}

StackUnderTest::StackUnderTest()
{
    if (!TestDatabase::isPostgres())
        return;
    m_database = std::make_unique<TestDatabase>(TestDatabase::Content::Nothing);
    m_storeUrl = m_database->url();
}

QString StackUnderTest::programsWithStore() const
{
    // `up` knows of no store: in place of the core it finds a script that becomes the core, with one option more.
    const auto real = QStringLiteral(COUNTERBELL_BIN_DIR);
    QFile core(m_programs.filePath(u"counterbell-core"_s));
    if (core.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        core.write(u"#!/bin/sh\nexec '%1/counterbell-core' \"$@\" --store '%2'\n"_s.arg(real, m_storeUrl).toUtf8());
        core.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QFile::link(real + u"/counterbell-relay"_s, m_programs.filePath(u"counterbell-relay"_s));
    return m_programs.path();
}

bool StackUnderTest::start(std::chrono::seconds patience)
{
    m_ready = {};
    m_process.setProgram(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox"));
    QStringList arguments{u"up"_s, u"--data"_s, m_dir.path()};
    if (!m_storeUrl.isEmpty())
        arguments << u"--programs"_s << programsWithStore();
    m_process.setArguments(arguments);
    m_process.setStandardErrorFile(logPath(), QIODevice::Append);
    // A test that is killed, by its own time limit for one, takes its stack along.
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    QElapsedTimer time;
    time.start();
    m_process.start();
    while (!m_process.canReadLine() && m_process.state() != QProcess::NotRunning && !time.hasExpired(patience / 1ms))
        m_process.waitForReadyRead(100);
    m_startTime = std::chrono::milliseconds(time.elapsed());
    m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
    if (!m_ready.isEmpty())
        return true;
    std::fprintf(stderr, "no ready line after %lld ms; the log ends with:\n%s\n",
                 static_cast<long long>(m_startTime.count()), logTail().constData());
    return false;
}

bool StackUnderTest::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return false;
    const auto children = childrenOf(m_process.processId());
    m_process.terminate();
    const bool ended = m_process.waitForFinished(milliseconds(stopPatience));
    if (!ended) {
        m_process.kill();
        m_process.waitForFinished();
    }
    const bool alone = std::ranges::none_of(children, isRunning);
    killWhatIsLeft(children);
    return ended && alone && m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
}

bool StackUnderTest::kill()
{
    const auto children = childrenOf(m_process.processId());
    m_process.kill();
    const bool ended = m_process.waitForFinished(milliseconds(stopPatience));
    const bool alone = waitUntil([&] { return std::ranges::none_of(children, isRunning); }, 2s);
    killWhatIsLeft(children);
    return ended && alone;
}

bool StackUnderTest::killCore()
{
    return killChild("/counterbell-core");
}

bool StackUnderTest::killRelay()
{
    return killChild("/counterbell-relay");
}

qint64 StackUnderTest::corePid() const
{
    return childNamed(m_process.processId(), "/counterbell-core");
}

qint64 StackUnderTest::relayPid() const
{
    return childNamed(m_process.processId(), "/counterbell-relay");
}

QByteArray StackUnderTest::logTail(int lines) const
{
    QFile log(logPath());
    if (!log.open(QIODevice::ReadOnly))
        return {};
    const auto all = log.readAll().split('\n');
    return all.mid(std::max<qsizetype>(0, all.size() - lines)).join('\n');
}

bool StackUnderTest::killChild(const QByteArray &name) const
{
    const auto pid = childNamed(m_process.processId(), name);
    return pid > 0 && ::kill(static_cast<pid_t>(pid), SIGKILL) == 0;
}

void StackUnderTest::killWhatIsLeft(const QList<qint64> &children)
{
    for (const auto pid : children) {
        if (isRunning(pid))
            ::kill(static_cast<pid_t>(pid), SIGKILL);
    }
}

} // namespace counterbell::e2e
