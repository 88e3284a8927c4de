// SPDX-License-Identifier: Apache-2.0
#include "app/console/own_core.h"

#include "app/console/core_json.h"
#include "app/console/last_line.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::console
{

OwnCore::OwnCore(QString program, QString folder) : m_program(std::move(program)), m_folder(std::move(folder))
{
    m_look.setInterval(100ms);
    m_again.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &OwnCore::look);
    connect(&m_again, &QTimer::timeout, this, &OwnCore::start);
}

void OwnCore::start()
{
    if (locate()) {
        m_failures = 0;
        Q_EMIT found();
        return;
    }
    launch();
}

void OwnCore::retry()
{
    m_again.stop();
    m_failures = 0;
    start();
}

std::optional<ui::CoreAddress> OwnCore::locate()
{
    auto address = readCoreJson(m_folder);
    // Whoever asks has lost it, or it was never there: a core that died is started again.
    if (!address && m_isFound && !isStarting() && !m_again.isActive())
        m_again.start(0);
    m_isFound = m_isFound || address.has_value();
    return address;
}

bool OwnCore::isStarting() const
{
    return m_pid > 0 && QFileInfo::exists(u"/proc/%1"_s.arg(m_pid));
}

void OwnCore::launch()
{
    if (isStarting())
        return;
    QDir().mkpath(m_folder);
    ::chmod(QFile::encodeName(m_folder).constData(), S_IRWXU);
    QProcess core;
    core.setProgram(m_program);
    core.setArguments({u"--data"_s, m_folder});
    core.setStandardInputFile(QProcess::nullDevice());
    core.setStandardOutputFile(QProcess::nullDevice());
    core.setStandardErrorFile(logPath());
    if (!core.startDetached(&m_pid)) {
        Q_EMIT failed(QCoreApplication::translate("Console",
                                                  "The core could not be started. Install Counterbell again, "
                                                  "or ask whoever looks after this PC."),
                      m_program);
        return;
    }
    QFile::setPermissions(logPath(), QFile::ReadOwner | QFile::WriteOwner);
    m_look.start();
}

void OwnCore::look()
{
    if (readCoreJson(m_folder)) {
        m_look.stop();
        m_failures = 0;
        m_isFound = true;
        Q_EMIT found();
        return;
    }
    if (isStarting())
        return;
    m_look.stop();
    m_pid = 0;
    Q_EMIT failed(QCoreApplication::translate("Console", "The core ended before it was ready. It is started again by "
                                                         "itself; the last line below says why it ended."),
                  lastLineOf(logPath()));
    const auto delay = std::min(30'000ms, 1'000ms * (1 << std::min(m_failures++, 5)));
    m_again.start(delay);
}

} // namespace counterbell::console
