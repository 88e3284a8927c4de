// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/restart_delay.h"

#include <QTest>

using namespace counterbell::sandbox;
using namespace std::chrono_literals;

class RestartDelayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsFromAlmostNothingToTenSeconds_data()
    {
        QTest::addColumn<int>("deaths");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("the first death") << 1 << 100;
        QTest::newRow("the second in a row") << 2 << 1000;
        QTest::newRow("the third") << 3 << 2000;
        QTest::newRow("the fifth") << 5 << 8000;
        QTest::newRow("the sixth") << 6 << 10000;
        QTest::newRow("the hundredth") << 100 << 10000;
        QTest::newRow("never") << 0 << 100;
    }
    void growsFromAlmostNothingToTenSeconds()
    {
        QFETCH(int, deaths);
        QFETCH(int, milliseconds);
        QCOMPARE(restartDelay(deaths).count(), milliseconds);
    }
};

QTEST_GUILESS_MAIN(RestartDelayTest)
#include "tst_restart_delay.moc"
