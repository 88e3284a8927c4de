// SPDX-License-Identifier: Apache-2.0
// The programs as commands: what they answer before they run, how fast a shop stands, and that it stands again.
#include "tests/e2e/support/processes.h"
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestStartAndResume : public QObject
{
    Q_OBJECT
private:
    struct Ended {
        int code = -1;
        QString out;
        QString err;
    };
    static Ended run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        process.start(QStringLiteral(COUNTERBELL_BIN_DIR "/") + program, arguments);
        if (!process.waitForFinished(20000) || process.exitStatus() != QProcess::NormalExit)
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

private Q_SLOTS:
    void everyProgramKnowsItsVersionAndItsHelp_data()
    {
        QTest::addColumn<QString>("program");
        for (const auto name : {"counterbell-core", "counterbell-relay", "counterbell-sandbox"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void everyProgramKnowsItsVersionAndItsHelp()
    {
        QFETCH(QString, program);
        const auto version = run(program, {u"--version"_s});
        QCOMPARE(version.code, 0);
        QVERIFY2(version.out.startsWith(program + u' '), qPrintable(version.out));
        QCOMPARE(version.out.count(u'\n'), 1);
        const auto help = run(program, {u"--help"_s});
        QCOMPARE(help.code, 0);
        QVERIFY2(help.out.contains(u"Usage"_s, Qt::CaseInsensitive) && help.out.contains(u"--help"_s),
                 qPrintable(help.out));
    }

    void aBadArgumentIsStatus2AndOneSentenceThatNamesIt_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        QTest::newRow("core: unknown option") << u"counterbell-core"_s << QStringList{u"--colour"_s} << u"colour"_s;
        QTest::newRow("core: no folder") << u"counterbell-core"_s << QStringList{} << u"--data"_s;
        QTest::newRow("core: bad listen")
            << u"counterbell-core"_s << QStringList{u"--data"_s, u"/nowhere/x"_s, u"--listen"_s, u"teapot"_s}
            << u"teapot"_s;
        QTest::newRow("core: password in the store's URL")
            << u"counterbell-core"_s
            << QStringList{u"--data"_s, u"/nowhere/x"_s, u"--store"_s, u"postgresql://a:secret@h/db"_s} << u"--store"_s;
        QTest::newRow("relay: unknown option") << u"counterbell-relay"_s << QStringList{u"--colour"_s} << u"colour"_s;
        QTest::newRow("relay: no configuration") << u"counterbell-relay"_s << QStringList{} << u"--config"_s;
        QTest::newRow("relay: configuration that isn't there")
            << u"counterbell-relay"_s << QStringList{u"--config"_s, u"/nowhere/relay.toml"_s}
            << u"/nowhere/relay.toml"_s;
        QTest::newRow("sandbox: no command") << u"counterbell-sandbox"_s << QStringList{} << u"command"_s;
        QTest::newRow("sandbox: unknown command") << u"counterbell-sandbox"_s << QStringList{u"down"_s} << u"down"_s;
        QTest::newRow("up: no folder") << u"counterbell-sandbox"_s << QStringList{u"up"_s} << u"--data"_s;
        QTest::newRow("up: unknown option")
            << u"counterbell-sandbox"_s << QStringList{u"up"_s, u"--colour"_s} << u"colour"_s;
    }
    void aBadArgumentIsStatus2AndOneSentenceThatNamesIt()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto ended = run(program, arguments);
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(named), qPrintable(ended.err));
        QVERIFY2(!ended.err.contains(u"secret"_s), qPrintable(ended.err));
        QCOMPARE(ended.err.trimmed().count(u'\n'), 0);
        QCOMPARE(ended.out, QString());
    }

    void aShopStandsWithin20SecondsAndItsLineSaysWhere()
    {
        Stage stage;
        QVERIFY(stage.open());
        QVERIFY2(stage.stack().startTime() < 20s, qPrintable(QString::number(stage.stack().startTime() / 1ms)));
        QCOMPARE(stage.stack().ready().keys(),
                 (QStringList{u"accountSid"_s, u"authToken"_s, u"core"_s, u"modelUrl"_s, u"publicWebhookUrl"_s,
                              u"relay"_s, u"smsSender"_s, u"statusUrl"_s, u"token"_s, u"twilio"_s, u"webhookUrl"_s,
                              u"whatsappSender"_s}));
        QVERIFY(stage.stack().value("core"_L1).startsWith(u"ws://127.0.0.1:"_s));
        for (const auto name : {"twilio"_L1, "relay"_L1, "webhookUrl"_L1, "publicWebhookUrl"_L1})
            QVERIFY2(!stage.stack().value(name).endsWith(u'/') && !stage.stack().value(name).contains(u'#'),
                     qPrintable(stage.stack().value(name)));
        const auto conversations = stage.agent().call("inbox.conversations"_L1, {{u"limit"_s, 500}}).items();
        QVERIFY2(conversations.size() > 20, "the seeded shop is in with the ready line");
        QVERIFY(!stage.agent().call("templates.list"_L1).items().isEmpty());
        QVERIFY(stage.close());
    }

    void aFolderIsResumedNotSeededAgainAndItsClockGoesOn()
    {
        Stage stage;
        QVERIFY(stage.open());
        const auto first = stage.stack().ready();
        const auto made = Desk(stage.staff()).newCustomer(u"Ada Byron"_s, u"+61491573001"_s);
        QVERIFY(stage.sandbox().advanceClock(std::chrono::hours(48)));
        const auto conversations = stage.agent().call("inbox.conversations"_L1, {{u"limit"_s, 500}}).items().size();
        QVERIFY(stage.close());

        QVERIFY(stage.open());
        QCOMPARE(stage.stack().ready()["authToken"_L1], first["authToken"_L1]);
        for (const auto name : {"twilio"_L1, "relay"_L1, "core"_L1, "webhookUrl"_L1})
            QCOMPARE(stage.stack().ready()[name], first[name]);
        const auto known = stage.staff().call("contacts.get"_L1, {{u"contactId"_s, made["id"_L1]}});
        QCOMPARE(known["name"_L1].toString(), u"Ada Byron"_s);
        QCOMPARE(stage.agent().call("inbox.conversations"_L1, {{u"limit"_s, 500}}).items().size(), conversations);
        const auto later = Desk(stage.staff()).newCustomer(u"Bea Cole"_s, u"+61491573002"_s);
        const auto at = QDateTime::fromString(later["createdAt"_L1].toString(), Qt::ISODateWithMs);
        QVERIFY2(QDateTime::currentDateTimeUtc().secsTo(at) > 47 * 3600, qPrintable(at.toString(Qt::ISODate)));
        QVERIFY(stage.close());
    }

    void theReadyFileIsReplacedAndASecondUpInTheFolderIsRefused()
    {
        QTemporaryDir folder;
        const auto file = folder.filePath(u"ready.json"_s);
        QFile old(file);
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("{\"twilio\":\"old\"}") > 0);
        old.close();
        const QStringList arguments{u"up"_s, u"--data"_s, folder.filePath(u"shop"_s), u"--ready-file"_s, file};
        QProcess up;
        up.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox"), arguments);
        QVERIFY(up.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(up.canReadLine(), 30000);
        const auto line = up.readLine();
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().trimmed(), line.trimmed());

        const auto second = run(u"counterbell-sandbox"_s, arguments);
        QCOMPARE(second.code, 2);
        QVERIFY2(second.err.contains(folder.filePath(u"shop"_s)), qPrintable(second.err));
        QVERIFY(QFile::exists(file)); // the running one's

        const auto children = childrenOf(up.processId());
        QCOMPARE(children.size(), 2);
        up.kill();
        QVERIFY(up.waitForFinished());
        for (const auto child : children)
            QTRY_VERIFY_WITH_TIMEOUT(!isRunning(child), 2000);
    }

    void twoShopsNeverMeet()
    {
        Stage here;
        Stage there;
        QVERIFY(here.open());
        QVERIFY(there.open());
        for (const auto name : {"twilio"_L1, "relay"_L1, "core"_L1, "token"_L1, "authToken"_L1, "webhookUrl"_L1})
            QVERIFY(here.stack().value(name) != there.stack().value(name));
        auto phone = here.phone(u"+61491573003"_s);
        QVERIFY(!phone.writes(u"only here"_s).isEmpty());
        QTRY_VERIFY(!Desk(here.agent()).conversationWith(phone.number()).isEmpty());
        QVERIFY(Desk(there.agent()).conversationWith(phone.number()).isEmpty());
        QVERIFY(here.close());
        VERIFY_OK(there.agent().call("system.health"_L1));
        QVERIFY(there.close());
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestStartAndResume)
#include "tst_start_and_resume.moc"
