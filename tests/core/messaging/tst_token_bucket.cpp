// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/token_bucket.h"

#include <QTest>

using namespace counterbell::messaging;
using namespace std::chrono_literals;

namespace
{

const TokenBucket::Time start{1h};

} // namespace

class TokenBucketTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneSegmentASecond_OC53()
    {
        TokenBucket bucket(1, 1, start);
        QCOMPARE(bucket.take(1, start), 0s);
        QCOMPARE(bucket.take(1, start), 1s);
        QCOMPARE(bucket.take(1, start + 400ms), 600ms);
        QCOMPARE(bucket.take(1, start + 1s), 0s);
        QCOMPARE(bucket.take(1, start + 1s), 1s);
    }

    void waitsJustLongEnough()
    {
        TokenBucket bucket(80, 1, start);
        auto now = start;
        int sent = 0;
        while (now < start + 1s) {
            const auto wait = bucket.take(1, now);
            sent += wait == 0s ? 1 : 0;
            now += wait;
        }
        QCOMPARE(sent, 80);
    }

    void aBurstIsKeptButNoMore()
    {
        TokenBucket bucket(1, 5, start);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(bucket.take(1, start + 1h), 0s);
        QCOMPARE(bucket.take(1, start + 1h), 1s);
    }

    void aLongTextPassesAndTheNextPaysForIt()
    {
        TokenBucket bucket(1, 1, start);
        QCOMPARE(bucket.take(10, start), 0s);
        QCOMPARE(bucket.take(1, start), 10s);
        QCOMPARE(bucket.take(1, start + 9s), 1s);
        QCOMPARE(bucket.take(1, start + 10s), 0s);
    }

    void aRefusedTakeCostsNothing()
    {
        TokenBucket bucket(1, 2, start);
        QCOMPARE(bucket.take(2, start), 0s);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(bucket.take(1, start), 1s);
        QCOMPARE(bucket.take(1, start + 1s), 0s);
    }

    void timeThatStandsStillOrGoesBackGivesNothing()
    {
        TokenBucket bucket(1, 1, start);
        QCOMPARE(bucket.take(1, start), 0s);
        QCOMPARE(bucket.take(1, start - 1h), 1s);
        QCOMPARE(bucket.take(1, start + 500ms), 500ms);
    }
};

QTEST_GUILESS_MAIN(TokenBucketTest)
#include "tst_token_bucket.moc"
