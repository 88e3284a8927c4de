// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/relay_pairing.h"

#include "app/sandbox/seed_shop.h"
#include "app/sandbox/supervised_process.h"

#include <QRegularExpression>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::sandbox
{

bool isPairingCode(const QString &text)
{
    static const QRegularExpression shape(u"^https?://[^#\\s]+#[^.\\s]+\\.\\S+$"_s);
    return shape.match(text).hasMatch();
}

RelayPairing::RelayPairing(QObject *parent) : QObject(parent)
{
    bindToThisProcess(m_process);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::finished, this, &RelayPairing::afterEnd);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT failed(u"%1 could not be started: %2."_s.arg(m_process.program(), m_process.errorString()));
    });
}

void RelayPairing::run(const QString &relayProgram, const QString &configurationFile)
{
    // A run that was killed before its code was kept has left a tenant behind: names must not meet.
    const auto name = u"sandbox-"_s + randomHex(4);
    QTimer::singleShot(10s, &m_process, &QProcess::kill);
    m_process.start(relayProgram, {u"--config"_s, configurationFile, u"tenant"_s, u"add"_s, name});
}

void RelayPairing::afterEnd()
{
    const auto code = QString::fromUtf8(m_process.readAllStandardOutput()).trimmed();
    if (m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0 || !isPairingCode(code))
        Q_EMIT failed(u"%1 gave no pairing code."_s.arg(m_process.program()));
    else
        Q_EMIT paired(code);
}

} // namespace counterbell::sandbox
