// SPDX-License-Identifier: Apache-2.0
#include "app/console/sandbox_stack.h"

#include "app/console/last_line.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>

#include <csignal>
#include <cstdio>

#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::console
{

namespace
{
constexpr qsizetype kTail = 16 * 1024; ///< of the log, for the line that says what went wrong
}

SandboxStack::SandboxStack(QString program, QString folder, bool isNewShop)
    : m_program(std::move(program)), m_folder(std::move(folder)), m_isNewShop(isNewShop)
{
    m_process.setChildProcessModifier([parent = ::getpid()] {
        // Runs between fork and exec: system calls only. A group of its own, so that Ctrl+C ends the console alone,
        // which ends the stack in order.
        ::setpgid(0, 0);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) // it died before the line above
            ::_exit(1);
    });
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_kill.setSingleShot(true);
    m_again.setSingleShot(true);
    connect(&m_kill, &QTimer::timeout, &m_process, &QProcess::kill);
    connect(&m_again, &QTimer::timeout, this, &SandboxStack::start);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SandboxStack::readReady);
    connect(&m_process, &QProcess::readyReadStandardError, this, &SandboxStack::readLog);
    connect(&m_process, &QProcess::finished, this, [this] {
        readLog();
        ended(QCoreApplication::translate("Console",
                                          "The practice shop ended. Try again; the last line below says why."));
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        m_lastLines = m_process.program().toUtf8();
        ended(QCoreApplication::translate("Console",
                                          "The practice shop could not be started. Install Counterbell again, "
                                          "or ask whoever looks after this PC."));
    });
}

SandboxStack::~SandboxStack()
{
    m_process.disconnect(this);
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(7'000))
        m_process.kill();
}

void SandboxStack::start()
{
    if (m_process.state() != QProcess::NotRunning)
        return;
    QDir().mkpath(m_folder);
    ::chmod(QFile::encodeName(m_folder).constData(), S_IRWXU);
    m_lastLines.clear();
    QStringList arguments{u"up"_s, u"--data"_s, m_folder, u"--ready-file"_s, m_folder + u"/ready.json"_s};
    if (m_isNewShop)
        arguments << u"--new-shop"_s;
    m_process.start(m_program, arguments);
}

void SandboxStack::stop()
{
    m_isStopping = true;
    m_again.stop();
    if (m_process.state() == QProcess::NotRunning) {
        Q_EMIT stopped();
        return;
    }
    m_kill.start(7s); // it ends within 6 s of SIGTERM
    m_process.terminate();
}

void SandboxStack::readReady()
{
    while (m_process.canReadLine()) {
        const auto ready = QJsonDocument::fromJson(m_process.readLine()).object();
        if (!ready.contains("core"_L1))
            continue;
        m_ready = ready;
        m_isNewShop = false; // should it have to start again, the new one is the shop
        Q_EMIT found();
    }
}

void SandboxStack::readLog()
{
    const auto text = m_process.readAllStandardError();
    std::fwrite(text.constData(), 1, size_t(text.size()), stderr);
    m_lastLines = (m_lastLines + text).right(kTail);
}

void SandboxStack::ended(const QString &sentence)
{
    m_kill.stop();
    const bool wasReady = !std::exchange(m_ready, {}).isEmpty();
    if (m_isStopping) {
        Q_EMIT stopped();
        return;
    }
    Q_EMIT failed(sentence, wordsOf(tellingLine(m_lastLines)));
    if (wasReady)
        m_again.start(1s); // it ran: whatever ended it, it may run again
}

std::optional<ui::CoreAddress> SandboxStack::locate()
{
    if (m_ready.isEmpty())
        return std::nullopt;
    return ui::CoreAddress{QUrl(m_ready["core"_L1].toString()), m_ready["token"_L1].toString().toLatin1()};
}

QUrl SandboxStack::sandboxControl() const
{
    return QUrl(m_ready["twilio"_L1].toString());
}

} // namespace counterbell::console
