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
