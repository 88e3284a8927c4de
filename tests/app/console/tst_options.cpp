// SPDX-License-Identifier: Apache-2.0
#include "app/console/last_line.h"
#include "app/console/options.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;

class TestOptions : public QObject
{
    Q_OBJECT

    static auto parse(const QString &words)
    {
        return console::parseOptions(QStringList{u"counterbell"_s} + words.split(u' ', Qt::SkipEmptyParts));
    }

private Q_SLOTS:
    void readsWhatIsAskedFor()
    {
        QVERIFY(!parse(QString())->isSandbox);
        QVERIFY(parse(u"--sandbox"_s)->isSandbox);
        QVERIFY(!parse(u"--sandbox"_s)->isNewShop);
        QVERIFY(parse(u"--sandbox --new-shop"_s)->isNewShop);
        QCOMPARE(parse(u"--core ws://127.0.0.1:4000"_s)->core, QUrl(u"ws://127.0.0.1:4000"_s));
        QVERIFY(parse(u"--version"_s)->answer->startsWith(u"counterbell 0."_s));
        QVERIFY(parse(u"--help"_s)->answer->contains(u"--sandbox"_s));
    }

    void refusesWithASentenceThatNamesIt_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("named");
        QTest::newRow("unknown option") << u"--colour"_s << u"colour"_s;
        QTest::newRow("argument") << u"shop"_s << u"shop"_s;
        QTest::newRow("no socket") << u"--core http://127.0.0.1:1"_s << u"http://127.0.0.1:1"_s;
        QTest::newRow("no host") << u"--core ws:///"_s << u"--core"_s;
        QTest::newRow("no URL") << u"--core"_s << u"core"_s;
        QTest::newRow("a new shop of a live one") << u"--new-shop"_s << u"--new-shop goes with --sandbox"_s;
        QTest::newRow("both") << u"--sandbox --core ws://h:1"_s << u"--sandbox and --core"_s;
    }
    void refusesWithASentenceThatNamesIt()
    {
        QFETCH(QString, words);
        QFETCH(QString, named);
        const auto options = parse(words);
        QVERIFY(!options);
        QVERIFY2(options.error().contains(named) && options.error().endsWith(u'.'), qPrintable(options.error()));
    }

    void aPasswordInTheAddressIsRefusedAndNotRepeated()
    {
        const auto options = parse(u"--core ws://me:secret@h:1"_s);
        QVERIFY(!options);
        QVERIFY(!options.error().contains(u"secret"_s));
    }

    void theLastLineOfALogIsWords_data()
    {
        QTest::addColumn<QByteArray>("log");
        QTest::addColumn<QString>("words");
        QTest::newRow("plain") << QByteArray("one\nThe data folder is full.\n\n") << u"The data folder is full."_s;
        QTest::newRow("JSON") << QByteArray("{\"at\":\"x\",\"message\":\"no  space left\"}\n") << u"no space left"_s;
        QTest::newRow("the trouble before the goodbye")
            << QByteArray("counterbell-core: The disk is full.\n{\"level\":\"info\",\"message\":\"stopped\"}\n")
            << u"counterbell-core: The disk is full."_s;
        QTest::newRow("a warning of ours")
            << QByteArray("{\"level\":\"warning\",\"message\":\"no space\"}\n{\"level\":\"info\",\"message\":\"x\"}\n")
            << u"no space"_s;
        QTest::newRow("empty") << QByteArray() << QString();
    }
    void theLastLineOfALogIsWords()
    {
        QFETCH(QByteArray, log);
        QFETCH(QString, words);
        const QTemporaryDir folder;
        QFile file(folder.filePath(u"log"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(log);
        file.close();
        QCOMPARE(console::lastLineOf(file.fileName()), words);
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
