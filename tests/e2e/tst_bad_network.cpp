// SPDX-License-Identifier: Apache-2.0
// The network at its worst between Twilio and the shop: nothing is lost, and nothing goes out twice.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestBadNetwork : public QObject
{
    Q_OBJECT
private:
    Desk desk() { return Desk(m_stage.agent()); }
    /// The customer wrote, the AI answered, and a person took over: the conversation's id, empty when that failed.
    QString takenOver(Handset &phone)
    {
        phone.writes(u"Hi"_s);
        if (!QTest::qWaitFor([&] { return phone.received().size() == 1; }, 10000))
            return {};
        const auto id = desk().conversationWith(phone.number())["id"_L1].toString();
        const auto taken = m_stage.agent().call("inbox.takeOver"_L1, {{u"conversationId"_s, id}});
        return taken.ok() ? id : QString();
    }
    QString statusOf(const QString &id, const QString &body)
    {
        return desk().messageWithBody(id, body)["status"_L1].toString();
    }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stage.open()); }
    void cleanup()
    {
        m_stage.showLogOfFailure();
        QVERIFY(m_stage.sandbox().setFaults({}));
    }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void aLostAnswerMeansOneMessageWhoseStatusesArrive()
    {
        auto phone = m_stage.phone(u"+61491573207"_s);
        const auto id = takenOver(phone);
        QVERIFY(!id.isEmpty());
        QVERIFY(m_stage.sandbox().setFaults({{u"loseAnswers"_s, 1}}));
        VERIFY_OK(desk().sendText(id, u"whatsapp"_s, u"Once only"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desk().messageWithBody(id, u"Once only"_s)["status"_L1].toString(), u"read"_s, 15000);
        QCOMPARE(phone.bodies().count(u"Once only"_s), 1);
        QCOMPARE(desk().messageWithBody(id, u"Once only"_s)["sid"_L1], phone.received().last()["sid"_L1]);
    }

    void aLostAnswerWithoutCallbacksIsFoundInTheList()
    {
        auto phone = m_stage.phone(u"+61491573208"_s);
        const auto id = takenOver(phone);
        QVERIFY(!id.isEmpty());
        QVERIFY(m_stage.sandbox().setFaults({{u"loseAnswers"_s, 1}, {u"dropCallbacks"_s, 10}}));
        VERIFY_OK(desk().sendText(id, u"whatsapp"_s, u"Found by listing"_s));
        QTRY_COMPARE(phone.bodies().count(u"Found by listing"_s), 1);
        const auto sid = phone.received().last()["sid"_L1];
        QTRY_COMPARE_WITH_TIMEOUT(desk().messageWithBody(id, u"Found by listing"_s)["sid"_L1], sid, 15000);
        QCOMPARE(phone.bodies().count(u"Found by listing"_s), 1);
    }

    void aLostRequestIsSentOnceMoreWhenTwoListsWereEmpty()
    {
        auto phone = m_stage.phone(u"+61491573209"_s);
        const auto id = takenOver(phone);
        QVERIFY(!id.isEmpty());
        QVERIFY(m_stage.sandbox().setFaults({{u"loseRequests"_s, 1}}));
        VERIFY_OK(desk().sendText(id, u"whatsapp"_s, u"Second try"_s));
        QTRY_COMPARE(desk().messageWithBody(id, u"Second try"_s)["status"_L1].toString(), u"uncertain"_s);
        for (int i = 0; i < 4 && phone.bodies().count(u"Second try"_s) == 0; ++i) {
            QVERIFY(m_stage.sandbox().advanceClock(200s));
            (void)QTest::qWaitFor([&] { return phone.bodies().count(u"Second try"_s) > 0; }, 4000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(desk().messageWithBody(id, u"Second try"_s)["status"_L1].toString(), u"read"_s,
                                  10000);
        QCOMPARE(phone.bodies().count(u"Second try"_s), 1);
    }

    void callbacksDoubledShuffledAndEarlyEndInRead()
    {
        auto phone = m_stage.phone(u"+61491573210"_s);
        const auto id = takenOver(phone);
        QVERIFY(!id.isEmpty());
        QVERIFY(m_stage.sandbox().setFaults(
            {{u"doubleCallbacks"_s, 10}, {u"shuffleCallbacks"_s, 1}, {u"earlyCallbacks"_s, 1}}));
        VERIFY_OK(desk().sendText(id, u"whatsapp"_s, u"In any order"_s));
        QTRY_COMPARE_WITH_TIMEOUT(desk().messageWithBody(id, u"In any order"_s)["status"_L1].toString(), u"read"_s,
                                  15000);
        QCOMPARE(phone.bodies().count(u"In any order"_s), 1);
    }

    void aWebhookThatComesTwiceIsOneMessageAndAForgedOneIsNone()
    {
        auto phone = m_stage.phone(u"+61491573211"_s);
        const auto id = takenOver(phone);
        QVERIFY(!id.isEmpty());

        QVERIFY(m_stage.sandbox().setFaults({{u"doubleWebhooks"_s, 1}}));
        const auto twice = phone.writes(u"Twice"_s);
        QVERIFY(m_stage.sandbox().setFaults({{u"forgedWebhooks"_s, 1}}));
        const auto forged = phone.writes(u"Forged"_s);
        QVERIFY(m_stage.sandbox().setFaults({}));
        const auto after = phone.writes(u"After"_s);
        QTRY_VERIFY(!desk().messageWithSid(id, after).isEmpty());
        QTRY_COMPARE(where(desk().messages(id), {{u"sid"_s, twice}}).size(), 1);
        QVERIFY(desk().messageWithSid(id, forged).isEmpty());
        QCOMPARE(desk().conversation(id)["unread"_L1].toInt(), 3);
    }

    void aWebhookThatNeverCameIsCaughtUpWith()
    {
        auto phone = m_stage.phone(u"+61491573212"_s);
        QVERIFY(m_stage.sandbox().setFaults({{u"dropWebhooks"_s, 20}}));
        const auto body = u"  Nobody rang for this one 🔔\n"_s;
        const auto sid = phone.writes(body);
        QVERIFY(!sid.isEmpty());
        QVERIFY(m_stage.sandbox().advanceClock(4min));
        QTRY_VERIFY_WITH_TIMEOUT(!desk().conversationWith(phone.number()).isEmpty(), 10000);
        const auto id = desk().conversationWith(phone.number())["id"_L1].toString();
        QCOMPARE(desk().messageWithSid(id, sid)["body"_L1].toString(), body);
        QVERIFY(m_stage.sandbox().setFaults({}));
        QVERIFY(m_stage.sandbox().advanceClock(4min));
        QCOMPARE(where(desk().messages(id), {{u"sid"_s, sid}}).size(), 1);
    }

    void whatWaitsBehindALostAnswerFollowsInOrder()
    {
        auto phone = m_stage.phone(u"+61491573213"_s);
        const auto id = takenOver(phone);
        QVERIFY(!id.isEmpty());
        QVERIFY(m_stage.sandbox().setFaults({{u"loseAnswers"_s, 1}}));
        for (const auto &body : {u"First"_s, u"Second"_s, u"Third"_s})
            VERIFY_OK(desk().sendText(id, u"whatsapp"_s, body));
        QTRY_COMPARE_WITH_TIMEOUT(phone.bodies().mid(1), (QStringList{u"First"_s, u"Second"_s, u"Third"_s}), 15000);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(id, u"Third"_s), u"read"_s, 10000);
        QTRY_COMPARE(statusOf(id, u"First"_s), u"read"_s);
    }

    void tooManyRequestsOrSlowAnswersDelayAMessageAndDontDoubleIt_data()
    {
        QTest::addColumn<QJsonObject>("faults");
        QTest::addColumn<QString>("number");
        QTest::newRow("429") << QJsonObject{{u"rateLimit"_s, QJsonObject{{u"count"_s, 2}, {u"retryAfter"_s, 1}}}}
                             << u"+61491573214"_s;
        QTest::newRow("slow answers") << QJsonObject{{u"delayMs"_s, 1500}} << u"+61491573215"_s;
    }
    void tooManyRequestsOrSlowAnswersDelayAMessageAndDontDoubleIt()
    {
        QFETCH(const QJsonObject, faults);
        QFETCH(const QString, number);
        auto phone = m_stage.phone(number);
        const auto id = takenOver(phone);
        QVERIFY(!id.isEmpty());
        QVERIFY(m_stage.sandbox().setFaults(faults));
        VERIFY_OK(desk().sendText(id, u"whatsapp"_s, u"With patience"_s));
        QTRY_COMPARE_WITH_TIMEOUT(phone.bodies().count(u"With patience"_s), 1, 15000);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(id, u"With patience"_s), u"read"_s, 15000);
        QCOMPARE(phone.received().size(), 2);
    }

    void aStatusWhoseCallbacksAreAllLostIsAskedFor()
    {
        auto phone = m_stage.phone(u"+61491573216"_s);
        const auto id = takenOver(phone);
        QVERIFY(!id.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(desk().messages(id).at(1)["status"_L1].toString(), u"read"_s, 10000);
        QVERIFY(m_stage.sandbox().setFaults({{u"dropCallbacks"_s, 50}}));
        VERIFY_OK(desk().sendText(id, u"whatsapp"_s, u"No news"_s));
        QTRY_COMPARE(statusOf(id, u"No news"_s), u"accepted"_s);
        const auto sid = desk().messageWithBody(id, u"No news"_s)["sid"_L1].toString();
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.sandbox().fetchMessage(sid).json()["status"_L1].toString(), u"read"_s, 10000);
        QCOMPARE(statusOf(id, u"No news"_s), u"accepted"_s);
        QVERIFY(m_stage.sandbox().advanceClock(4min));
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(id, u"No news"_s), u"read"_s, 10000);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestBadNetwork)
#include "tst_bad_network.moc"
