// SPDX-License-Identifier: Apache-2.0
#include "app/relay/link_outbox.h"

#include "app/relay/json.h"
#include "app/relay/link_frames.h"

#include <QTest>

using namespace counterbell::relay;

namespace
{

EventPtr anEvent(std::uint64_t seq, std::size_t bytes = 10)
{
    auto made = std::make_shared<Event>();
    made->seq = seq;
    made->body = std::string(bytes, 'x');
    return made;
}

std::vector<EventPtr> events(std::uint64_t first, std::uint64_t last)
{
    std::vector<EventPtr> all;
    for (auto seq = first; seq <= last; ++seq)
        all.push_back(anEvent(seq));
    return all;
}

/// "3-5", or "" for none.
std::string range(const std::vector<EventPtr> &frame)
{
    return frame.empty() ? "" : std::to_string(frame.front()->seq) + "-" + std::to_string(frame.back()->seq);
}

} // namespace

/// Flow control as bookkeeping, and the frames' bytes.
class TestLinkOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pushesFromMemoryWithoutReading()
    {
        LinkOutbox outbox(5, 5, 100, 10'000);
        QVERIFY(!outbox.startRead());
        outbox.offer(events(6, 8));
        QVERIFY(!outbox.startRead());
        QCOMPARE(range(outbox.takeFrame()), "6-8");
        QCOMPARE(range(outbox.takeFrame()), "");
    }

    void readsWhatCameBeforeAndJoinsWhatComesMeanwhile()
    {
        LinkOutbox outbox(2, 4, 100, 10'000);
        QCOMPARE(outbox.startRead(), 3u);
        QVERIFY(!outbox.startRead());
        outbox.offer(events(5, 6));
        QCOMPARE(range(outbox.takeFrame()), "");
        outbox.loaded({anEvent(3), anEvent(4), anEvent(5)});
        const auto frame = outbox.takeFrame();
        QCOMPARE(range(frame), "3-6");
        QCOMPARE(frame.size(), 4u); // 5 came both ways and goes out once
        QVERIFY(!outbox.startRead());
    }

    void readsAgainWhatDidNotFitInMemory()
    {
        LinkOutbox outbox(0, 0, 5000, 100'000'000);
        outbox.offer(events(1, 2000));
        std::uint64_t last = 0;
        for (auto frame = outbox.takeFrame(); !frame.empty(); frame = outbox.takeFrame())
            last = frame.back()->seq;
        QCOMPARE(last, 1024u);
        QCOMPARE(outbox.startRead(), 1025u);
        outbox.loaded({Gap{1025, 1999, GapReason::Corrupt}, anEvent(2000)});
        QCOMPARE(range(outbox.takeFrame()), "");
        QCOMPARE(outbox.takeGap(), (Gap{1025, 1999, GapReason::Corrupt}));
        QCOMPARE(range(outbox.takeFrame()), "2000-2000");
    }

    void theWindowCountsEventsAndBytes_data()
    {
        QTest::addColumn<quint64>("maxEvents");
        QTest::addColumn<quint64>("bytes");
        QTest::addColumn<QByteArray>("first");
        QTest::newRow("room for all") << quint64(4) << quint64(40) << QByteArray("1-4");
        QTest::newRow("events run out") << quint64(3) << quint64(1000) << QByteArray("1-3");
        QTest::newRow("bytes run out") << quint64(9) << quint64(39) << QByteArray("1-3");
        QTest::newRow("one always fits") << quint64(9) << quint64(1) << QByteArray("1-1");
    }
    void theWindowCountsEventsAndBytes()
    {
        QFETCH(quint64, maxEvents);
        QFETCH(quint64, bytes);
        QFETCH(QByteArray, first);
        LinkOutbox outbox(0, 0, maxEvents, bytes);
        outbox.offer(events(1, 4));
        const auto frame = outbox.takeFrame();
        QCOMPARE(QByteArray::fromStdString(range(frame)), first);
        QCOMPARE(outbox.blocked(), frame.size() < 4);
        QVERIFY(outbox.takeFrame().empty());
        QVERIFY(outbox.acknowledge(frame.back()->seq));
        QVERIFY(!outbox.blocked());
        QCOMPARE(outbox.takeFrame().empty(), frame.size() == 4);
    }

    void refusesAnAckBeyondWhatWasSent()
    {
        LinkOutbox outbox(7, 7, 10, 1000);
        QVERIFY(outbox.acknowledge(7));
        QVERIFY(outbox.acknowledge(3));
        outbox.offer(events(8, 9));
        QVERIFY(!outbox.acknowledge(8));
        QCOMPARE(range(outbox.takeFrame()), "8-9");
        QVERIFY(outbox.acknowledge(9));
        outbox.loaded({Gap{10, 12, GapReason::Quota}});
        QVERIFY(!outbox.acknowledge(12));
        QVERIFY(outbox.takeGap().has_value());
        QVERIFY(outbox.acknowledge(12));
    }

    void anEventsBytesAreAsTheContractHasThem()
    {
        Event made;
        made.seq = 258;
        made.received = Steady::now();
        made.header = eventHeader(1767258000123, "POST", "https://h/t?a=\"", {}, "::1");
        made.body = "body";
        std::string frame;
        appendEvent(frame, made, made.received + std::chrono::milliseconds(1500));
        const std::string header =
            R"({"seq":258,"age":1500,"at":"2026-01-01T09:00:00.123Z","method":"POST","url":"https://h/t?a=\"","headers":[],"peer":"::1"})";
        const auto expected =
            std::string("\0\0\0", 3) + static_cast<char>(header.size()) + std::string("\0\0\0\4", 4) + header + "body";
        QVERIFY(frame == expected);
    }

    void readsJsonAsItShould_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        const auto row = [](const QByteArray &text, bool valid) {
            QTest::newRow(text.left(40).constData()) << text << valid;
        };
        row(R"({"a":[1,-2.5e3,true,null,"x\u00e9\ud83d\ude00\n"]})", true);
        row(" {} ", true);
        row("", false);
        row("{", false);
        row("{}}", false);
        row("{\"a\":1,}", false);
        row("{a:1}", false);
        row("[1 2]", false);
        row("01", false);
        row("1.", false);
        row("-", false);
        row("99999999999999999999", false);
        row("\"\x01\"", false);
        row("\"\\x\"", false);
        row(R"("\ud83d")", false);
        row(R"("\ude00")", false);
        row("\"\xff\"", false);
        row("\"\xc0\xaf\"", false);
        row("\"\xed\xa0\x80\"", false);
        row(QByteArray(8, '[') + QByteArray(8, ']'), true);
        row(QByteArray(9, '[') + QByteArray(9, ']'), false);
    }
    void readsJsonAsItShould()
    {
        QFETCH(QByteArray, text);
        QFETCH(bool, valid);
        QCOMPARE(Json::parse(text.toStdString()).has_value(), valid);
    }

    void writesJsonStringsThatReadBack()
    {
        const std::string text = std::string("\"\\\n\t\x01\x7f", 6) + "é😀/";
        const auto written = jsonString(text);
        QCOMPARE(*Json::parse(written)->string(), text);
        QCOMPARE(*Json::parse(jsonString("caf\xe9"))->string(), "café");
    }
};

QTEST_GUILESS_MAIN(TestLinkOutbox)
#include "tst_link_outbox.moc"
