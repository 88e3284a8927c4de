// SPDX-License-Identifier: Apache-2.0
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

class TestControlApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clockMovesDateHeaderAndMessages();
    void clockAnswersWhenTheCoreHasFollowed();
    void clockSaysWhenTheCoreHasNot();
    void clockRefusesWhatIsNoAdvance_data();
    void clockRefusesWhatIsNoAdvance();
    void accountCountsByPathAndStatus();
    void unknownCallsAreNotFound();
    void takesCallsOfOthersOnItsPort();
};

void TestControlApi::clockMovesDateHeaderAndMessages()
{
    const RunningSandbox sandbox;
    const auto answer = sandbox.control("POST", u"/clock"_s, {{u"advanceSeconds"_s, 90000}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json()["offsetSeconds"_L1].toInt(), 90000);
    sandbox.control("POST", u"/clock"_s, {{u"advanceSeconds"_s, 10000}});
    const auto created = sandbox.sms(u"+61491573500"_s, u"hi"_s);
    const auto expected = QDateTime::currentDateTimeUtc().addSecs(100000);
    for (const auto &text : {created.json()["date_created"_L1].toString(), QString::fromLatin1(created.header("Date"))})
        QVERIFY2(std::abs(QDateTime::fromString(text, Qt::RFC2822Date).secsTo(expected)) <= 2, qUtf8Printable(text));
}

void TestControlApi::clockAnswersWhenTheCoreHasFollowed()
{
    RunningSandbox sandbox;
    qint64 offset = 0;
    bool moved = false;
    sandbox.server.setClockFollower([&](qint64 seconds, const std::function<void(bool)> &done) {
        offset = seconds;
        QTimer::singleShot(200, &sandbox.server, [&moved, done] {
            moved = true;
            done(true);
        });
    });
    QCOMPARE(sandbox.control("POST", u"/clock"_s, {{u"advanceSeconds"_s, 60}}).status, 200);
    QVERIFY(moved);
    QCOMPARE(offset, 60);
}

void TestControlApi::clockSaysWhenTheCoreHasNot()
{
    RunningSandbox sandbox;
    sandbox.server.setClockFollower([](qint64, const std::function<void(bool)> &done) { done(false); });
    QCOMPARE(sandbox.control("POST", u"/clock"_s, {{u"advanceSeconds"_s, 60}}).status, 503);
}

void TestControlApi::clockRefusesWhatIsNoAdvance_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::newRow("back") << QJsonObject{{u"advanceSeconds"_s, -1}};
    QTest::newRow("half") << QJsonObject{{u"advanceSeconds"_s, 0.5}};
    QTest::newRow("text") << QJsonObject{{u"advanceSeconds"_s, u"60"_s}};
    QTest::newRow("a century") << QJsonObject{{u"advanceSeconds"_s, 3.2e9}};
    QTest::newRow("nothing") << QJsonObject{};
    QTest::newRow("more") << QJsonObject{{u"advanceSeconds"_s, 1}, {u"to"_s, 2}};
}

void TestControlApi::clockRefusesWhatIsNoAdvance()
{
    QFETCH(QJsonObject, body);
    const RunningSandbox sandbox;
    QCOMPARE(sandbox.control("POST", u"/clock"_s, body).status, 400);
    QCOMPARE(sandbox.server.clockOffsetSeconds(), 0);
}

void TestControlApi::accountCountsByPathAndStatus()
{
    const RunningSandbox sandbox;
    WebhookSink sink;
    sandbox.sms(u"+61491573501"_s, u"hi"_s, sink.url(u"/s"_s));
    sandbox.sms(u"nobody"_s, u"hi"_s);
    const auto account = [&] { return sandbox.control("GET", u"/account"_s).json(); };
    QTRY_COMPARE(account()["messages"_L1]["delivered"_L1].toInt(), 1);
    const auto creates = account()["requests"_L1]["POST /2010-04-01/Accounts/{AccountSid}/Messages.json"_L1];
    QCOMPARE(creates["201"_L1].toInt(), 1);
    QCOMPARE(creates["400"_L1].toInt(), 1);
    QTRY_COMPARE(account()["webhooks"_L1]["answered"_L1].toInt(), 2);
    QCOMPARE(account()["webhooks"_L1]["tried"_L1].toInt(), 2);
    QCOMPARE(account()["webhooks"_L1]["byStatus"_L1]["204"_L1].toInt(), 2);
}

void TestControlApi::unknownCallsAreNotFound()
{
    const RunningSandbox sandbox;
    QCOMPARE(sandbox.control("GET", u"/nothing"_s).status, 404);
    QCOMPARE(sandbox.control("DELETE", u"/faults"_s).status, 404);
    QCOMPARE(sandbox.call("GET", u"Calls.json"_s).code(), 20404);
    QCOMPARE(exchange(sandbox.port(), requestText("POST", u"/sandbox/faults"_s, {}, "[1]")).status, 400);
}

void TestControlApi::takesCallsOfOthersOnItsPort()
{
    RunningSandbox sandbox;
    sandbox.server.router().add(
        "POST", u"/v1/chat/completions"_s,
        [](const HttpRequest &request, const HttpResponder &responder) { responder.send({200, {}, request.body}); });
    QCOMPARE(exchange(sandbox.port(), requestText("POST", u"/v1/chat/completions"_s, {}, "{}")).body, "{}");
}

QTEST_GUILESS_MAIN(TestControlApi)
#include "tst_control_api.moc"
