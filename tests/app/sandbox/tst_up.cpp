// SPDX-License-Identifier: Apache-2.0
#include "tests/app/sandbox/running_up.h"

#include "app/sandbox/loopback_ports.h"

#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell::sandbox;
using namespace Qt::StringLiterals;

class UpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_data = m_folder->filePath(u"shop"_s);
    }

    void saysOnceWhereEverythingIsAndWritesTheSameIntoTheFile()
    {
        const auto file = m_folder->filePath(u"ready.json"_s);
        RunningUp up(m_data, {u"--ready-file"_s, file});
        const auto ready = up.ready();
        QCOMPARE(ready.size(), 12);
        QFile written(file);
        QTRY_VERIFY(written.exists());
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), up.line());
        QCOMPARE(written.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QCOMPARE(ready.value("token"_L1), up.coreJson().value("token"_L1));
        QCOMPARE(ready.value("core"_L1), up.coreJson().value("url"_L1));
        const auto relay = ready.value("relay"_L1).toString();
        QVERIFY(ready.value("webhookUrl"_L1).toString().startsWith(relay + u"/t/"_s));
        QVERIFY(up.process().readAllStandardOutput().isEmpty());
    }

    void servesTheModel()
    {
        RunningUp up(m_data);
        const auto url = up.ready().value("modelUrl"_L1).toString() + u"/chat/completions"_s;
        QCOMPARE(statusOf(QNetworkAccessManager::PostOperation, url), 401);
    }

    void servesTheSeededAccountToTheFoldersOwnTokenAlone_data()
    {
        QTest::addColumn<QString>("token");
        QTest::addColumn<int>("status");
        QTest::newRow("the token of the ready line") << QString() << 200;
        QTest::newRow("the one in the seed file") << u"5ea1ab1e5ea1ab1e5ea1ab1e5ea1ab1e"_s << 401;
    }
    void servesTheSeededAccountToTheFoldersOwnTokenAlone()
    {
        QFETCH(QString, token);
        QFETCH(int, status);
        RunningUp up(m_data);
        const auto ready = up.ready();
        QUrl url(ready.value("twilio"_L1).toString());
        url.setPath(u"/2010-04-01/Accounts/%1/Messages.json"_s.arg(ready.value("accountSid"_L1).toString()));
        const auto password = token.isEmpty() ? ready.value("authToken"_L1).toString() : token;
        const auto credentials = ready.value("accountSid"_L1).toString() + u':' + password;
        QNetworkRequest request(url);
        request.setRawHeader("Authorization", "Basic " + credentials.toUtf8().toBase64());
        auto *reply = m_network.get(request);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        QVERIFY(reply->isFinished() || finished.wait(5000));
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), status);
        if (status == 200)
            QCOMPARE(QJsonDocument::fromJson(reply->readAll()).object().value("messages"_L1).toArray().size(), 50);
        reply->deleteLater();
    }

    void tellsTheCoreOnceHowItsWorkspaceIsMade()
    {
        RunningUp up(m_data);
        const auto ready = up.ready();
        const auto provision = QJsonDocument::fromJson(up.read(u"core/provision.json"_s)).object();
        QCOMPARE(provision.value("kind"_L1).toString(), u"sandbox"_s);
        QCOMPARE(provision.value("seed"_L1).toBool(), true);
        QCOMPARE(provision.value("twilio"_L1).toObject().value("baseUrl"_L1), ready.value("twilio"_L1));
        QCOMPARE(provision.value("twilio"_L1).toObject().value("authToken"_L1), ready.value("authToken"_L1));
        QCOMPARE(provision.value("model"_L1).toObject().value("baseUrl"_L1), ready.value("modelUrl"_L1));
        const auto code = provision.value("relay"_L1).toObject().value("pairingCode"_L1).toString();
        QVERIFY(code.startsWith(ready.value("relay"_L1).toString() + u'#'));
        QCOMPARE(QFile::permissions(up.path(u"core/provision.json"_s)) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(QFile::permissions(up.path(u"core"_s)) & (QFile::ExeGroup | QFile::ExeOther), QFile::Permissions());
    }

    void writesNoSecretsForACoreThatHasItsWorkspace()
    {
        {
            RunningUp up(m_data);
            QVERIFY(!up.ready().isEmpty());
            QVERIFY(QFile::remove(up.path(u"core/provision.json"_s))); // as the core does
        }
        RunningUp up(m_data);
        QVERIFY(!up.ready().isEmpty());
        QVERIFY(!QFile::exists(up.path(u"core/provision.json"_s)));
    }

    void startsItsChildrenByAbsolutePathWithTheFolderOnTheirCommandLine()
    {
        RunningUp up(m_data);
        QVERIFY(!up.ready().isEmpty());
        for (const auto pid : {up.corePid(), up.relayPid()}) {
            QFile commandLine(u"/proc/%1/cmdline"_s.arg(pid));
            QVERIFY(commandLine.open(QIODevice::ReadOnly));
            const auto words = commandLine.readAll().split('\0');
            QVERIFY2(words.first().startsWith('/'), words.first().constData());
            QVERIFY(words.join(' ').contains(m_data.toUtf8() + '/'));
        }
    }

    void aKilledChildIsBackWithinTwoSecondsOnTheSamePortsWithTheSameToken_data()
    {
        QTest::addColumn<bool>("isCore");
        QTest::newRow("the core") << true;
        QTest::newRow("the relay") << false;
    }
    void aKilledChildIsBackWithinTwoSecondsOnTheSamePortsWithTheSameToken()
    {
        QFETCH(bool, isCore);
        RunningUp up(m_data);
        QVERIFY(!up.ready().isEmpty());
        const auto pid = [&] { return isCore ? up.corePid() : up.relayPid(); };
        const auto before = pid();
        const auto core = up.coreJson();
        ::kill(static_cast<pid_t>(before), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(pid() != before && isRunning(pid()), 2000);
        QCOMPARE(up.coreJson().value("url"_L1), core.value("url"_L1));
        QCOMPARE(up.coreJson().value("token"_L1), core.value("token"_L1));
        QCOMPARE(up.process().state(), QProcess::Running);
    }

    void endsWithItsChildrenWithinSixSecondsOfASigterm_data()
    {
        QTest::addColumn<bool>("coreIsDeaf");
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << false << SIGTERM;
        QTest::newRow("SIGINT") << false << SIGINT;
        QTest::newRow("a core that does not listen") << true << SIGTERM;
    }
    void endsWithItsChildrenWithinSixSecondsOfASigterm()
    {
        QFETCH(bool, coreIsDeaf);
        QFETCH(int, signal);
        QVERIFY(QDir().mkpath(m_data + u"/core"_s));
        RunningUp up(m_data);
        if (coreIsDeaf)
            up.write(u"core/ignore-term"_s, {});
        QVERIFY(!up.ready().isEmpty());
        const auto core = up.corePid();
        const auto relay = up.relayPid();
        ::kill(static_cast<pid_t>(up.process().processId()), signal);
        QVERIFY(up.process().waitForFinished(6000));
        QCOMPARE(up.process().exitStatus(), QProcess::NormalExit);
        QCOMPARE(up.process().exitCode(), 0);
        QVERIFY(!isRunning(core));
        QVERIFY(!isRunning(relay));
    }

    void whenItIsKilledItsChildrenDieAtOnce()
    {
        RunningUp up(m_data);
        QVERIFY(!up.ready().isEmpty());
        const auto core = up.corePid();
        const auto relay = up.relayPid();
        up.process().kill();
        QVERIFY(up.process().waitForFinished(2000));
        QTRY_VERIFY_WITH_TIMEOUT(!isRunning(core) && !isRunning(relay), 1000);
    }

    void aFolderThatIsInUseIsRefused()
    {
        const auto file = m_folder->filePath(u"ready.json"_s);
        RunningUp first(m_data, {u"--ready-file"_s, file});
        QVERIFY(!first.ready().isEmpty());
        RunningUp second(m_data, {u"--ready-file"_s, file});
        QVERIFY(second.process().waitForFinished(5000));
        QCOMPARE(second.process().exitCode(), 2);
        const auto sentence = second.process().readAllStandardError();
        QVERIFY2(sentence.contains("Another") && sentence.contains(m_data.toUtf8()), sentence.constData());
        QCOMPARE(first.process().state(), QProcess::Running);
        QVERIFY(isRunning(first.corePid()));
        QVERIFY2(QFile::exists(file), "the ready file of the one that runs is gone");
    }

    void aFolderIsResumedWithItsPortsAndTokensAndPairedOnce_data()
    {
        QTest::addColumn<bool>("wasKilled");
        QTest::newRow("stopped") << false;
        QTest::newRow("killed") << true;
    }
    void aFolderIsResumedWithItsPortsAndTokensAndPairedOnce()
    {
        QFETCH(bool, wasKilled);
        QJsonObject before;
        {
            RunningUp up(m_data);
            before = up.ready();
            QVERIFY(!before.isEmpty());
            if (!wasKilled) {
                up.process().terminate();
                QVERIFY(up.process().waitForFinished(6000));
            }
        }
        RunningUp up(m_data);
        QCOMPARE(up.ready(), before);
        QCOMPARE(up.read(u"relay/tenants"_s).count('\n'), 1);
    }

    void aShopThatDoesNotOpenAnyMoreIsToldHowToGoOn()
    {
        {
            RunningUp first(m_data);
            QVERIFY(!first.ready().isEmpty());
        }
        RunningUp up(m_data);
        up.write(u"core/old"_s, {});
        up.process().closeReadChannel(QProcess::StandardOutput);
        QVERIFY(up.process().waitForFinished(10'000));
        QVERIFY(up.process().exitCode() != 0);
        const auto said = up.process().readAllStandardError().trimmed().split('\n').constLast();
        QVERIFY2(said.startsWith("counterbell-sandbox: counterbell-core ") && said.contains("--new-shop") &&
                     said.contains(m_data.toUtf8()),
                 said.constData());
    }

    void aShopThatDoesNotOpenForAnotherReasonIsToldThatInTheCoresWords_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<bool>("isOfVersion");
        QTest::newRow("a full disk") << QByteArray("The disk is full; make room and try again.") << false;
        QTest::newRow("a database that is gone") << QByteArray("The database counterbell.sqlite is missing.") << false;
        QTest::newRow("newer data") << QByteArray("The data was made by a newer version of Counterbell; install that "
                                                  "version.")
                                    << true;
    }
    void aShopThatDoesNotOpenForAnotherReasonIsToldThatInTheCoresWords()
    {
        QFETCH(QByteArray, words);
        QFETCH(bool, isOfVersion);
        {
            RunningUp first(m_data);
            QVERIFY(!first.ready().isEmpty());
        }
        RunningUp up(m_data);
        up.write(u"core/says"_s, words);
        QVERIFY(up.process().waitForFinished(10'000));
        QCOMPARE(up.process().exitCode(), 1);
        const auto lines = up.process().readAllStandardError().trimmed().split('\n');
        const auto &said = lines.constLast();
        QVERIFY2(said.startsWith("counterbell-sandbox: counterbell-core does not start: " + words), said.constData());
        QCOMPARE(said.contains("--new-shop"), isOfVersion);
        QVERIFY(lines.contains("counterbell-core: " + words)); // its own lines are passed on
    }

    void aNewShopIsNotToldOfOlderOnes()
    {
        QVERIFY(QDir().mkpath(m_data + u"/core"_s));
        RunningUp up(m_data);
        up.write(u"core/old"_s, {});
        QVERIFY(up.process().waitForFinished(10'000));
        const auto said = up.process().readAllStandardError();
        QVERIFY2(said.contains("counterbell-core does not take") && !said.contains("--new-shop"), said.constData());
    }

    void aStateOfAnotherVersionIsToldHowToGoOn()
    {
        QVERIFY(QDir().mkpath(m_data));
        QFile state(m_data + u"/up.json"_s);
        QVERIFY(state.open(QIODevice::WriteOnly) && state.write("{\"version\": 7}") > 0);
        state.close();
        RunningUp up(m_data);
        QVERIFY(up.process().waitForFinished(5'000));
        QCOMPARE(up.process().exitCode(), 2);
        QVERIFY(up.process().readAllStandardError().contains("--new-shop"));
    }

    void aNewShopKeepsTheOldOneAside()
    {
        QJsonObject before;
        {
            RunningUp first(m_data);
            before = first.ready();
            QVERIFY(!before.isEmpty());
            first.write(u"core/old"_s, {});
        }
        for (const auto &aside : {u"old-1"_s, u"old-2"_s}) {
            RunningUp up(m_data, {u"--new-shop"_s});
            const auto ready = up.ready();
            QVERIFY(!ready.isEmpty());
            QVERIFY(ready["authToken"_L1] != before["authToken"_L1]);
            const auto kept = QJsonDocument::fromJson(up.read(aside + u"/up.json"_s)).object();
            QCOMPARE(kept["authToken"_L1], before["authToken"_L1]);
            QVERIFY(QFile::exists(up.path(aside + u"/core/core.json"_s)));
            QVERIFY(QFile::exists(up.path(aside + u"/twilio/twilio.sqlite"_s)));
            before = ready;
        }
        QVERIFY(QFile::exists(m_data + u"/old-1/core/old"_s));
    }

    void theRealRelayTakesWebhooksWhereTheReadyLineSaysAndAgainAfterItWasKilled()
    {
        const auto programs = m_folder->filePath(u"programs"_s);
        QVERIFY(QDir().mkpath(programs));
        QVERIFY(QFile::link(RunningUp::fakePrograms() + u"/counterbell-core"_s, programs + u"/counterbell-core"_s));
        QVERIFY(
            QFile::link(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-relay"), programs + u"/counterbell-relay"_s));
        RunningUp up(m_data, {u"--programs"_s, programs});
        const auto ready = up.ready();
        QVERIFY(!ready.isEmpty());
        const auto deliver = [&] {
            return statusOf(QNetworkAccessManager::PostOperation, ready.value("webhookUrl"_L1).toString(), "Body=Hi");
        };
        QTRY_COMPARE(deliver(), 204);
        const auto relay = [&] { return childNamed(up.process().processId(), "/counterbell-relay"); };
        const auto before = relay();
        ::kill(static_cast<pid_t>(before), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(relay() != 0 && relay() != before, 2000);
        QTRY_COMPARE_WITH_TIMEOUT(deliver(), 204, 2000);
    }

    void twoFoldersNeverMeet()
    {
        RunningUp first(m_data);
        RunningUp second(m_folder->filePath(u"other shop"_s));
        const auto one = first.ready();
        const auto two = second.ready();
        QVERIFY(!one.isEmpty() && !two.isEmpty());
        for (const auto field : {"twilio"_L1, "relay"_L1, "webhookUrl"_L1, "core"_L1, "token"_L1, "authToken"_L1})
            QVERIFY2(one.value(field) != two.value(field), field.data());
        second.process().terminate();
        QVERIFY(second.process().waitForFinished(6000));
        QVERIFY(isRunning(first.corePid()) && isRunning(first.relayPid()));
    }

    void anOldReadyFileGoesBeforeAnythingStarts()
    {
        const auto file = m_folder->filePath(u"ready.json"_s);
        QFile old(file);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.close();
        QVERIFY(QDir().mkpath(m_data + u"/core"_s));
        QFile crash(m_data + u"/core/crash"_s);
        QVERIFY(crash.open(QIODevice::WriteOnly));
        RunningUp up(m_data, {u"--ready-file"_s, file});
        QTRY_VERIFY(!QFile::exists(file));
        QTRY_VERIFY(!up.read(u"relay/pid"_s).isEmpty());
        QVERIFY(crash.remove());
        QVERIFY(!up.ready().isEmpty());
        QTRY_VERIFY(QFile::exists(file));
    }

    void aRememberedPortThatIsTakenIsNamed()
    {
        QString port;
        {
            RunningUp up(m_data);
            port = up.ready().value("core"_L1).toString().section(u':', 2);
            up.process().terminate();
            QVERIFY(up.process().waitForFinished(6000));
        }
        QTcpServer stranger;
        QVERIFY(stranger.listen(QHostAddress::LocalHost, port.toUShort()));
        RunningUp up(m_data);
        QVERIFY(up.process().waitForFinished(8000));
        QCOMPARE(up.process().exitCode(), 2);
        const auto sentence = up.process().readAllStandardError();
        QVERIFY2(sentence.contains(port.toUtf8()), sentence.constData());
    }

    void theClockIsMovedInTheCoreBeforeTheAnswerAndAgainInEveryNewCore()
    {
        QJsonObject ready;
        const QByteArray told("sandbox.advanceClock {\"offsetSeconds\":90000}\n");
        {
            RunningUp up(m_data);
            ready = up.ready();
            const auto clock = ready.value("twilio"_L1).toString() + u"/sandbox/clock"_s;
            QCOMPARE(statusOf(QNetworkAccessManager::PostOperation, clock, R"({"advanceSeconds": 90000})"), 200);
            QVERIFY2(up.read(u"core/calls"_s).contains(told), up.read(u"core/calls"_s).constData());
            up.write(u"core/calls"_s, {});
            ::kill(static_cast<pid_t>(up.corePid()), SIGKILL);
            QTRY_VERIFY(up.read(u"core/calls"_s).contains(told));
            up.write(u"core/calls"_s, {});
            up.process().terminate();
            QVERIFY(up.process().waitForFinished(6000));
        }
        RunningUp up(m_data);
        QVERIFY(!up.ready().isEmpty());
        QVERIFY(up.read(u"core/calls"_s).contains(told));
    }

    void aChangedPinDoesNotStopTheClock()
    {
        QVERIFY(QDir().mkpath(m_data + u"/core"_s));
        RunningUp up(m_data);
        up.write(u"core/refuse-owner"_s, {});
        up.write(u"core/refuse-manager"_s, {});
        const auto clock = up.ready().value("twilio"_L1).toString() + u"/sandbox/clock"_s;
        QCOMPARE(statusOf(QNetworkAccessManager::PostOperation, clock, R"({"advanceSeconds": 60})"), 200);
        QVERIFY(up.read(u"core/calls"_s).contains("sandbox.advanceClock {\"offsetSeconds\":60}\n"));
    }

    void aBadArgumentIsASentenceAndStatusTwo_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("named");
        QTest::newRow("no folder") << QStringList{} << QByteArray("--data");
        QTest::newRow("an unknown option") << QStringList{u"--data"_s, m_data, u"--colour"_s} << QByteArray("colour");
        QTest::newRow("a stray word") << QStringList{u"--data"_s, u"x"_s, u"stray"_s} << QByteArray("stray");
        QTest::newRow("programs that are not there")
            << QStringList{u"--data"_s, u"x"_s, u"--programs"_s, u"/nowhere"_s} << QByteArray("/nowhere");
        QTest::newRow("a ready file in no folder")
            << QStringList{u"--data"_s, u"x"_s, u"--ready-file"_s, u"/nowhere/f"_s} << QByteArray("/nowhere/f");
    }
    void aBadArgumentIsASentenceAndStatusTwo()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, named);
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-sandbox"), QStringList{u"up"_s} + words);
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitCode(), 2);
        const auto sentence = process.readAllStandardError();
        QVERIFY2(sentence.contains(named), sentence.constData());
    }

private:
    int statusOf(QNetworkAccessManager::Operation operation, const QString &url, const QByteArray &body = "{}")
    {
        QNetworkRequest request{QUrl(url)};
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        auto *reply =
            operation == QNetworkAccessManager::GetOperation ? m_network.get(request) : m_network.post(request, body);
        QSignalSpy finished(reply, &QNetworkReply::finished);
        if (!reply->isFinished() && !finished.wait(15000))
            return 0;
        reply->deleteLater();
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    QNetworkAccessManager m_network;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data;
};

QTEST_GUILESS_MAIN(UpTest)
#include "tst_up.moc"
