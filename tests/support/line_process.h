// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDeadlineTimer>
#include <QProcess>
#include <QRegularExpression>

namespace counterbell::test
{

/// A program that says on a line of its output when it is ready. Ends with this object.
class LineProcess
{
public:
    LineProcess(const QString &program, const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
    }
    ~LineProcess()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    /// The first match in what it says; none when it ends, or stays silent for too long.
    QRegularExpressionMatch waitFor(const QRegularExpression &words)
    {
        const QDeadlineTimer deadline(60'000);
        for (;;) {
            m_said += QString::fromUtf8(m_process.readAll());
            auto match = words.match(m_said);
            if (match.hasMatch() || deadline.hasExpired() || m_process.state() == QProcess::NotRunning)
                return match;
            m_process.waitForReadyRead(200);
        }
    }

    /// All that it has said so far.
    QString said()
    {
        m_process.waitForReadyRead(0);
        return m_said += QString::fromUtf8(m_process.readAll());
    }

private:
    QProcess m_process;
    QString m_said;
};

} // namespace counterbell::test
