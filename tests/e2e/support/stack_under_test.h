// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <chrono>
#include <memory>

namespace counterbell
{
class TestDatabase;
}

namespace counterbell::e2e
{

/// The real `counterbell-sandbox up` (CONTRACT 1) with its relay and core, in a folder of its own that goes with this
/// object. Nothing that it started outlives it.
class StackUnderTest
{
public:
    /// Its core keeps the data in SQLite, or, where COUNTERBELL_TEST_STORE is `postgres`, in a database of its own.
    StackUnderTest();
    ~StackUnderTest();
    StackUnderTest(const StackUnderTest &) = delete;
    StackUnderTest &operator=(const StackUnderTest &) = delete;

    /// Before the start: what the core is given as --store.
    void useStore(const QString &url) { m_storeUrl = url; }
    [[nodiscard]] const QString &storeUrl() const { return m_storeUrl; }

    /// Starts `up` and waits for its ready line; a second call after `stop` resumes the same folder. False, with the
    /// log's end printed, when there is none in time.
    [[nodiscard]] bool start(std::chrono::seconds patience = std::chrono::seconds(60));
    /// SIGTERM, and a wait for the end. True when `up` ended by itself with status 0 and left nobody behind.
    [[nodiscard]] bool stop();
    /// SIGKILL to `up` itself, as if the PC lost power; true when its children went with it. `start` resumes the
    /// folder.
    [[nodiscard]] bool kill();
    /// SIGKILL to the core; `up` brings it back within 2 s. False when there was none.
    [[nodiscard]] bool killCore();
    [[nodiscard]] bool killRelay();

    /// What the ready line says: "twilio", "core", "webhookUrl", … (CONTRACT 1).
    [[nodiscard]] QString value(QLatin1StringView name) const { return m_ready.value(name).toString(); }
    [[nodiscard]] const QJsonObject &ready() const { return m_ready; }
    [[nodiscard]] QString dataDir() const { return m_dir.path(); }
    [[nodiscard]] qint64 corePid() const;
    [[nodiscard]] qint64 relayPid() const;
    /// Time from start to the ready line.
    [[nodiscard]] std::chrono::milliseconds startTime() const { return m_startTime; }
    /// The end of what all programs logged, for a test that failed.
    [[nodiscard]] QByteArray logTail(int lines = 60) const;

private:
    [[nodiscard]] QString logPath() const { return m_dir.filePath(QStringLiteral("up.stderr")); }
    bool killChild(const QByteArray &name) const;
    void killWhatIsLeft(const QList<qint64> &children);

    [[nodiscard]] QString programsWithStore() const;

    std::unique_ptr<TestDatabase> m_database;
    QString m_storeUrl;
    QTemporaryDir m_dir;
    QTemporaryDir m_programs;
    QProcess m_process;
    QJsonObject m_ready;
    std::chrono::milliseconds m_startTime{0};
};

} // namespace counterbell::e2e
