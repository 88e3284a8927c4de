// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/supervised_process.h"

#include "app/sandbox/restart_delay.h"

#include <QFileInfo>

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

void bindToThisProcess(QProcess &process)
{
    process.setChildProcessModifier([parent = ::getpid()] {
        // Runs between fork and exec: system calls only.
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) // it died before the line above
            ::_exit(1);
    });
    process.setStandardInputFile(QProcess::nullDevice());
}

SupervisedProcess::SupervisedProcess(QString program, QStringList arguments, QObject *parent)
    : QObject(parent), m_program(std::move(program))
{
    m_process.setProgram(m_program);
    m_process.setArguments(arguments);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setReadChannel(QProcess::StandardError);
    connect(&m_process, &QProcess::readyReadStandardError, this, &SupervisedProcess::passOnErrors);
    bindToThisProcess(m_process);
    m_restart.setSingleShot(true);
    m_kill.setSingleShot(true);
    connect(&m_restart, &QTimer::timeout, this, &SupervisedProcess::start);
    connect(&m_kill, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_process, &QProcess::started, this, &SupervisedProcess::started);
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        passOnErrors();
        m_refusals = status == QProcess::NormalExit && code == 2 ? m_refusals + 1 : 0;
        afterEnd(status == QProcess::CrashExit ? u"was killed by signal %1"_s.arg(code)
                                               : u"ended with status %1"_s.arg(code));
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            afterEnd(u"could not be started: "_s + m_process.errorString());
    });
}

void SupervisedProcess::start()
{
    m_complaint.clear();
    m_running.start();
    m_process.start();
}

void SupervisedProcess::stop(std::chrono::milliseconds patience)
{
    m_isStopping = true;
    m_restart.stop();
    if (m_process.state() == QProcess::NotRunning) {
        QMetaObject::invokeMethod(this, &SupervisedProcess::stopped, Qt::QueuedConnection);
        return;
    }
    m_kill.start(patience);
    m_process.terminate();
}

void SupervisedProcess::passOnErrors()
{
    const auto prefix = QFileInfo(m_program).fileName().toUtf8() + ": ";
    // What it left unfinished when it ended is a line, too.
    while (m_process.canReadLine() || (m_process.state() == QProcess::NotRunning && m_process.bytesAvailable() > 0)) {
        const auto line = m_process.readLine();
        std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
        if (line.startsWith(prefix))
            m_complaint = QString::fromUtf8(line.mid(prefix.size())).trimmed();
    }
}

void SupervisedProcess::afterEnd(const QString &how)
{
    m_kill.stop();
    if (m_isStopping) {
        Q_EMIT stopped();
        return;
    }
    if (std::chrono::milliseconds(m_running.elapsed()) >= kRecovered)
        m_deaths = 0;
    ++m_deaths;
    m_restart.start(restartDelay(m_deaths));
    Q_EMIT died(how);
}

} // namespace counterbell::sandbox
