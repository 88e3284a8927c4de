// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

/// CONTRACT 1: 2 for a bad argument, with one sentence that names it.
class ProgramArgumentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongArgumentEndsTheProgramWith2AndOneSentenceThatNamesIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("nothing") << QStringList{} << QByteArray("command");
        QTest::newRow("a command that is none") << QStringList{u"frob"_s} << QByteArray("frob");
        QTest::newRow("an option that is none") << QStringList{u"--bogus"_s} << QByteArray("--bogus");
        QTest::newRow("up's") << QStringList{u"up"_s, u"--bogus"_s} << QByteArray("bogus");
        QTest::newRow("serve's") << QStringList{u"serve"_s, u"--bogus"_s} << QByteArray("bogus");
        QTest::newRow("one too many for serve")
            << QStringList{u"serve"_s, u"--data"_s, u"d"_s, u"extra"_s} << QByteArray("extra");
    }

    void aWrongArgumentEndsTheProgramWith2AndOneSentenceThatNamesIt()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, named);
        QProcess program;
        program.start(u"" COUNTERBELL_BIN_DIR "/counterbell-sandbox"_s, arguments);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 2);
        const auto said = program.readAllStandardError();
        QCOMPARE(said.count('\n'), 1);
        QVERIFY2(said.contains(named), said.constData());
        QVERIFY(program.readAllStandardOutput().isEmpty());
    }
};

QTEST_GUILESS_MAIN(ProgramArgumentsTest)
#include "tst_program_arguments.moc"
