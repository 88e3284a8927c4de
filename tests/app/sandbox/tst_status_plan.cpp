// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/status_plan.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;
using namespace std::chrono_literals;

class TestStatusPlan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void leadsToItsEnd_data();
    void leadsToItsEnd();
    void arrivesAtOnceWhereItWillBeDelivered_data();
    void arrivesAtOnceWhereItWillBeDelivered();
    void keepsTheContractsTimes();
    void costsPerSegmentBySms();
};

void TestStatusPlan::leadsToItsEnd_data()
{
    QTest::addColumn<int>("channel");
    QTest::addColumn<Handset>("handset");
    QTest::addColumn<int>("plannedError");
    QTest::addColumn<QString>("road");
    QTest::addColumn<int>("code");
    const int sms = int(Channel::Sms);
    const int wa = int(Channel::WhatsApp);
    QTest::newRow("SMS") << sms << Handset{} << 0 << u"queued sent delivered"_s << 0;
    QTest::newRow("SMS to a phone that is off")
        << sms << Handset{.reachable = false} << 0 << u"queued sent undelivered"_s << 30003;
    QTest::newRow("SMS to a landline") << sms << Handset{.landline = true} << 0 << u"queued sent undelivered"_s
                                       << 30006;
    QTest::newRow("WhatsApp") << wa << Handset{} << 0 << u"queued sent delivered read"_s << 0;
    QTest::newRow("WhatsApp without receipts") << wa << Handset{.reads = false} << 0 << u"queued sent delivered"_s << 0;
    QTest::newRow("WhatsApp to a phone that is off") << wa << Handset{.reachable = false} << 0 << u"queued sent"_s << 0;
    QTest::newRow("not on WhatsApp") << wa << Handset{.onWhatsApp = false} << 0 << u"queued failed"_s << 63003;
    QTest::newRow("outside the window") << wa << Handset{} << 63016 << u"queued failed"_s << 63016;
    QTest::newRow("WhatsApp on a landline")
        << wa << Handset{.landline = true} << 0 << u"queued sent delivered read"_s << 0;
}

void TestStatusPlan::leadsToItsEnd()
{
    QFETCH(int, channel);
    QFETCH(Handset, handset);
    QFETCH(int, plannedError);
    Message message{.channel = Channel(channel), .status = u"queued"_s, .plannedError = plannedError};
    QStringList road{message.status};
    int code = 0;
    while (const auto step = nextStep(message, handset)) {
        message.status = step->status;
        code = step->errorCode;
        road.append(step->status);
    }
    QTEST(road.join(u' '), "road");
    QTEST(code, "code");
}

void TestStatusPlan::arrivesAtOnceWhereItWillBeDelivered_data()
{
    QTest::addColumn<int>("channel");
    QTest::addColumn<Handset>("handset");
    QTest::addColumn<int>("plannedError");
    QTest::addColumn<bool>("arrives");
    const int sms = int(Channel::Sms);
    const int wa = int(Channel::WhatsApp);
    QTest::newRow("SMS") << sms << Handset{} << 0 << true;
    QTest::newRow("SMS, not on WhatsApp") << sms << Handset{.onWhatsApp = false} << 0 << true;
    QTest::newRow("SMS, landline") << sms << Handset{.landline = true} << 0 << false;
    QTest::newRow("SMS, off") << sms << Handset{.reachable = false} << 0 << false;
    QTest::newRow("WhatsApp") << wa << Handset{} << 0 << true;
    QTest::newRow("not on WhatsApp") << wa << Handset{.onWhatsApp = false} << 0 << false;
    QTest::newRow("outside the window") << wa << Handset{} << 63016 << false;
}

void TestStatusPlan::arrivesAtOnceWhereItWillBeDelivered()
{
    QFETCH(int, channel);
    QFETCH(Handset, handset);
    QFETCH(int, plannedError);
    QTEST(arrivesAtOnce({.channel = Channel(channel), .status = u"queued"_s, .plannedError = plannedError}, handset),
          "arrives");
}

void TestStatusPlan::keepsTheContractsTimes()
{
    for (const double dice : {0.0, 1.0}) {
        const auto sent = restIn(u"accepted"_s, dice) + restIn(u"queued"_s, dice);
        const auto delivered = sent + restIn(u"sent"_s, dice);
        QVERIFY(sent > 0ms && sent < 450ms);
        QVERIFY(delivered < 1400ms);
        QVERIFY(delivered + restIn(u"delivered"_s, dice) < 2800ms);
    }
}

void TestStatusPlan::costsPerSegmentBySms()
{
    QCOMPARE(priceOf({.channel = Channel::Sms, .segments = 2}, u"USD"_s), u"-0.10300"_s);
    QCOMPARE(priceOf({.channel = Channel::WhatsApp}, u"USD"_s), u"-0.00500"_s);
    QCOMPARE(priceOf({.channel = Channel::Sms, .segments = 2}, u"AUD"_s), u"-0.15800"_s);
    QCOMPARE(priceOf({.channel = Channel::WhatsApp}, u"AUD"_s), u"-0.01100"_s);
    QCOMPARE(priceOf({.channel = Channel::WhatsApp, .templateSid = u"HX1"_s}, u"AUD"_s), u"-0.06100"_s);
}

QTEST_GUILESS_MAIN(TestStatusPlan)
#include "tst_status_plan.moc"
