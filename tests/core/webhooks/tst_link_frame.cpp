// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/link_frame.h"
#include "tests/core/webhooks/frame_bytes.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;

namespace
{

QByteArray without(const QString &field)
{
    auto header = eventHeader(1);
    header.remove(field);
    return eventBytes(header, "b");
}

QByteArray with(const QString &field, const QJsonValue &value)
{
    auto header = eventHeader(1);
    header.insert(field, value);
    return eventBytes(header, "b");
}

QByteArray many(int count, qsizetype bodySize)
{
    QByteArray frame;
    for (int i = 1; i <= count; ++i)
        frame += eventBytes(i, QByteArray(bodySize, 'x'));
    return frame;
}

QJsonArray headerList(int count)
{
    QJsonArray list;
    for (int i = 0; i < count; ++i)
        list.append(QJsonArray{u"a"_s, u"b"_s});
    return list;
}

} // namespace

class LinkFrameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryEventOfAFrameByteForByte()
    {
        const QByteArray odd("\0\r\n\xff=&", 6);
        const auto events = parseFrame(eventBytes(eventHeader(7, 1500), odd) + eventBytes(8, {}));
        QVERIFY(events);
        QCOMPARE(events->size(), size_t{2});
        QCOMPARE(events->front().seq, 7);
        QCOMPARE(events->front().age.count(), 1500);
        QCOMPARE(events->front().request.method, "POST");
        QCOMPARE(events->front().request.url, "https://relay.example/t/1/twilio/inbound");
        QCOMPARE(events->front().request.headers.front().second, "s");
        QCOMPARE(events->front().peer, u"203.0.113.7"_s);
        QCOMPARE(events->front().request.body, odd);
        QCOMPARE(events->back().seq, 8);
        QVERIFY(events->back().request.body.isEmpty());
    }

    void takesWhatTheLimitsAllow_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<int>("count");
        QTest::newRow("64 events") << many(64, 10) << 64;
        QTest::newRow("a single event longer than a frame of many") << eventBytes(1, QByteArray(1024 * 1024, 'x')) << 1;
        QTest::newRow("numbers with holes, announced as a gap before") << eventBytes(1) + eventBytes(9) << 2;
        QTest::newRow("an age of a clock set back") << with(u"age"_s, -5) << 1;
        QTest::newRow("an age beyond all sense") << with(u"age"_s, 1e300) << 1;
        QTest::newRow("fields of a later version") << with(u"colour"_s, u"red"_s) << 1;
        QTest::newRow("no peer") << without(u"peer"_s) << 1;
    }
    void takesWhatTheLimitsAllow()
    {
        QFETCH(QByteArray, frame);
        const auto events = parseFrame(frame);
        QVERIFY2(events, qPrintable(events ? QString() : events.error()));
        QTEST(int(events->size()), "count");
        QVERIFY(events->front().age.count() >= 0);
    }

    void refusesAFrameThatDoesNotFitWhole_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QString>("problem");
        const auto good = eventBytes(1);
        const QByteArray header = "{}";
        QTest::newRow("empty") << QByteArray() << u"empty"_s;
        QTest::newRow("half a prefix") << QByteArray("\0\0\0\1", 4) << u"cutInPrefix"_s;
        QTest::newRow("a prefix and no more") << rawEvent(2, 0, {}, {}) << u"cutInEvent"_s;
        QTest::newRow("a body that is cut") << rawEvent(2, 10, header, "short") << u"cutInEvent"_s;
        QTest::newRow("a byte after the last event") << good + "x" << u"cutInPrefix"_s;
        QTest::newRow("lengths that would wrap") << rawEvent(2, 0xffffffff, header, "b") << u"cutInEvent"_s;
        QTest::newRow("a header length of 4 GiB") << rawEvent(0xffffffff, 1, header, "b") << u"headerTooLong"_s;
        QTest::newRow("no JSON") << rawEvent("not json", "b") << u"headerJson"_s;
        QTest::newRow("JSON of another kind") << rawEvent("[1]", "b") << u"headerJson"_s;
        QTest::newRow("bad UTF-8") << rawEvent("{\"seq\":\"\xff\xfe\"}", "b") << u"headerJson"_s;
        QTest::newRow("no seq") << without(u"seq"_s) << u"seq"_s;
        QTest::newRow("seq zero") << with(u"seq"_s, 0) << u"seq"_s;
        QTest::newRow("seq below zero") << with(u"seq"_s, -1) << u"seq"_s;
        QTest::newRow("seq with a fraction") << with(u"seq"_s, 1.5) << u"seq"_s;
        QTest::newRow("seq as text") << with(u"seq"_s, u"1"_s) << u"seq"_s;
        QTest::newRow("no age") << without(u"age"_s) << u"age"_s;
        QTest::newRow("no method") << without(u"method"_s) << u"method"_s;
        QTest::newRow("a long method") << with(u"method"_s, QString(21, u'P')) << u"method"_s;
        QTest::newRow("no url") << without(u"url"_s) << u"url"_s;
        QTest::newRow("a long url") << with(u"url"_s, QString(17'000, u'u')) << u"url"_s;
        QTest::newRow("no headers") << without(u"headers"_s) << u"headers"_s;
        QTest::newRow("headers as an object") << with(u"headers"_s, QJsonObject{}) << u"headers"_s;
        QTest::newRow("a header of three")
            << with(u"headers"_s, QJsonArray{QJsonArray{u"a"_s, u"b"_s, u"c"_s}}) << u"headers"_s;
        QTest::newRow("a header that is no text")
            << with(u"headers"_s, QJsonArray{QJsonArray{u"a"_s, 1}}) << u"headers"_s;
        QTest::newRow("201 headers") << with(u"headers"_s, headerList(201)) << u"headers"_s;
        QTest::newRow("65 events") << many(65, 10) << u"tooManyEvents"_s;
        QTest::newRow("several events over 256 KiB") << many(3, 100'000) << u"frameTooLong"_s;
        QTest::newRow("the same number twice") << good + good << u"seqNotRising"_s;
        QTest::newRow("numbers that fall") << eventBytes(2) + eventBytes(1) << u"seqNotRising"_s;
        QTest::newRow("one bad event after a good one") << good + rawEvent("{}", "b") << u"seq"_s;
    }
    void refusesAFrameThatDoesNotFitWhole()
    {
        QFETCH(QByteArray, frame);
        const auto events = parseFrame(frame);
        QVERIFY(!events);
        QTEST(events.error(), "problem");
    }
};

QTEST_GUILESS_MAIN(LinkFrameTest)
#include "tst_link_frame.moc"
