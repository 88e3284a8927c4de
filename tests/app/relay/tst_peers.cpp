// SPDX-License-Identifier: Apache-2.0
#include "app/relay/peers.h"

#include <QTest>

using namespace counterbell::relay;

/// Who counts as whom.
class TestPeers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHomeCountsAsOne_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("counted");
        QTest::newRow("version 4") << QByteArray("203.0.113.9") << QByteArray("203.0.113.9");
        QTest::newRow("version 6") << QByteArray("2001:db8:1:2:3:4:5:6") << QByteArray("2001:db8:1:2::/64");
        QTest::newRow("its neighbour in the same home")
            << QByteArray("2001:db8:1:2::1") << QByteArray("2001:db8:1:2::/64");
        QTest::newRow("next door") << QByteArray("2001:db8:1:3::1") << QByteArray("2001:db8:1:3::/64");
        QTest::newRow("loopback") << QByteArray("::1") << QByteArray("::/64");
        QTest::newRow("no address") << QByteArray("fe80::1%eth0") << QByteArray("fe80::1%eth0");
    }
    void aHomeCountsAsOne()
    {
        QFETCH(QByteArray, address);
        QTEST(QByteArray::fromStdString(neighbourhoodOf(address.toStdString())), "counted");
    }

    void knowsWhatStrangersMayReach_data()
    {
        QTest::addColumn<bool>("isOpen");
        for (const auto *home : {"127.0.0.1", "::1", "10.1.2.3", "172.31.0.1", "192.168.1.5", "fd00::1", "fe80::1"})
            QTest::newRow(home) << false;
        for (const auto *open : {"0.0.0.0", "::", "203.0.113.9", "172.32.0.1", "2001:db8::1"})
            QTest::newRow(open) << true;
    }
    void knowsWhatStrangersMayReach() { QTEST(isOpenToStrangers(QTest::currentDataTag()), "isOpen"); }
};

QTEST_GUILESS_MAIN(TestPeers)
#include "tst_peers.moc"
