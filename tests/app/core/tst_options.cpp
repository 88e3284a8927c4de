// SPDX-License-Identifier: Apache-2.0
#include "app/core/options.h"

#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{

const auto kSid = u"SM0123456789abcdef0123456789abcdef"_s;

} // namespace

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongArgumentIsNamedInOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("no data folder") << QStringList{} << u"--data"_s;
        QTest::newRow("an option that is none") << QStringList{u"--bogus"_s} << u"bogus"_s;
        QTest::newRow("an option without its value") << QStringList{u"--data"_s} << u"--data"_s;
        QTest::newRow("a command that is none") << QStringList{u"--data"_s, u"d"_s, u"frob"_s} << u"frob"_s;
        QTest::newRow("no port") << QStringList{u"--data"_s, u"d"_s, u"--listen"_s, u"localhost"_s} << u"--listen"_s;
        QTest::newRow("not on this machine")
            << QStringList{u"--data"_s, u"d"_s, u"--listen"_s, u"0.0.0.0:0"_s} << u"0.0.0.0:0"_s;
        QTest::newRow("two commands") << QStringList{u"backup"_s, u"restore"_s, u"--data"_s, u"d"_s} << u"restore"_s;
        QTest::newRow("a command without its folder") << QStringList{u"backup"_s} << u"--data"_s;
        QTest::newRow("an option of another command")
            << QStringList{u"backup"_s, u"--data"_s, u"d"_s, u"--from"_s, u"f"_s} << u"--from"_s;
        QTest::newRow("an option of a command, without one")
            << QStringList{u"--data"_s, u"d"_s, u"--json"_s} << u"--json"_s;
        QTest::newRow("an empty path") << QStringList{u"backup"_s, u"--data"_s, u"d"_s, u"--to"_s, QString()}
                                       << u"--to"_s;
        QTest::newRow("a replay of nothing") << QStringList{u"replay"_s, u"--data"_s, u"d"_s} << u"--since"_s;
        QTest::newRow("a replay of two things")
            << QStringList{u"replay"_s, u"--data"_s, u"d"_s, u"--sid"_s, kSid, u"--since"_s, u"2026-11-20T08:15:00Z"_s}
            << u"--sid"_s;
        QTest::newRow("no SID") << QStringList{u"replay"_s, u"--data"_s, u"d"_s, u"--sid"_s, u"SM12"_s} << u"SM12"_s;
        QTest::newRow("no time") << QStringList{u"replay"_s, u"--data"_s, u"d"_s, u"--since"_s, u"yesterday"_s}
                                 << u"yesterday"_s;
        QTest::newRow("another store") << QStringList{u"--data"_s, u"d"_s, u"--store"_s, u"mysql://h/d"_s}
                                       << u"--store"_s;
        const auto store = [](const QString &url) { return QStringList{u"--data"_s, u"d"_s, u"--store"_s, url}; };
        QTest::newRow("a password") << store(u"postgresql://u:p@h/d"_s) << u".pgpass"_s;
        QTest::newRow("a password as a parameter") << store(u"postgresql://u@h/d?password=p"_s) << u"service file"_s;
        QTest::newRow("a key's password") << store(u"postgresql://u@h/d?sslpassword=p"_s) << u".pgpass"_s;
        QTest::newRow("no database") << store(u"postgresql://u@h"_s) << u"database"_s;
        QTest::newRow("no URL") << store(u"postgresql://u@h:port:x/d"_s) << u"--store"_s;
        QTest::newRow("no port") << store(u"postgresql://h:99%zz/d"_s) << u"--store"_s;
        QTest::newRow("settings of its own") << store(u"postgresql://h/d?options=-csearch_path%3Dx"_s) << u"options"_s;
        QTest::newRow("a parameter that is none") << store(u"postgresql://h/d?frob=1"_s) << u"--store"_s;
        QTest::newRow("a semicolon") << store(u"postgresql://h/a%3Bb"_s) << u"semicolon"_s;
        QTest::newRow("a line break") << store(u"postgresql://h/a%0Ab"_s) << u"control"_s;
        QTest::newRow("a copy to nowhere") << QStringList{u"--data"_s, u"d"_s, u"migrate-store"_s} << u"--store"_s;
        QTest::newRow("too long") << store(u"postgresql://h/"_s + QString(2000, u'd')) << u"2000"_s;
    }

    void aWrongArgumentIsNamedInOneSentence()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto options = parseCoreOptions(QStringList{u"counterbell-core"_s} + arguments);
        QVERIFY(!options);
        QVERIFY2(options.error().contains(named), qPrintable(options.error()));
        QVERIFY2(options.error().endsWith(u'.') && !options.error().endsWith(u".."_s), qPrintable(options.error()));
    }

    void aCommandHasItsOptions()
    {
        const auto replay = parseCoreOptions({u"counterbell-core"_s, u"replay"_s, u"--data"_s, u"d"_s, u"--since"_s,
                                              u"2026-11-20T08:15:00Z"_s, u"--json"_s});
        QVERIFY(replay);
        QCOMPARE(replay->command, CoreCommand::Replay);
        QVERIFY(replay->isJson);
        QCOMPARE(toMillis(*replay->since), 1795162500000);
        QVERIFY(!replay->sid);
        const auto bySid =
            parseCoreOptions({u"counterbell-core"_s, u"replay"_s, u"--data"_s, u"d"_s, u"--sid"_s, kSid});
        QVERIFY(bySid && bySid->sid == kSid);
        const auto backup =
            parseCoreOptions({u"counterbell-core"_s, u"backup"_s, u"--data"_s, u"/d"_s, u"--to"_s, u"/e"_s});
        QVERIFY(backup && backup->command == CoreCommand::Backup && backup->to == u"/e"_s && !backup->isJson);
        const auto serve = parseCoreOptions({u"counterbell-core"_s, u"--data"_s, u"/d"_s});
        QVERIFY(serve && serve->command == CoreCommand::Serve);
    }

    void aServerIsNamedByItsUrl()
    {
        const auto options = parseCoreOptions(
            {u"counterbell-core"_s, u"--data"_s, u"d"_s, u"--store"_s,
             u"postgresql://shop%40x@db.example:6432/half%20%27moon?sslmode=verify-full&host=second"_s});
        QVERIFY2(options, options ? "" : qPrintable(options.error()));
        QVERIFY(options->postgres);
        const auto &given = options->postgres->parameters;
        QCOMPARE(given.value(u"user"_s), u"shop@x"_s);
        QCOMPARE(given.value(u"port"_s), u"6432"_s);
        QCOMPARE(given.value(u"dbname"_s), u"half 'moon"_s);
        QCOMPARE(given.value(u"sslmode"_s), u"verify-full"_s);
        QVERIFY(!parseCoreOptions({u"counterbell-core"_s, u"--data"_s, u"d"_s, u"--store"_s, u"sqlite"_s})->postgres);
    }

    void aPasswordOnTheCommandLineIsNotRepeated()
    {
        const auto options = parseCoreOptions(
            {u"counterbell-core"_s, u"--data"_s, u"d"_s, u"--store"_s, u"postgresql://u:hunter2@h/d"_s});
        QVERIFY(!options);
        QVERIFY(!options.error().contains(u"hunter2"_s));
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
