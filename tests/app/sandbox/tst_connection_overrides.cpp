// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/connection_overrides.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;
using namespace std::chrono_literals;
using End = WebhookTry::End;

class TestConnectionOverrides : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fragmentDecidesWhatIsRepeated_data();
    void fragmentDecidesWhatIsRepeated();
    void valuesOutOfRangeLeaveTheDefault();
    void fiveRepeatsFitIntoFifteenSeconds();
};

void TestConnectionOverrides::fragmentDecidesWhatIsRepeated_data()
{
    QTest::addColumn<QString>("fragment");
    QTest::addColumn<int>("retries");
    QTest::addColumn<QString>("repeated");
    QTest::newRow("none") << u""_s << 1 << u"connect"_s;
    QTest::newRow("ours") << u"#rc=5&rp=all"_s << 5 << u"connect read 404 500"_s;
    QTest::newRow("5xx alone") << u"#rp=5xx"_s << 1 << u"500"_s;
    QTest::newRow("a list") << u"#rc=2&rp=rt,4xx"_s << 2 << u"read 404"_s;
    QTest::newRow("never") << u"#rc=0"_s << 0 << u"connect"_s;
}

void TestConnectionOverrides::fragmentDecidesWhatIsRepeated()
{
    QFETCH(QString, fragment);
    const auto overrides = ConnectionOverrides::fromUrl(u"https://relay.example/t?x=1"_s + fragment);
    QTEST(overrides.retries, "retries");
    QStringList repeated;
    if (overrides.retriesAfter({End::ConnectFailed}))
        repeated.append(u"connect"_s);
    if (overrides.retriesAfter({End::ReadFailed}))
        repeated.append(u"read"_s);
    for (const int status : {302, 404, 500}) {
        if (overrides.retriesAfter({End::Answered, status}))
            repeated.append(QString::number(status));
    }
    QTEST(repeated.join(u' '), "repeated");
}

void TestConnectionOverrides::valuesOutOfRangeLeaveTheDefault()
{
    const auto overrides = ConnectionOverrides::fromUrl(u"http://a/#rc=6&ct=99&rt=15001&tt=x"_s);
    QCOMPARE(overrides.retries, 1);
    QCOMPARE(overrides.connectTime, 5000ms);
    QCOMPARE(overrides.readTime, 15000ms);
    QCOMPARE(overrides.totalTime, 15000ms);
    QCOMPARE(ConnectionOverrides::fromUrl(u"http://a/#tt=100"_s).totalTime, 100ms);
}

void TestConnectionOverrides::fiveRepeatsFitIntoFifteenSeconds()
{
    auto sum = 0ms;
    QList<qint64> waits;
    for (int retry = 1; retry <= 5; ++retry) {
        sum += retryWait(retry);
        waits.append(retryWait(retry).count());
    }
    QCOMPARE(waits, (QList<qint64>{500, 1000, 2000, 4000, 7000}));
    QVERIFY(sum < ConnectionOverrides().totalTime);
}

QTEST_GUILESS_MAIN(TestConnectionOverrides)
#include "tst_connection_overrides.moc"
