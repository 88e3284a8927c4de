// SPDX-License-Identifier: Apache-2.0
#include "app/core/options.h"

#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

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
