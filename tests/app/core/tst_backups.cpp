// SPDX-License-Identifier: Apache-2.0
#include "app/core/backups.h"
#include "core/store/database_check.h"
#include "core/store/migrator.h"
#include "tests/support/damage.h"
#include "tests/support/rows.h"

#include <QDir>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Copies that nobody has to think of (DESIGN 1).
class BackupsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_path = std::make_unique<QTemporaryDir>();
        m_folder = std::make_unique<DataFolder>();
        QVERIFY(m_folder->take(m_path->path()));
    }

    void aCopyIsMadeEachDay()
    {
        store::Store store(store::sqliteDialect({m_folder->path(kDatabaseFile)}), m_clock, {});
        QVERIFY(store.open({}));
        TaskGroup tasks;
        workspace::HealthService health(store);
        {
            Backups backups(store, m_clock, tasks, health, *m_folder);
            backups.start();
            QTRY_COMPARE(made(), 1);
            QTRY_COMPARE(tasks.running(), 0);
            m_clock += 23h;
            backups.wake();
            QTRY_COMPARE(tasks.running(), 0);
            QCOMPARE(made(), 1);
            m_clock += 2h;
            backups.wake();
            QTRY_COMPARE(made(), 2);
            QTRY_COMPARE(tasks.running(), 0);
        }
        // A core that was restarted goes on where it was.
        Backups again(store, m_clock, tasks, health, *m_folder);
        again.start();
        QTRY_COMPARE(tasks.running(), 0);
        QCOMPARE(made(), 2);
    }

    void aCopyThatFailsIsAStateOfHealthAndTriedAgain()
    {
        store::Store store(store::sqliteDialect({m_folder->path(kDatabaseFile)}), m_clock, {});
        QVERIFY(store.open({}));
        TaskGroup tasks;
        workspace::HealthService health(store);
        QFile inTheWay(m_folder->path(kBackupFolder));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        Backups backups(store, m_clock, tasks, health, *m_folder);
        backups.start();
        QTRY_COMPARE(tasks.running(), 0);
        QCOMPARE(detailOf(health), u"unwritable"_s);
        QCOMPARE(statusOf(health), HealthStatus::Degraded);
        QVERIFY(inTheWay.remove());
        m_clock += 16min;
        backups.wake();
        QTRY_COMPARE(made(), 1);
        QTRY_COMPARE(detailOf(health), QString());
        QTRY_COMPARE(tasks.running(), 0);
    }

    void aDamagedDatabaseIsAFailureOfHealthAndCostsNoFormerCopy()
    {
        store::Store store(store::sqliteDialect({m_folder->path(kDatabaseFile)}), m_clock, {});
        QVERIFY(store.open({}));
        TaskGroup tasks;
        workspace::HealthService health(store);
        Backups backups(store, m_clock, tasks, health, *m_folder);
        backups.start();
        QTRY_COMPARE(tasks.running(), 0);
        for (int day = 1; day < 7; ++day) {
            m_clock += 25h;
            backups.wake();
            QTRY_COMPARE(tasks.running(), 0);
        }
        QCOMPARE(made(), 7);
        const auto before = store::listBackups(m_folder->path(kBackupFolder)).back().file;
        QVERIFY(test::damageTable(m_folder->path(kDatabaseFile), u"contacts"_s));
        m_clock += 25h;
        backups.wake();
        QTRY_COMPARE(tasks.running(), 0);
        QVERIFY2((QStringList{u"damaged"_s, u"unreadable"_s}.contains(detailOf(health))), qPrintable(detailOf(health)));
        QCOMPARE(statusOf(health), HealthStatus::Failed);
        QCOMPARE(made(), 7);
        QVERIFY(QFile::exists(before));
    }

    void aDamagedDatabaseIsNotMigrated()
    {
        const auto dialect = store::sqliteDialect({m_folder->path(kDatabaseFile)});
        const auto all = store::builtInMigrations(*dialect);
        {
            store::Connection db(*dialect, u"older"_s, false);
            QVERIFY(store::migrate(db, {all.begin(), all.end() - 1}, m_clock.now()));
        }
        QVERIFY(test::damageTable(m_folder->path(kDatabaseFile), u"contacts"_s));
        const auto kept = backUpBeforeMigration(*m_folder, m_clock.now());
        QVERIFY(!kept);
        QVERIFY(store::isDamage(kept.error()));
        QCOMPARE(made(), 0);
    }

    void aCopyIsMadeBeforeTheSchemaChanges()
    {
        QVERIFY(backUpBeforeMigration(*m_folder, m_clock.now()));
        QCOMPARE(made(), 0);
        const auto dialect = store::sqliteDialect({m_folder->path(kDatabaseFile)});
        const auto all = store::builtInMigrations(*dialect);
        {
            store::Connection db(*dialect, u"older"_s, false);
            QVERIFY(backUpBeforeMigration(*m_folder, m_clock.now()));
            QCOMPARE(made(), 0);
            QVERIFY(store::migrate(db, {all.begin(), all.end() - 1}, m_clock.now()));
        }
        QVERIFY(backUpBeforeMigration(*m_folder, m_clock.now()));
        QCOMPARE(made(), 1);
        {
            store::Connection db(*dialect, u"today"_s, false);
            QVERIFY(store::migrate(db, all, m_clock.now()));
        }
        m_clock += 1h;
        QVERIFY(backUpBeforeMigration(*m_folder, m_clock.now()));
        QCOMPARE(made(), 1);
    }

private:
    int made() const { return int(store::listBackups(m_folder->path(kBackupFolder)).size()); }
    static std::optional<HealthCheck> checkOf(const workspace::HealthService &health)
    {
        for (const auto &check : health.health().checks) {
            if (check.name == u"backup"_s)
                return check;
        }
        return {};
    }
    static QString detailOf(const workspace::HealthService &health)
    {
        const auto check = checkOf(health);
        return check ? check->detail.value_or(QString()) : u"nothing is said"_s;
    }
    static std::optional<HealthStatus> statusOf(const workspace::HealthService &health)
    {
        const auto check = checkOf(health);
        return check ? std::optional(check->status) : std::nullopt;
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_path;
    std::unique_ptr<DataFolder> m_folder;
};

QTEST_GUILESS_MAIN(BackupsTest)
#include "tst_backups.moc"
