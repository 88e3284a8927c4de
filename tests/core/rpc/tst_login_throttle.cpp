// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/login_throttle.h"

#include <QTest>

using namespace counterbell::rpc;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{
const LoginThrottle::Instant noon{12h};
}

class LoginThrottleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsWithEveryWrongPinUpToACap_data()
    {
        QTest::addColumn<int>("wrong");
        QTest::addColumn<int>("seconds");
        QTest::newRow("none") << 0 << 0;
        QTest::newRow("one") << 1 << 0;
        QTest::newRow("two") << 2 << 0;
        QTest::newRow("three") << 3 << 1;
        QTest::newRow("four") << 4 << 2;
        QTest::newRow("seven") << 7 << 16;
        QTest::newRow("eight") << 8 << 30;
        QTest::newRow("a thousand") << 1000 << 30;
    }
    void growsWithEveryWrongPinUpToACap()
    {
        QFETCH(int, wrong);
        QFETCH(int, seconds);
        LoginThrottle throttle;
        auto now = noon;
        for (int i = 0; i < wrong; ++i)
            throttle.wrongPin(u"mia"_s, now += 30s); // far enough apart for the count of all logins
        QCOMPARE(throttle.wait(u"mia"_s, now).count(), seconds);
        QCOMPARE(throttle.wait(u"mia"_s, now + 30s).count(), 0);
    }

    void roundsTheWaitUp()
    {
        LoginThrottle throttle;
        for (int i = 0; i < 4; ++i)
            throttle.wrongPin(u"mia"_s, noon);
        QCOMPARE(throttle.wait(u"mia"_s, noon + 1ms).count(), 2);
        QCOMPARE(throttle.wait(u"mia"_s, noon + 1s).count(), 1);
        QCOMPARE(throttle.wait(u"mia"_s, noon + 1999ms).count(), 1);
        QCOMPARE(throttle.wait(u"mia"_s, noon + 2s).count(), 0);
    }

    void slowsOneLoginAndNotAnother()
    {
        LoginThrottle throttle;
        for (int i = 0; i < 5; ++i)
            throttle.wrongPin(u"Mia"_s, noon);
        QVERIFY(throttle.wait(u"mia"_s, noon) > 0s); // a login is one, however it is written
        QCOMPARE(throttle.wait(u"priya"_s, noon).count(), 0);
    }

    void forgetsAfterARightPin()
    {
        LoginThrottle throttle;
        for (int i = 0; i < 5; ++i)
            throttle.wrongPin(u"mia"_s, noon);
        throttle.rightPin(u"mia"_s);
        QCOMPARE(throttle.wait(u"mia"_s, noon).count(), 0);
        throttle.wrongPin(u"mia"_s, noon);
        QCOMPARE(throttle.wait(u"mia"_s, noon).count(), 0);
    }

    void forgetsAfterAQuarterOfAnHour()
    {
        LoginThrottle throttle;
        for (int i = 0; i < 8; ++i)
            throttle.wrongPin(u"mia"_s, noon);
        throttle.wrongPin(u"mia"_s, noon + 15min);
        QCOMPARE(throttle.wait(u"mia"_s, noon + 15min).count(), 0);
    }

    void slowsWhoTriesManyLogins()
    {
        LoginThrottle throttle;
        for (int i = 0; i < 19; ++i)
            throttle.wrongPin(QString::number(i), noon);
        QCOMPARE(throttle.wait(u"mia"_s, noon).count(), 0);
        throttle.wrongPin(u"19"_s, noon);
        QCOMPARE(throttle.wait(u"mia"_s, noon).count(), 1);
        throttle.rightPin(u"mia"_s); // knowing one PIN buys no tries at the others'
        QCOMPARE(throttle.wait(u"mia"_s, noon).count(), 1);
        for (int i = 20; i < 100; ++i)
            throttle.wrongPin(QString::number(i), noon);
        QCOMPARE(throttle.wait(u"mia"_s, noon).count(), 5);
        QCOMPARE(throttle.wait(u"mia"_s, noon + 5s).count(), 0);
    }

    void forgetsTheCountOfAllSlowly()
    {
        LoginThrottle throttle;
        for (int i = 0; i < 20; ++i)
            throttle.wrongPin(QString::number(i), noon);
        throttle.wrongPin(u"x"_s, noon + 100s); // ten forgotten, one more
        QCOMPARE(throttle.wait(u"mia"_s, noon + 100s).count(), 0);
    }

    void keepsSlowingOneLoginWhileOthersAreMadeUp()
    {
        LoginThrottle throttle;
        for (int i = 0; i < 8; ++i)
            throttle.wrongPin(u"mia"_s, noon);
        for (int i = 0; i < 900; ++i)
            throttle.wrongPin(QString::number(i), noon + 1s);
        QCOMPARE(throttle.wait(u"mia"_s, noon + 2s).count(), 28);
    }
};

QTEST_GUILESS_MAIN(LoginThrottleTest)
#include "tst_login_throttle.moc"
