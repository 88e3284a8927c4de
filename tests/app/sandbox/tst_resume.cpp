// SPDX-License-Identifier: Apache-2.0
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

namespace
{

const QString &number()
{
    static const auto text = u"+61491573600"_s;
    return text;
}

/// The real program on a directory.
class Serving
{
public:
    explicit Serving(const QString &directory)
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(u"" COUNTERBELL_BIN_DIR "/counterbell-sandbox"_s, {u"serve"_s, u"--data"_s, directory});
        if (process.waitForReadyRead(10'000))
            ready = QJsonDocument::fromJson(process.readLine()).object();
    }
    ~Serving() { end(SIGKILL); }

    void end(int signal)
    {
        if (process.state() == QProcess::NotRunning)
            return;
        ::kill(pid_t(process.processId()), signal);
        process.waitForFinished(10'000);
    }
    [[nodiscard]] quint16 port() const { return quint16(QUrl(ready["twilio"_L1].toString()).port()); }
    Answer call(const QByteArray &method, const QString &path, const QByteArray &body = {}) const
    {
        const auto sid = ready["accountSid"_L1].toString();
        return exchange(port(), requestText(method, u"/2010-04-01/Accounts/%1/"_s.arg(sid) + path,
                                            RunningSandbox::basic(sid, ready["authToken"_L1].toString()), body));
    }
    Answer control(const QByteArray &method, const QString &path, const QJsonObject &body = {}) const
    {
        return exchange(port(), requestText(method, u"/sandbox"_s + path, {}, QJsonDocument(body).toJson()));
    }
    Answer send(const QString &to, const QString &from, const QString &callback = {}) const
    {
        return call(
            "POST", u"Messages.json"_s,
            Form({{u"To"_s, to}, {u"From"_s, from}, {u"Body"_s, u"hi"_s}, {u"StatusCallback"_s, callback}}).encoded());
    }

    QProcess process;
    QJsonObject ready;
};

} // namespace

/// A sandbox that was killed goes on as if nothing had been.
class TestResume : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptedMessagesSurviveAKill();
    void handsetsClockOptOutsWindowsAndHooksSurvive();
    void stopsCleanlyOnSigterm();
    void logsOneJsonObjectALine();
    void badArgumentsExitWith2_data();
    void badArgumentsExitWith2();
};

void TestResume::acceptedMessagesSurviveAKill()
{
    const QTemporaryDir directory;
    WebhookSink sink;
    QStringList accepted;
    QJsonObject before;
    {
        Serving first(directory.path());
        before = first.ready;
        for (int i = 0; i < 20; ++i)
            accepted.append(sidOf(first.send(number(), before["smsSender"_L1].toString(), sink.url(u"/s"_s))));
        first.end(SIGKILL); // some are queued, some sent, some delivered
    }
    QVERIFY(!accepted.contains(QString()));
    const Serving second(directory.path());
    QCOMPARE(second.ready, before); // the same account on the same ports
    for (const auto &sid : accepted) {
        QTRY_COMPARE(second.call("GET", u"Messages/%1.json"_s.arg(sid)).json()["status"_L1].toString(), u"delivered"_s);
    }
    const auto items = second.control("GET", u"/handsets/%1/messages"_s.arg(number())).json()["items"_L1].toArray();
    QStringList onHandset;
    for (const auto item : items)
        onHandset.append(item["sid"_L1].toString());
    QCOMPARE(onHandset, accepted);
    // Every message's delivery was told, by the first run or by the second.
    QTRY_VERIFY(sink.statusesTold().count(u"delivered"_s) >= accepted.size());
}

void TestResume::handsetsClockOptOutsWindowsAndHooksSurvive()
{
    const QTemporaryDir directory;
    WebhookSink sink;
    QString numberPath;
    QString senders;
    {
        Serving first(directory.path());
        senders = first.ready["smsSender"_L1].toString();
        numberPath = u"IncomingPhoneNumbers/%1.json"_s.arg(first.call("GET", u"IncomingPhoneNumbers.json"_s)
                                                               .json()["incoming_phone_numbers"_L1][0]["sid"_L1]
                                                               .toString());
        first.call("POST", numberPath, Form({{u"SmsUrl"_s, sink.url(u"/in"_s)}}).encoded());
        first.control("POST", u"/clock"_s, {{u"advanceSeconds"_s, 3600}});
        first.control("POST", u"/handsets/%1/messages"_s.arg(number()), {{u"body"_s, u"hi"_s}});
        first.control("POST", u"/handsets/%1/messages"_s.arg(number()),
                      {{u"channel"_s, u"sms"_s}, {u"body"_s, u"STOP"_s}});
        first.control("PATCH", u"/handsets/"_s + number(), {{u"reads"_s, false}});
        first.end(SIGKILL);
    }
    const Serving second(directory.path());
    QCOMPARE(second.call("GET", numberPath).json()["sms_url"_L1].toString(), sink.url(u"/in"_s));
    QCOMPARE(second.control("GET", u"/account"_s).json()["clock"_L1]["offsetSeconds"_L1].toInt(), 3600);
    QCOMPARE(second.send(number(), senders).code(), 21610);
    const auto sid =
        sidOf(second.send(u"whatsapp:"_s + number(), u"whatsapp:"_s + second.ready["whatsappSender"_L1].toString()));
    const auto status = [&] {
        return second.call("GET", u"Messages/%1.json"_s.arg(sid)).json()["status"_L1].toString();
    };
    QTRY_COMPARE(status(), u"delivered"_s); // the window is open, and this handset doesn't read
}

void TestResume::stopsCleanlyOnSigterm()
{
    const QTemporaryDir directory;
    Serving serving(directory.path());
    QVERIFY(!serving.ready.isEmpty());
    serving.end(SIGTERM);
    QCOMPARE(serving.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(serving.process.exitCode(), 0);
}

void TestResume::logsOneJsonObjectALine()
{
    const QTemporaryDir directory;
    Serving serving(directory.path());
    WebhookSink sink;
    sink.status = 500;
    serving.send(number(), serving.ready["smsSender"_L1].toString(), sink.url(u"/s"_s));
    const auto firstLine = [&] {
        QFile file(directory.filePath(u"sandbox.log"_s));
        return file.open(QFile::ReadOnly) ? file.readLine() : QByteArray();
    };
    QTRY_VERIFY(firstLine().endsWith('\n'));
    const auto line = QJsonDocument::fromJson(firstLine()).object();
    QCOMPARE(line["level"_L1], u"info"_s);
    QCOMPARE(line["category"_L1], u"sandbox.webhooks"_s);
    QVERIFY(!line["message"_L1].toString().contains(number()));
}

void TestResume::badArgumentsExitWith2_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    QTest::newRow("no directory") << QStringList{u"serve"_s} << u"--data"_s;
    QTest::newRow("port") << QStringList{u"serve"_s, u"--data"_s, u"/tmp"_s, u"--port"_s, u"x"_s} << u"--port"_s;
    QTest::newRow("seed") << QStringList{u"serve"_s, u"--data"_s, u"/tmp"_s, u"--seed"_s, u"/nowhere"_s} << u"--seed"_s;
    QTest::newRow("command") << QStringList{u"dance"_s} << u"dance"_s;
}

void TestResume::badArgumentsExitWith2()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, named);
    QProcess process;
    process.start(u"" COUNTERBELL_BIN_DIR "/counterbell-sandbox"_s, arguments);
    QVERIFY(process.waitForFinished(10'000));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(QString::fromUtf8(process.readAllStandardError()).contains(named));
}

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
