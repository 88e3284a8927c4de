// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/raw_client.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

/// `counterbell-relay` as a process: its command line, its signals, its death.
class TestProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        writeConfig("listen = \"127.0.0.1:0\"\nops_listen = \"127.0.0.1:0\"\n"
                    "public_url = \"https://hooks.example\"\nspool = \"spool.db\"\n");
    }
    void cleanup()
    {
        end();
        m_folder.reset();
    }

    void saysVersionAndHelp()
    {
        QCOMPARE(run({u"--version"_s}).code, 0);
        QVERIFY(run({u"--version"_s}).out.startsWith("counterbell-relay "));
        const auto help = run({u"--help"_s});
        QCOMPARE(help.code, 0);
        for (const auto *word : {"--config", "tenant add", "tenant list", "tenant revoke", "tenant remove", "rotate"})
            QVERIFY2(help.out.contains(word), word);
    }

    void exits2WithOneSentence_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QByteArray>("named");
        const QByteArray fine = "listen = \"127.0.0.1:0\"\npublic_url = \"https://h\"\nspool = \"s\"\n";
        const QStringList serve{u"--config"_s, u"C"_s};
        QTest::newRow("no argument") << QStringList{} << fine << QByteArray("--config FILE is missing");
        QTest::newRow("no value") << QStringList{u"--config"_s} << fine << QByteArray("--config needs a value");
        QTest::newRow("an unknown option") << QStringList{u"--verbose"_s} << fine << QByteArray("\"--verbose\"");
        QTest::newRow("an unknown word") << serve + QStringList{u"start"_s} << fine << QByteArray("\"start\"");
        QTest::newRow("no such file") << QStringList{u"--config"_s, u"/nowhere/x"_s} << fine
                                      << QByteArray("/nowhere/x can't be read");
        QTest::newRow("a bad setting") << serve << fine + "[limits]\nidle_seconds = 0\n"
                                       << QByteArray("limits.idle_seconds");
        QTest::newRow("an address of somebody else")
            << serve << QByteArray(fine).replace("127.0.0.1", "192.0.2.1") << QByteArray("listen: 192.0.2.1:0");
        QTest::newRow("a folder that isn't there")
            << serve << QByteArray(fine).replace("\"s\"", "\"/nowhere/s\"") << QByteArray("spool: /nowhere/s");
        QTest::newRow("a certificate that isn't there")
            << serve << fine + "[tls]\ncertificate = \"/nowhere/c\"\nkey = \"/nowhere/k\"\n"
            << QByteArray("tls.certificate: /nowhere/c");
        QTest::newRow("tenant alone") << serve + QStringList{u"tenant"_s} << fine << QByteArray("tenant must be");
        QTest::newRow("add without a name")
            << serve + QStringList{u"tenant"_s, u"add"_s} << fine << QByteArray("needs a tenant's name");
        QTest::newRow("two names") << serve + QStringList{u"tenant"_s, u"add"_s, u"Halden"_s, u"Rowe"_s} << fine
                                   << QByteArray("\"Rowe\"");
        QTest::newRow("a URL that is none")
            << serve + QStringList{u"tenant"_s, u"add"_s, u"A"_s, u"--url"_s, u"x"_s} << fine << QByteArray("--url");
        QTest::newRow("no such tenant") << serve + QStringList{u"tenant"_s, u"revoke"_s, u"X"_s} << fine
                                        << QByteArray("no tenant \"X\"");
    }
    void exits2WithOneSentence()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, config);
        QFETCH(QByteArray, named);
        writeConfig(config);
        arguments.replaceInStrings(u"C"_s, configPath(), Qt::CaseSensitive);
        const auto result = run(arguments);
        QCOMPARE(result.code, 2);
        QVERIFY2(result.error.contains(named), result.error.constData());
        QCOMPARE(result.error.count('\n'), 1);
        QVERIFY(result.out.isEmpty());
    }

    void tenantCommandsWorkBesideARunningRelay()
    {
        QVERIFY(start());
        const auto added = run({u"tenant"_s, u"add"_s, u"Halden & Rowe"_s, u"--config"_s, configPath(), u"--url"_s,
                                u"http://127.0.0.1:%1/"_s.arg(m_port)});
        QCOMPARE(added.code, 0);
        const QRegularExpression shape(u"^http://127\\.0\\.0\\.1:%1#[0-9a-f]{32}\\.[0-9a-f]{32}\n$"_s.arg(m_port));
        QVERIFY2(shape.match(QString::fromLatin1(added.out)).hasMatch(), added.out.constData());
        const auto token = pair(added.out.trimmed());
        QCOMPARE(token.size(), 64);

        const auto list = run({u"--config=%1"_s.arg(configPath()), u"tenant"_s, u"list"_s});
        const auto listed = QJsonDocument::fromJson(list.out).object();
        QCOMPARE(listed["name"_L1].toString(), u"Halden & Rowe"_s);
        QCOMPARE(listed["state"_L1].toString(), u"active"_s);
        QCOMPARE(listed["paired"_L1].toBool(), true);

        const auto rotated = run({u"tenant"_s, u"rotate"_s, u"Halden & Rowe"_s, u"--config"_s, configPath()});
        QVERIFY(rotated.out.startsWith("https://hooks.example#" + m_tenant + "."));
        QCOMPARE(postStatus("x"), 204);
        QCOMPARE(run({u"tenant"_s, u"revoke"_s, QString::fromLatin1(m_tenant), u"--config"_s, configPath()}).code, 0);
        QTRY_COMPARE(postStatus("x"), 404);
        QCOMPARE(run({u"tenant"_s, u"remove"_s, QString::fromLatin1(m_tenant), u"--config"_s, configPath()}).code, 0);
        QCOMPARE(run({u"tenant"_s, u"list"_s, u"--config"_s, configPath()}).out, "");
    }

    void refusesASecondRelayOnOneSpool()
    {
        QVERIFY(start());
        const auto second = run({u"--config"_s, configPath()});
        QCOMPARE(second.code, 2);
        QVERIFY(second.error.contains("another relay is using it"));
    }

    void endsCleanlyOnSigterm()
    {
        QVERIFY(start());
        const auto token = pairNew();
        LinkClient core(m_port, token);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        RawClient idle(m_port);
        idle.send("POST / HT");
        m_relay->terminate();
        QCOMPARE(core.closeCode(), 1001);
        QVERIFY(m_relay->waitForFinished(8000));
        QCOMPARE(m_relay->exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_relay->exitCode(), 0);
        for (const auto &line : m_relay->readAllStandardError().trimmed().split('\n')) {
            const auto json = QJsonDocument::fromJson(line).object();
            QVERIFY2(!json["event"_L1].toString().isEmpty() && json.contains("at"_L1), line.constData());
            QVERIFY(!line.contains(token));
        }
    }

    void whatWasAnswered204IsStillDeliveredAfterKill9()
    {
        QVERIFY(start());
        const auto token = pairNew();
        QSet<QByteArray> kept;
        const auto send = [this](RawClient &client, const QByteArray &body) {
            client.send(post("/t/" + m_tenant + "/twilio/inbound", body));
        };
        RawClient first(m_port);
        for (int i = 0; i < 50; ++i) {
            const QByteArray body = "calm " + QByteArray::number(i);
            send(first, body);
            QCOMPARE(first.read().status, 204);
            kept << body;
        }
        // It dies at the first answer of a burst: the others may or may not survive, but none that was answered.
        std::vector<std::unique_ptr<RawClient>> burst;
        for (int i = 0; i < 60; ++i)
            burst.push_back(std::make_unique<RawClient>(m_port));
        for (std::size_t i = 0; i < burst.size(); ++i)
            send(*burst[i], "burst " + QByteArray::number(i));
        QCOMPARE(burst[0]->read().status, 204);
        ::kill(pid_t(m_relay->processId()), SIGKILL);
        QVERIFY(m_relay->waitForFinished());
        kept << "burst 0";
        for (std::size_t i = 1; i < burst.size(); ++i)
            if (burst[i]->read().status == 204)
                kept << "burst " + QByteArray::number(i);

        QVERIFY(start());
        LinkClient core(m_port, token);
        const auto head = core.hello()["head"_L1].toInteger();
        const auto events = core.events(int(head));
        QCOMPARE(events.size(), head);
        QSet<QByteArray> delivered;
        for (qsizetype i = 0; i < events.size(); ++i) {
            QCOMPARE(events[i].seq, i + 1);
            delivered << events[i].body;
        }
        QCOMPARE(delivered.size(), events.size());
        QVERIFY2(delivered.contains(kept), "something that was answered is lost");
    }

private:
    struct Result {
        int code = -1;
        QByteArray out;
        QByteArray error;
    };

    [[nodiscard]] QString configPath() const { return m_folder->filePath(u"relay.toml"_s); }
    static QString program() { return QString::fromUtf8(COUNTERBELL_BIN_DIR "/counterbell-relay"); }

    void writeConfig(const QByteArray &toml) const
    {
        QFile file(configPath());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(toml);
    }

    static Result run(const QStringList &arguments)
    {
        QProcess process;
        process.start(program(), arguments);
        if (!process.waitForFinished(15000))
            process.kill();
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    void end()
    {
        if (!m_relay)
            return;
        m_relay->kill();
        m_relay->waitForFinished();
        m_relay.reset();
    }

    bool start()
    {
        end();
        m_relay = std::make_unique<QProcess>();
        m_relay->start(program(), {u"--config"_s, configPath()});
        while (!m_relay->canReadLine())
            if (!m_relay->waitForReadyRead(8000))
                return false;
        const auto ready = QJsonDocument::fromJson(m_relay->readLine()).object();
        m_port = ready["listen"_L1].toString().section(u':', -1).toUShort();
        return m_port != 0 && ready["ops"_L1].toString().startsWith("127.0.0.1:"_L1);
    }

    /// Redeems a code; the link token.
    QByteArray pair(const QByteArray &code)
    {
        RawClient client(m_port);
        client.send(post("/pair", "{\"code\":\"" + code + "\"}"));
        const auto json = QJsonDocument::fromJson(client.read().body).object();
        m_tenant = json["tenant"_L1].toString().toLatin1();
        return json["linkToken"_L1].toString().toLatin1();
    }
    QByteArray pairNew()
    {
        return pair(run({u"tenant"_s, u"add"_s, u"Shop"_s, u"--config"_s, configPath()}).out.trimmed());
    }
    [[nodiscard]] int postStatus(const QByteArray &body) const
    {
        RawClient client(m_port);
        client.send(post("/t/" + m_tenant + "/x", body));
        return client.read().status;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_relay;
    quint16 m_port = 0;
    QByteArray m_tenant;
};

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
