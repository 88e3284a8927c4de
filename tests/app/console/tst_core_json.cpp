// SPDX-License-Identifier: Apache-2.0
#include "app/console/core_json.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace counterbell;

/// core.json is trusted only while its core lives (DESIGN 1). This process plays the core.
class TestCoreJson : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_lock = -1;

    void write(const QJsonObject &content, QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner)
    {
        QFile file(m_folder->filePath(u"core.json"_s));
        if (file.open(QIODevice::WriteOnly) && file.setPermissions(permissions))
            file.write(QJsonDocument(content).toJson());
    }
    static QJsonObject content(qint64 pid = ::getpid())
    {
        return {{u"url"_s, u"ws://127.0.0.1:4711"_s}, {u"pid"_s, pid}, {u"token"_s, u"abc"_s}};
    }
    auto read() const { return console::readCoreJson(m_folder->path()); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_lock = ::open(QFile::encodeName(m_folder->filePath(u"core.lock"_s)).constData(), O_RDWR | O_CREAT | O_CLOEXEC,
                        0600);
        QVERIFY(::flock(m_lock, LOCK_EX | LOCK_NB) == 0);
    }
    void cleanup() { ::close(std::exchange(m_lock, -1)); }

    void isTrustedWhileTheLockIsHeld()
    {
        write(content());
        QCOMPARE(read(), (ui::CoreAddress{QUrl(u"ws://127.0.0.1:4711"_s), "abc"}));
        ::flock(m_lock, LOCK_UN);
        QVERIFY(!read());
        // Looking took no lock: a core may start at this moment.
        QVERIFY(::flock(m_lock, LOCK_EX | LOCK_NB) == 0);
        QVERIFY(read());
    }

    void isRefused_data()
    {
        QTest::addColumn<QJsonObject>("content");
        QTest::addColumn<bool>("isPrivate");
        auto noToken = content();
        noToken.remove(u"token"_s);
        auto web = content();
        web[u"url"_s] = u"http://127.0.0.1:1"_s;
        QTest::newRow("another process holds the lock") << content(::getppid()) << true;
        QTest::newRow("others may read it") << content() << false;
        QTest::newRow("no token") << noToken << true;
        QTest::newRow("no socket") << web << true;
        QTest::newRow("empty") << QJsonObject() << true;
    }
    void isRefused()
    {
        QFETCH(QJsonObject, content);
        QFETCH(bool, isPrivate);
        const auto own = QFile::ReadOwner | QFile::WriteOwner;
        write(content, isPrivate ? own : own | QFile::ReadGroup | QFile::ReadOther);
        QVERIFY(!read());
    }

    void anEmptyFolderHasNoCore() { QVERIFY(!read()); }
};

QTEST_GUILESS_MAIN(TestCoreJson)
#include "tst_core_json.moc"
