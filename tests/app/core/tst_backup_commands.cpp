// SPDX-License-Identifier: Apache-2.0
// "backup" and "restore" as programs of their own, on damaged files and broken off in the middle.
#include "app/core/backups.h"
#include "app/core/media_copy.h"
#include "core/store/settings_repository.h"
#include "tests/support/damage.h"
#include "tests/support/rows.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int kMedia = 300;

struct Said {
    int status = -1;
    QJsonObject json;

    [[nodiscard]] QString problem() const { return json.value(u"problem"_s).toString(); }
    [[nodiscard]] QString error() const { return json.value(u"error"_s).toString(); }
    [[nodiscard]] QByteArray text() const { return QJsonDocument(json).toJson(); }
};

void startCore(QProcess &core, const QStringList &arguments)
{
    core.setStandardErrorFile(QProcess::nullDevice());
    core.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"), arguments);
}

} // namespace

class BackupCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir().mkpath(path(u"data"_s)));
        QVERIFY(sell(u"first"_s));
    }

    void aDamagedDatabaseIsNotCopiedAndTheNextStepIsNamed_data()
    {
        QTest::addColumn<bool>("toFolder");
        QTest::newRow("into the backups") << false;
        QTest::newRow("into a folder") << true;
    }
    void aDamagedDatabaseIsNotCopiedAndTheNextStepIsNamed()
    {
        QFETCH(bool, toFolder);
        const auto more = toFolder ? QStringList{u"--to"_s, path(u"copy"_s)} : QStringList();
        const auto sound = run(u"backup"_s);
        QCOMPARE(sound.status, 0);
        QVERIFY(test::damageTable(database(), u"contacts"_s));
        const auto refused = run(u"backup"_s, more);
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.json[u"soundCopy"_s], sound.json[u"file"_s]);
        QVERIFY2(refused.error().contains(sound.json[u"file"_s].toString()), refused.text().constData());
        QVERIFY2(refused.error().contains(u"\"restore\""_s), refused.text().constData());
        QCOMPARE(backups(), QStringList{sound.json[u"file"_s].toString()});
        QVERIFY(!QDir(path(u"copy"_s)).exists(kDatabaseFile));

        QVERIFY(QFile::remove(sound.json[u"file"_s].toString()));
        const auto without = run(u"backup"_s, more);
        QCOMPARE(without.status, 1);
        QVERIFY(!without.json.contains(u"soundCopy"_s));
        QVERIFY2(without.error().contains(u"--from"_s), without.text().constData());
    }

    void theNewestSoundBackupIsRestoredAndTheOthersAreNamed()
    {
        QStringList made;
        for (const auto &state : {u"one"_s, u"two"_s, u"three"_s}) {
            QVERIFY(sell(state));
            made.prepend(run(u"backup"_s).json[u"file"_s].toString());
        }
        QVERIFY(sell(u"today"_s));
        QVERIFY(test::damagePages(made.at(0), 0, 1));
        QVERIFY(test::damageTable(made.at(1), u"contacts"_s));
        const auto restored = run(u"restore"_s);
        QVERIFY2(restored.status == 0, restored.text().constData());
        QCOMPARE(restored.json[u"from"_s], made.at(2));
        const auto skipped = restored.json[u"skipped"_s].toArray();
        QCOMPARE(skipped.size(), 2);
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(skipped.at(i)[u"file"_s].toString(), made.at(i));
            QVERIFY(!skipped.at(i)[u"problem"_s].toString().isEmpty());
        }
        QCOMPARE(sold(), u"one"_s);
    }

    void whereNoBackupIsSoundNothingIsChanged()
    {
        for (int i = 0; i < 2; ++i)
            QVERIFY(test::damagePages(run(u"backup"_s).json[u"file"_s].toString(), 3, 30));
        const auto refused = run(u"restore"_s);
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.problem(), u"noSoundBackup"_s);
        QCOMPARE(refused.json[u"skipped"_s].toArray().size(), 2);
        QCOMPARE(sold(), u"first"_s);
        QVERIFY(QDir(path(u"data"_s)).entryList({u"*restoring*"_s}).isEmpty());
    }

    void aDamagedBackupIsRefusedAndASoundOneNamed()
    {
        const auto sound = run(u"backup"_s).json[u"file"_s].toString();
        QVERIFY(sell(u"second"_s));
        const auto damaged = run(u"backup"_s).json[u"file"_s].toString();
        QVERIFY(test::damageTable(damaged, u"contacts"_s));
        const auto refused = run(u"restore"_s, {u"--from"_s, damaged});
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.json[u"soundCopy"_s], sound);
        QVERIFY2(refused.error().contains(sound), refused.text().constData());
        QCOMPARE(sold(), u"second"_s);
        QVERIFY(QDir(path(u"data"_s)).entryList({u"*restoring*"_s}).isEmpty());
    }

    /// Its copy must not be what the next "restore" takes.
    void aDamagedDatabaseIsPutAsideUnderAnotherName()
    {
        const auto sound = run(u"backup"_s).json[u"file"_s].toString();
        QVERIFY(test::damageTable(database(), u"contacts"_s));
        const auto restored = run(u"restore"_s);
        QVERIFY2(restored.status == 0, restored.text().constData());
        QVERIFY(restored.json[u"kept"_s].toString().contains(u".damaged-"_s));
        QVERIFY(QFile::exists(restored.json[u"kept"_s].toString()));
        QCOMPARE(backups(), QStringList{sound});
    }

    void aCopyThatWasKilledIsNoBackupAndTheSameCommandFinishesIt()
    {
        for (int i = 0; i < kMedia; ++i)
            QVERIFY(addMedia(QByteArray::number(i)));
        const QStringList to{u"--to"_s, path(u"copy"_s)};
        const QDir copy(path(u"copy"_s));
        {
            QProcess killed;
            startCore(killed, arguments(u"backup"_s, to));
            const QDeadlineTimer deadline(20s);
            while (!copy.exists(kMediaFolder + u"/unfinished"_s) && !deadline.hasExpired())
                QThread::yieldCurrentThread();
            killed.kill();
            QVERIFY(killed.waitForFinished());
            QCOMPARE(killed.exitStatus(), QProcess::CrashExit);
        }
        QVERIFY(copy.exists() && !copy.exists(kDatabaseFile));
        const auto refused = run(u"restore"_s, {u"--from"_s, path(u"copy"_s)});
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.problem(), u"unfinished"_s);

        const auto finished = run(u"backup"_s, to);
        QVERIFY2(finished.status == 0, finished.text().constData());
        QCOMPARE(copy.entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
                 (QStringList{kDatabaseFile, kMediaFolder}));
        QVERIFY(QDir(path(u"data/media"_s)).removeRecursively());
        const auto restored = run(u"restore"_s, {u"--from"_s, path(u"copy"_s)});
        QVERIFY2(restored.status == 0, restored.text().constData());
        QCOMPARE(restored.json[u"media"_s].toInt(), kMedia);
    }

    void onlyAnUnfinishedCopyOfOursIsWrittenInto_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("problem");
        QTest::newRow("nothing there") << QStringList() << QString();
        QTest::newRow("killed while the database was copied")
            << QStringList{u"counterbell.sqlite.unfinished.part"_s, u"counterbell.sqlite.unfinished.part-journal"_s}
            << QString();
        QTest::newRow("killed while the files were copied")
            << QStringList{u"counterbell.sqlite.unfinished"_s} << QString();
        QTest::newRow("a finished copy") << QStringList{u"counterbell.sqlite"_s} << u"notEmpty"_s;
        QTest::newRow("something else, too")
            << QStringList{u"counterbell.sqlite.unfinished"_s, u"letter.txt"_s} << u"notEmpty"_s;
        QTest::newRow("something hidden") << QStringList{u".letter"_s} << u"notEmpty"_s;
    }
    void onlyAnUnfinishedCopyOfOursIsWrittenInto()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, problem);
        QVERIFY(QDir().mkpath(path(u"copy"_s)));
        for (const auto &name : files) {
            QFile file(path(u"copy/"_s + name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9000, 'x')) > 0);
        }
        const auto copied = run(u"backup"_s, {u"--to"_s, path(u"copy"_s)});
        QCOMPARE(copied.problem(), problem);
        QCOMPARE(copied.status, problem.isEmpty() ? 0 : 1);
        if (problem.isEmpty())
            QCOMPARE(run(u"restore"_s, {u"--from"_s, path(u"copy"_s)}).status, 0);
    }

    void whatIsNoBackupIsSaidToBeNone()
    {
        const auto other = path(u"other.sqlite"_s);
        {
            const auto dialect = store::sqliteDialect({other});
            store::Connection db(*dialect, u"other"_s, false);
            db.executeOnce(u"CREATE TABLE schema_migrations (version TEXT PRIMARY KEY)"_s);
        }
        const auto refused = run(u"restore"_s, {u"--from"_s, other});
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.problem(), u"notCounterbell"_s);
        QVERIFY2(refused.error().contains(u"is no backup of Counterbell"_s), refused.text().constData());
        QVERIFY2(!refused.error().contains(u"SELECT"_s), refused.text().constData());
        QCOMPARE(sold(), u"first"_s);
    }

    void theDatabaseItselfIsNoBackupOfItself_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("the file") << u"data/counterbell.sqlite"_s;
        QTest::newRow("the data folder") << u"data"_s;
        QTest::newRow("a link to it") << u"link.sqlite"_s;
    }
    void theDatabaseItselfIsNoBackupOfItself()
    {
        QFETCH(QString, name);
        QVERIFY(QFile::link(database(), path(u"link.sqlite"_s)));
        const auto refused = run(u"restore"_s, {u"--from"_s, path(name)});
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.problem(), u"itself"_s);
        QCOMPARE(backups(), QStringList());
    }

    void commandsThatRunAtOnceEachKeepTheirCopy()
    {
        std::array<QProcess, 4> commands;
        for (auto &command : commands)
            startCore(command, arguments(u"backup"_s));
        QSet<QString> files;
        for (auto &command : commands) {
            QVERIFY(command.waitForFinished());
            QCOMPARE(command.exitCode(), 0);
            files << QJsonDocument::fromJson(command.readAllStandardOutput()).object()[u"file"_s].toString();
        }
        QCOMPARE(files.size(), 4);
        QCOMPARE(backups().size(), 4);
    }

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QString database() const { return path(u"data/"_s + kDatabaseFile); }
    QStringList backups() const
    {
        QStringList files;
        for (const auto &backup : store::listBackups(path(u"data/"_s + kBackupFolder)))
            files << backup.file;
        return files;
    }
    QStringList arguments(const QString &command, const QStringList &more = {}) const
    {
        return QStringList{command, u"--data"_s, path(u"data"_s), u"--json"_s} + more;
    }
    Said run(const QString &command, const QStringList &more = {}) const
    {
        QProcess core;
        startCore(core, arguments(command, more));
        if (!core.waitForFinished(60'000))
            return {};
        return {core.exitCode(), QJsonDocument::fromJson(core.readAllStandardOutput()).object()};
    }
    /// Puts something into the shop that a copy of it has, or hasn't.
    bool sell(const QString &what) const
    {
        store::Store store(store::sqliteDialect({database()}), m_clock, {});
        if (!store.open({}))
            return false;
        inTx(store, [&](store::Tx &tx) { store::writeSettings(tx, u"workspace"_s, {{u"sold"_s, what}}); });
        return true;
    }
    QString sold() const
    {
        const auto dialect = store::sqliteDialect({database()});
        store::Connection db(*dialect, u"sold"_s, true);
        return store::readSettings(db, u"workspace"_s).value(u"sold"_s).toString();
    }
    /// As keepFile does, without waiting for the disk each time.
    bool addMedia(const QByteArray &bytes) const
    {
        const auto hash = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        const auto folder = path(u"data/media/"_s) + hash.left(2);
        QFile file(folder + u'/' + hash.mid(2));
        return QDir().mkpath(folder) && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(BackupCommandsTest)
#include "tst_backup_commands.moc"
