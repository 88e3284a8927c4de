// SPDX-License-Identifier: Apache-2.0
// PostgreSQL alone.
#include "app/core/store_migration.h"

#include "app/core/seed_loader.h"
#include "core/inbox/search_index.h"
#include "core/media/file_work.h"
#include "core/media/shared_file_repository.h"
#include "core/store/settings_repository.h"
#include "tests/support/refused_rows.h"
#include "tests/support/rows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{

/// A seeded shop in SQLite, in a data folder.
struct Shop {
    explicit Shop(const Clock &clock)
    {
        store::Store store(dialect(), clock, {});
        if (!store.open({}))
            qFatal("the source did not open");
        inTx(store, [&](store::Tx &tx) {
            loadSeed(tx, builtInSeed(), clock.now());
            store::writeSettings(tx, u"store"_s, {{u"id"_s, u"the-same"_s}});
            tx.execute(u"INSERT INTO journal (source, received_at, method, url, headers, body, outcome) "
                       "VALUES ('relay', ?, 'POST', 'https://x', '[]', ?, 'applied')"_s,
                       clock.now(), QByteArray("a\0b'\\\xff", 6));
            // Of numbers that were given out once no other row may ever have one.
            tx.execute(u"INSERT INTO audit_log (id, at, actor, action) VALUES (4000000000, 0, '', '')"_s);
            tx.execute(u"DELETE FROM audit_log WHERE id = 4000000000"_s);
            for (const auto &sha256 : {fileOf(large()), fileOf("small"), QString(64, u'7')})
                tx.execute(u"INSERT INTO attachments (content_type, state, sha256) VALUES ('a/b', 'stored', ?)"_s,
                           sha256);
        });
    }
    /// Of several parts, with all values that a byte has.
    [[nodiscard]] static QByteArray large()
    {
        QByteArray bytes(media::SharedFileRepository::kPart * 2 + 1, '\0');
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = char(i * 7 + i / 256);
        return bytes;
    }
    /// Keeps it in the data folder and answers its hash.
    [[nodiscard]] QString fileOf(const QByteArray &bytes) const
    {
        return media::keepFile(media(), bytes).value_or(QString());
    }
    [[nodiscard]] QString media() const { return folder.filePath(kMediaFolder); }
    [[nodiscard]] QString file() const { return folder.filePath(u"counterbell.sqlite"_s); }
    [[nodiscard]] std::unique_ptr<store::Dialect> dialect() const { return store::sqliteDialect({file()}); }

    QTemporaryDir folder;
};

/// Everything that a table holds, as texts, whatever the database.
QStringList contentOf(store::Connection &db, const QString &table, const QStringList &columns)
{
    QStringList lines;
    const auto rows = db.query(u"SELECT "_s + columns.join(u", "_s) + u" FROM "_s + table);
    while (rows->next()) {
        QStringList values;
        for (int column = 0; column < columns.size(); ++column)
            values << (rows->isNull(column) ? u"NULL"_s : QString::fromLatin1(rows->bytes(column).toHex()));
        lines << values.join(u'|');
    }
    lines.sort();
    return lines;
}

} // namespace

class StoreMigrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("it leads to PostgreSQL");
    }

    void copiesEveryRowOfEveryTable()
    {
        const Shop shop(m_clock);
        const TestDatabase target(TestDatabase::Content::Nothing);
        const auto migration = migrateStore(*shop.dialect(), *target.dialect(), shop.media());
        QVERIFY2(migration, migration ? "" : qPrintable(migration.error()));

        const auto from = shop.dialect();
        const auto to = target.dialect();
        store::Connection source(*from, u"source"_s, true);
        store::Connection copy(*to, u"copy"_s, true);
        qint64 rows = 0;
        for (const auto &table : migration->tables) {
            QStringList columns;
            const auto info = source.query(u"SELECT name FROM pragma_table_info('%1')"_s.arg(table.name));
            while (info->next())
                columns << info->text(0);
            const auto expected = contentOf(source, table.name, columns);
            QCOMPARE(contentOf(copy, table.name, columns), expected);
            QCOMPARE(table.rows, expected.size());
            rows += table.rows;
        }
        QVERIFY(rows > 200);
        QCOMPARE(migration->toJson().value("rows"_L1).toInteger(), rows);
        // No table is forgotten: the copy has no other that this shop's rows could be in.
        const auto tables = copy.query(u"SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN "
                                       "('schema_migrations', 'message_search', 'media_files', 'media_parts', "
                                       "'sealed_secrets')"_s);
        QVERIFY(tables->next());
        QCOMPARE(qint64(migration->tables.size()), tables->integer(0));
    }

    void theCopyWorks()
    {
        const Shop shop(m_clock);
        const TestDatabase target(TestDatabase::Content::Nothing);
        QVERIFY(migrateStore(*shop.dialect(), *target.dialect(), shop.media()));
        const auto search = [](store::Connection &db) { return inbox::searchMessages(db, u"ring"_s, {}, 100); };
        store::Store before(shop.dialect(), m_clock, {});
        store::Store after(target.dialect(), m_clock, {});
        QVERIFY(before.open({}) && after.open({}));
        const auto found = inRead(before, search);
        QVERIFY(!found.empty());
        QCOMPARE(inRead(after, search), found);
        QCOMPARE(inTx(after,
                      [](store::Tx &tx) {
                          return tx.insert(u"INSERT INTO audit_log (at, actor, action) VALUES (0, '', '')"_s);
                      }),
                 4'000'000'001);
    }

    void copiesTheFilesThatRowsName()
    {
        const Shop shop(m_clock);
        const auto unused = shop.fileOf("nobody needs it");
        const TestDatabase target(TestDatabase::Content::Nothing);
        const auto migration = migrateStore(*shop.dialect(), *target.dialect(), shop.media());
        QVERIFY2(migration, migration ? "" : qPrintable(migration.error()));
        QCOMPARE(migration->files.copied, 2);
        QCOMPARE(migration->files.missing, 1); // the third was never there
        const auto dialect = target.dialect();
        store::Connection db(*dialect, u"looked"_s, true);
        const media::SharedFileRepository files;
        const auto file = files.find(db, shop.fileOf(Shop::large()));
        QVERIFY(file && file->isNeeded);
        QCOMPARE(file->size, Shop::large().size());
        QByteArray bytes;
        for (int part = 0; part < 3; ++part)
            bytes += files.part(db, shop.fileOf(Shop::large()), part).value_or(QByteArray());
        QVERIFY(bytes == Shop::large());
        QVERIFY(files.find(db, shop.fileOf("small")));
        QVERIFY(!files.find(db, unused));
    }

    void copiesNoFileThatIsDamaged()
    {
        const Shop shop(m_clock);
        const auto sha256 = shop.fileOf("small");
        QFile file(shop.media() + u'/' + sha256.left(2) + u'/' + sha256.mid(2));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("smell") == 5);
        file.close();
        const TestDatabase target(TestDatabase::Content::Nothing);
        const auto migration = migrateStore(*shop.dialect(), *target.dialect(), shop.media());
        QVERIFY(migration);
        QCOMPARE(migration->files.copied, 1);
        QCOMPARE(migration->files.missing, 2);
    }

    void copiesNothingWhenAFileDoesNotArriveAsItWas()
    {
        const Shop shop(m_clock);
        const TestDatabase target;
        const auto dialect = target.dialect();
        store::Connection db(*dialect, u"looked"_s, false);
        db.executeOnce(u"CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS "
                       "$$ BEGIN NEW.bytes := SET_BYTE(NEW.bytes, 0, 42); RETURN NEW; END $$"_s);
        db.executeOnce(u"CREATE TRIGGER poison BEFORE INSERT ON media_parts FOR EACH ROW WHEN (NEW.part = 1) "
                       "EXECUTE FUNCTION poison()"_s);
        const auto failed = migrateStore(*shop.dialect(), *dialect, shop.media());
        QVERIFY(!failed);
        QVERIFY2(failed.error().contains(u"did not arrive as it was"_s), qPrintable(failed.error()));
        QVERIFY(!db.query(u"SELECT 1 FROM contacts"_s)->next());
    }

    void leavesADatabaseAloneThatIsNotEmpty()
    {
        const Shop shop(m_clock);
        const TestDatabase target;
        {
            store::Store other(target.dialect(), m_clock, {});
            QVERIFY(other.open({}));
            inTx(other, [](store::Tx &tx) { store::writeSettings(tx, u"workspace"_s, {{u"name"_s, u"Other"_s}}); });
        }
        const auto refused = migrateStore(*shop.dialect(), *target.dialect(), shop.media());
        QVERIFY(!refused);
        QVERIFY2(refused.error().contains(u"not empty"_s), qPrintable(refused.error()));
        const auto dialect = target.dialect();
        store::Connection db(*dialect, u"looked"_s, true);
        QVERIFY(!db.query(u"SELECT 1 FROM contacts"_s)->next());
    }

    void leavesNothingBehindWhenItFailsOnTheWay()
    {
        const Shop shop(m_clock);
        const TestDatabase target;
        const auto dialect = target.dialect();
        store::Connection db(*dialect, u"looked"_s, false);
        refuseRows(db, u"INSERT ON messages"_s);
        const auto failed = migrateStore(*shop.dialect(), *dialect, shop.media());
        QVERIFY(!failed);
        QVERIFY2(failed.error().contains(u"poisoned"_s), qPrintable(failed.error()));
        QVERIFY(!db.query(u"SELECT 1 FROM contacts"_s)->next());
        allowRows(db);
        QVERIFY(migrateStore(*shop.dialect(), *dialect, shop.media())); // again, from the start
    }

    void theProgramCopiesOnceAndPutsTheOldDatabaseAside()
    {
        const Shop shop(m_clock);
        const TestDatabase target(TestDatabase::Content::Nothing);
        const auto run = [&] {
            QProcess core;
            core.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"),
                       {u"--data"_s, shop.folder.path(), u"--store"_s, target.url(), u"migrate-store"_s, u"--json"_s});
            if (!core.waitForFinished(60'000))
                core.kill();
            return std::pair(core.exitCode(), QJsonDocument::fromJson(core.readAllStandardOutput()).object());
        };
        const auto [status, report] = run();
        QCOMPARE(status, 0);
        QVERIFY(report.value("rows"_L1).toInteger() > 200);
        QVERIFY(report.value("searchable"_L1).toInteger() > 10);
        QCOMPARE(report.value("files"_L1).toInteger(), 2);
        QVERIFY(report.value("tables"_L1).toArray().size() > 30);
        QVERIFY(!QFile::exists(shop.file()));
        QVERIFY(QFile::exists(shop.file() + u".migrated"_s));
        QCOMPARE(run().first, 1); // there is none any more
    }

private:
    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(StoreMigrationTest)
#include "tst_store_migration.moc"
