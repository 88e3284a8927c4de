// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/retry_policy.h"

#include <QTest>

using namespace counterbell::messaging;
using namespace std::chrono_literals;

using Answer = std::optional<Delay>;
using RetryAfter = std::optional<std::chrono::seconds>;
Q_DECLARE_METATYPE(Answer)
Q_DECLARE_METATYPE(RetryAfter)
Q_DECLARE_METATYPE(Delay)

class RetryPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doublesAndSpreads_OC52_data()
    {
        QTest::addColumn<int>("tries");
        QTest::addColumn<Delay>("age");
        QTest::addColumn<RetryAfter>("retryAfter");
        QTest::addColumn<double>("random");
        QTest::addColumn<Answer>("answer");
        QTest::newRow("first, at once") << 1 << Delay(0) << RetryAfter() << 0.0 << Answer(0ms);
        QTest::newRow("first, half") << 1 << Delay(0) << RetryAfter() << 0.5 << Answer(500ms);
        QTest::newRow("second") << 2 << Delay(1s) << RetryAfter() << 0.5 << Answer(1s);
        QTest::newRow("fifth") << 5 << Delay(1min) << RetryAfter() << 0.5 << Answer(8s);
        QTest::newRow("capped at ten minutes") << 15 << Delay(1h) << RetryAfter() << 0.5 << Answer(5min);
        QTest::newRow("the last one") << 19 << Delay(1h) << RetryAfter() << 0.5 << Answer(5min);
        QTest::newRow("no tries left") << 200 << Delay(1h) << RetryAfter() << 0.5 << Answer();
        QTest::newRow("far beyond") << 2'000'000'000 << Delay(0) << RetryAfter() << 0.5 << Answer();
        QTest::newRow("too old") << 3 << Delay(4h + 1ms) << RetryAfter() << 0.0 << Answer();
        QTest::newRow("would be too old") << 15 << Delay(4h - 1min) << RetryAfter() << 0.5 << Answer();
        QTest::newRow("Retry-After is waited out") << 1 << Delay(0) << RetryAfter(20s) << 0.5 << Answer(20500ms);
        QTest::newRow("Retry-After beyond the time") << 1 << Delay(0) << RetryAfter(5h) << 0.0 << Answer();
        QTest::newRow("Retry-After of ages")
            << 1 << Delay(0) << RetryAfter(std::chrono::seconds::max()) << 0.0 << Answer();
        QTest::newRow("a negative Retry-After") << 1 << Delay(0) << RetryAfter(-20s) << 0.5 << Answer(500ms);
    }
    void doublesAndSpreads_OC52()
    {
        QFETCH(int, tries);
        QFETCH(Delay, age);
        QFETCH(RetryAfter, retryAfter);
        QFETCH(double, random);
        QTEST(nextTry(tries, age, retryAfter, random), "answer");
    }

    void survivesHalfAnHourWithoutInternetOnAverage()
    {
        Delay age{0};
        for (int tries = 1; const auto delay = nextTry(tries, age, std::nullopt, 0.5); ++tries)
            age += *delay;
        QCOMPARE_GT(age, Delay(30min));
        QCOMPARE_LT(age, Delay(4h));
    }

    void aCodeThatSaysLaterAllowsTwoMoreAttempts()
    {
        QCOMPARE(nextLaterTry(0, 0.0), Answer(1min));
        QCOMPARE(nextLaterTry(0, 1.0), Answer(2min));
        QCOMPARE(nextLaterTry(1, 0.0), Answer(5min));
        QCOMPARE(nextLaterTry(1, 0.5), Answer(450s));
        QCOMPARE(nextLaterTry(2, 0.0), Answer());
        QCOMPARE(nextLaterTry(-1, 0.0), Answer());
    }
};

QTEST_GUILESS_MAIN(RetryPolicyTest)
#include "tst_retry_policy.moc"
