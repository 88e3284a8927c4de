// SPDX-License-Identifier: Apache-2.0
#include "core/store/backup.h"
#include "core/store/database_check.h"
#include "core/store/settings_repository.h"
#include "tests/support/damage.h"
#include "tests/support/full_disk.h"
#include "tests/support/rows.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTest>

#include <thread>

using namespace counterbell;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const std::atomic_bool kGoesOn = false;

QString problemOf(const Error &error)
{
    return error.details.value(u"problem"_s).toString();
}

/// A database in a file of its own, whatever other tests run on.
class FileStore
{
public:
    explicit FileStore(const Clock &clock) : m_store(sqliteDialect({file()}), clock, {})
    {
        if (!m_store.open({}))
            qFatal("the test database did not open");
    }
    [[nodiscard]] QString file() const { return m_folder.filePath(u"counterbell.sqlite"_s); }
    Store &operator*() { return m_store; }

private:
    QTemporaryDir m_folder;
    Store m_store;
};

void addSetting(FileStore &store, const QString &key, const QString &value)
{
    inTx(*store, [&](Tx &tx) { writeSettings(tx, key, {{u"value"_s, value}}); });
}

Result<> check(const QString &file)
{
    const auto dialect = sqliteDialect({file});
    Connection db(*dialect, u"check"_s, true);
    return checkDatabase(db);
}

} // namespace

/// Copies of the database, and what they are worth.
class BackupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aCopyMadeBesideAWriterIsWholeAndOfOneMoment()
    {
        FileStore store(m_clock);
        addSetting(store, u"workspace"_s, u"shop"_s);
        // Two rows that always change together, under a writer that never rests.
        std::atomic_bool isWriting = true;
        const auto dialect = sqliteDialect({store.file()});
        std::thread writer([&] {
            Connection db(*dialect, u"other"_s, false);
            db.execute(u"INSERT INTO settings (key, value) VALUES ('a', '0'), ('b', '0')"_s);
            for (int i = 1; isWriting; ++i) {
                db.executeOnce(u"BEGIN IMMEDIATE"_s);
                db.execute(u"UPDATE settings SET value = ? WHERE key = 'a'"_s, QString::number(i));
                db.execute(u"UPDATE settings SET value = ? WHERE key = 'b'"_s, QString::number(i));
                db.executeOnce(u"COMMIT"_s);
            }
        });
        const auto file = m_folder->filePath(u"copy.sqlite"_s);
        for (int i = 0; i < 20; ++i) {
            const auto copied = copyDatabase(store.file(), file, kGoesOn);
            QVERIFY2(copied, copied ? "" : qPrintable(problemOf(copied.error())));
            QCOMPARE(*copied, QFileInfo(file).size());
            QVERIFY(!QFile::exists(file + u"-wal"_s));
            const auto copyDialect = sqliteDialect({file});
            Connection copy(*copyDialect, u"copy"_s, true);
            const auto rows =
                copy.query(u"SELECT COUNT(DISTINCT value) FROM settings WHERE key IN ('a', 'b') HAVING COUNT(*) > 0"_s);
            QCOMPARE(rows->next() ? rows->integer(0) : 1, 1);
        }
        isWriting = false;
        writer.join();
        QVERIFY(check(file));
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void aFullDiskIsSaidAndLeavesNothingBehind()
    {
        FileStore store(m_clock);
        const auto file = m_folder->filePath(u"copy.sqlite"_s);
        {
            const test::FullDisk full(64 * 1024);
            const auto copied = copyDatabase(store.file(), file, kGoesOn);
            QVERIFY(!copied);
            QCOMPARE(problemOf(copied.error()), u"diskFull"_s);
        }
        QVERIFY(QDir(m_folder->path()).isEmpty());
        QVERIFY(copyDatabase(store.file(), file, kGoesOn));
    }

    void aStopLeavesNothingBehind()
    {
        FileStore store(m_clock);
        const auto stopped = copyDatabase(store.file(), m_folder->filePath(u"copy.sqlite"_s), true);
        QVERIFY(!stopped);
        QCOMPARE(problemOf(stopped.error()), u"stopped"_s);
        QVERIFY(QDir(m_folder->path()).isEmpty());
    }

    void whatIsNoDatabaseIsNotCopied()
    {
        const auto file = m_folder->filePath(u"letter.txt"_s);
        QFile letter(file);
        QVERIFY(letter.open(QIODevice::WriteOnly) && letter.write(QByteArray(9000, 'x')) > 0);
        letter.close();
        for (const auto &from : {file, m_folder->filePath(u"missing"_s)}) {
            const auto copied = copyDatabase(from, m_folder->filePath(u"copy.sqlite"_s), kGoesOn);
            QVERIFY(!copied);
            QCOMPARE(problemOf(copied.error()), u"unreadable"_s);
        }
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"letter.txt"_s});
    }

    void theNewestSevenAreKept()
    {
        FileStore store(m_clock);
        const auto folder = m_folder->filePath(u"backups"_s);
        QVERIFY(QDir().mkpath(folder));
        for (const auto &other : {u"notes.txt"_s, u"counterbell-20250101T000000Z-daily.sqlite.part"_s}) {
            QFile file(QDir(folder).filePath(other));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-2), QFile::FileModificationTime));
        }
        const auto first = m_clock.now();
        for (int day = 0; day < 9; ++day)
            QVERIFY(addBackup(store.file(), folder, first + day * 24h, u"daily"_s, kGoesOn));
        const auto backups = listBackups(folder);
        QCOMPARE(backups.size(), size_t(7));
        const auto inSeconds = [](Timestamp at) { return toMillis(at) / 1000; };
        QCOMPARE(inSeconds(backups.front().at), inSeconds(first + 8 * 24h));
        QCOMPARE(inSeconds(backups.back().at), inSeconds(first + 2 * 24h));
        QVERIFY(QFile::exists(QDir(folder).filePath(u"notes.txt"_s)));
        QCOMPARE(QDir(folder).entryList({u"*.part"_s}), QStringList());
        QVERIFY(check(backups.front().file).error().details.value(u"problem"_s) == u"noShop"_s);
    }

    /// A clock that was once ahead, or a sandbox's that was moved, has made copies that look younger.
    void theCopyJustMadeIsNeverOneTooMany()
    {
        FileStore store(m_clock);
        const auto folder = m_folder->filePath(u"backups"_s);
        for (int day = 1; day <= 7; ++day)
            QVERIFY(addBackup(store.file(), folder, m_clock.now() + day * 24h, u"daily"_s, kGoesOn));
        QVERIFY(addBackup(store.file(), folder, m_clock.now() + 1h, u"before-restore"_s, kGoesOn));
        QCOMPARE(listBackups(folder).size(), size_t(8)); // not at the others' cost
        const auto made = addBackup(store.file(), folder, m_clock.now(), u"daily"_s, kGoesOn);
        QVERIFY(made && QFile::exists(made->file));
        QCOMPARE(listBackups(folder).size(), size_t(8));
    }

    void aDamagedDatabaseIsNotKeptAndCostsNoFormerCopy_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QStringList>("problems");
        const QStringList found{u"damaged"_s, u"unreadable"_s};
        QTest::newRow("the header") << QString() << QStringList{u"unreadable"_s};
        QTest::newRow("a table") << u"contacts"_s << found;
        QTest::newRow("another table") << u"messages"_s << found;
        QTest::newRow("an index") << u"sqlite_autoindex_settings_1"_s << found;
    }
    void aDamagedDatabaseIsNotKeptAndCostsNoFormerCopy()
    {
        QFETCH(QString, table);
        QFETCH(QStringList, problems);
        FileStore store(m_clock);
        addSetting(store, u"workspace"_s, u"shop"_s);
        const auto folder = m_folder->filePath(u"backups"_s);
        for (int day = 0; day < 7; ++day)
            QVERIFY(addBackup(store.file(), folder, m_clock.now() + day * 24h, u"daily"_s, kGoesOn));
        const auto before = QDir(folder).entryList(QDir::Files);
        QCOMPARE(before.size(), 7);
        QVERIFY(table.isEmpty() ? test::damagePages(store.file(), 0, 2) : test::damageTable(store.file(), table));
        const auto made = addBackup(store.file(), folder, m_clock.now() + 8 * 24h, u"daily"_s, kGoesOn);
        QVERIFY(!made);
        QVERIFY2(problems.contains(problemOf(made.error())), qPrintable(problemOf(made.error())));
        QVERIFY(isDamage(made.error()));
        QCOMPARE(QDir(folder).entryList(QDir::Files), before);
    }

    void theNewestSoundCopyIsFoundBehindDamagedOnes()
    {
        FileStore store(m_clock);
        const auto folder = m_folder->filePath(u"backups"_s);
        for (int day = 0; day < 4; ++day)
            QVERIFY(addBackup(store.file(), folder, m_clock.now() + day * 24h, u"daily"_s, kGoesOn));
        const auto backups = listBackups(folder);
        QCOMPARE(newestSoundBackup(folder, kGoesOn)->file, backups.at(0).file);
        QVERIFY(test::damagePages(backups.at(0).file, 0, 1));
        QVERIFY(test::damageTable(backups.at(1).file, u"contacts"_s));
        QCOMPARE(newestSoundBackup(folder, kGoesOn)->file, backups.at(2).file);
        // To look changes nothing, and leaves nothing beside them.
        QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 4);
        for (const auto &backup : {backups.at(2), backups.at(3)})
            QVERIFY(test::damagePages(backup.file, 3, 20));
        QVERIFY(!newestSoundBackup(folder, kGoesOn));
        QVERIFY(!newestSoundBackup(m_folder->filePath(u"nowhere"_s), kGoesOn));
    }

    void copiesOfOneSecondDoNotReplaceEachOther()
    {
        FileStore store(m_clock);
        const auto folder = m_folder->filePath(u"backups"_s);
        QStringList names;
        for (int i = 0; i < 3; ++i) {
            addSetting(store, u"workspace"_s, QString::number(i));
            const auto made = addBackup(store.file(), folder, m_clock.now(), u"manual"_s, kGoesOn);
            QVERIFY(made);
            names.prepend(made->file);
        }
        const auto backups = listBackups(folder);
        QCOMPARE(backups.size(), size_t(3));
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(backups.at(size_t(i)).file, names.at(i));
            const auto dialect = sqliteDialect({names.at(i)});
            Connection copy(*dialect, u"copy"_s, true);
            QCOMPARE(readSettings(copy, u"workspace"_s).value(u"value"_s).toString(), QString::number(2 - i));
        }
    }

    void whatIsNotOursIsNamedSo_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("nothing in it") << u"PRAGMA user_version=1"_s;
        QTest::newRow("other tables") << u"CREATE TABLE spool (id INTEGER PRIMARY KEY)"_s;
        QTest::newRow("another's migrations") << u"CREATE TABLE schema_migrations (version TEXT PRIMARY KEY)"_s;
    }
    void whatIsNotOursIsNamedSo()
    {
        QFETCH(QString, sql);
        const auto file = m_folder->filePath(u"other.sqlite"_s);
        {
            const auto dialect = sqliteDialect({file});
            Connection db(*dialect, u"other"_s, false);
            db.executeOnce(sql);
        }
        QCOMPARE(problemOf(check(file).error()), u"notCounterbell"_s);
        QVERIFY(!isDamage(check(file).error()));
    }

    void damageIsFound()
    {
        FileStore store(m_clock);
        addSetting(store, u"workspace"_s, u"shop"_s);
        const auto file = m_folder->filePath(u"copy.sqlite"_s);
        QVERIFY(copyDatabase(store.file(), file, kGoesOn));
        QVERIFY(check(file));
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        QVERIFY(damaged.seek(5 * 4096) && damaged.write(QByteArray(3 * 4096, '\xa5')) > 0);
        damaged.close();
        const auto checked = check(file);
        QVERIFY(!checked);
        QVERIFY2(problemOf(checked.error()) == u"damaged"_s || problemOf(checked.error()) == u"unreadable"_s,
                 qPrintable(problemOf(checked.error())));
    }

    void aReferenceToNothingIsFound()
    {
        FileStore store(m_clock);
        addSetting(store, u"workspace"_s, u"shop"_s);
        const auto file = m_folder->filePath(u"copy.sqlite"_s);
        QVERIFY(copyDatabase(store.file(), file, kGoesOn));
        {
            const auto dialect = sqliteDialect({file});
            Connection db(*dialect, u"breaker"_s, false);
            db.executeOnce(u"PRAGMA foreign_keys=OFF"_s);
            db.execute(u"INSERT INTO job_history (job_id, entry, to_status, at) VALUES (4711, 1, 'ready', 0)"_s);
        }
        const auto checked = check(file);
        QVERIFY(!checked);
        QCOMPARE(problemOf(checked.error()), u"foreignKeys"_s);
        QVERIFY(mergeLog(file));
        QCOMPARE(problemOf(checkCopy(file, kGoesOn).error()), u"foreignKeys"_s);
        QCOMPARE(problemOf(checkCopy(file, true).error()), u"stopped"_s);
    }

private:
    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(BackupTest)
#include "tst_backup.moc"
