// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <chrono>

namespace counterbell::sandbox
{

/// A child program that is kept running until it is told to stop. It dies with this process, however that ends.
/// What it says on its standard error is passed on to ours; its standard output is dropped, since ours carries the
/// ready line alone.
class SupervisedProcess : public QObject
{
    Q_OBJECT
public:
    /// `program` is an absolute path.
    SupervisedProcess(QString program, QStringList arguments, QObject *parent = nullptr);

    void start();
    /// SIGTERM now, SIGKILL when `patience` is over; `stopped` follows, at once when nothing runs.
    void stop(std::chrono::milliseconds patience);

    [[nodiscard]] qint64 processId() const { return m_process.processId(); }
    [[nodiscard]] const QString &program() const { return m_program; }
    /// Deaths in a row, without a while of good running between them.
    [[nodiscard]] int deaths() const { return m_deaths; }
    /// Of them, those at the end with status 2: it refuses its arguments or its data (CONTRACT 1).
    [[nodiscard]] int refusals() const { return m_refusals; }
    /// Why it ended the last time, in its own words: the last line that began with its name ("counterbell-core: …"),
    /// without the name; empty where it said none.
    [[nodiscard]] const QString &complaint() const { return m_complaint; }

Q_SIGNALS:
    void started();
    void died(const QString &how);
    void stopped();

private:
    void afterEnd(const QString &how);
    void passOnErrors();

    QString m_program;
    QProcess m_process;
    QTimer m_restart;
    QTimer m_kill;
    QElapsedTimer m_running;
    QString m_complaint;
    int m_deaths = 0;
    int m_refusals = 0;
    bool m_isStopping = false;
};

/// Prepares a child that has not been started: it is killed when the thread that starts it ends, and it stands in a
/// process group of its own, so that Ctrl+C in a terminal reaches `up` alone, which then stops it in order.
void bindToThisProcess(QProcess &process);

} // namespace counterbell::sandbox
