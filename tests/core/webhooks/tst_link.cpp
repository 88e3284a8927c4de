// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/link.h"
#include "core/webhooks/redial.h"
#include "tests/core/webhooks/frame_bytes.h"
#include "tests/core/webhooks/scripted_relay.h"

#include <qcorosignal.h>

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Remembers what a link handed over, and answers when the test lets it.
class RecordingSink : public QObject, public LinkSink
{
    Q_OBJECT

public:
    QMap<QString, qint64> cursors;
    std::vector<qint64> taken;
    std::vector<LinkGap> gaps;
    QStringList startedOver;
    bool isHeld = false;
    bool isBroken = false;

    QCoro::Task<Result<LinkHello>> hello() override { co_return LinkHello{u"store-1"_s, 3, cursors, u"test"_s}; }
    QCoro::Task<Result<>> take(QString spool, std::vector<LinkEvent> events) override
    {
        if (isHeld)
            co_await qCoro(this, &RecordingSink::released);
        if (isBroken)
            co_return refuse(Reason::Internal);
        for (const auto &event : events)
            taken.push_back(event.seq);
        cursors[spool] = events.back().seq;
        co_return Result<>{};
    }
    QCoro::Task<Result<>> skip(QString spool, LinkGap gap) override
    {
        gaps.push_back(gap);
        cursors[spool] = gap.to;
        co_return Result<>{};
    }
    QCoro::Task<Result<>> startOver(QString spool) override
    {
        startedOver << spool;
        cursors.remove(spool);
        co_return Result<>{};
    }

Q_SIGNALS:
    void released();
};

const std::vector<qint64> kOneToThree{1, 2, 3};

QJsonObject ack(qint64 seq)
{
    return {{u"t"_s, u"ack"_s}, {u"seq"_s, seq}};
}

} // namespace

class LinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_relay = std::make_unique<ScriptedRelay>();
        m_sink = std::make_unique<RecordingSink>();
        m_link = makeLink({20ms, 10ms, 40ms, 5s});
    }
    void cleanup()
    {
        m_link.reset();
        QTRY_COMPARE(m_tasks.running(), 0);
    }

    void saysHelloFirstAndAcknowledgesAfterTheCommit()
    {
        m_sink->cursors = {{u"spool-1"_s, 4}, {u"elsewhere"_s, 9}};
        m_link->start();
        const auto hello = m_relay->next();
        QCOMPARE(m_relay->authorization, "Bearer secret");
        QCOMPARE(m_relay->path, u"/link/1"_s);
        QCOMPARE(hello["t"_L1], u"hello"_s);
        QCOMPARE(hello["store"_L1], u"store-1"_s);
        QCOMPARE(hello["term"_L1], 3);
        QCOMPARE(hello["cursors"_L1]["spool-1"_L1], 4);
        QCOMPARE(hello["cursors"_L1]["elsewhere"_L1], 9);
        QCOMPARE(hello["window"_L1]["events"_L1], 256);
        QCOMPARE(hello["window"_L1]["bytes"_L1], 1024 * 1024);
        QVERIFY(m_relay->isSilent());

        QSignalSpy cameUp(m_link.get(), &Link::cameUp);
        m_relay->welcome(u"spool-1"_s);
        QTRY_COMPARE(cameUp.size(), 1);
        QCOMPARE(m_link->health().state, LinkHealth::State::Up);
        QCOMPARE(m_link->health().publicUrl, u"https://relay.example"_s);
        QVERIFY(m_relay->isSilent());

        m_sink->isHeld = true;
        m_relay->frame(eventBytes(5) + eventBytes(6));
        m_relay->frame(eventBytes(7));
        QVERIFY(m_relay->isSilent());
        QVERIFY(m_sink->taken.empty());
        m_sink->isHeld = false;
        Q_EMIT m_sink->released();
        QCOMPARE(m_relay->next(), ack(6));
        QCOMPARE(m_relay->next(), ack(7));
        QVERIFY(m_relay->isSilent());
        QCOMPARE(m_sink->taken, (std::vector<qint64>{5, 6, 7}));
    }

    void commitsTogetherWhatCameDuringACommitButNotAcrossAGap()
    {
        start(u"spool-1"_s);
        m_sink->isHeld = true;
        for (const auto seq : {1, 2, 3})
            m_relay->frame(eventBytes(seq));
        m_relay->text({{u"t"_s, u"gap"_s}, {u"from"_s, 4}, {u"to"_s, 8}, {u"reason"_s, u"quota"_s}});
        m_relay->frame(eventBytes(9));
        QVERIFY(m_relay->isSilent());
        m_sink->isHeld = false;
        Q_EMIT m_sink->released();
        for (const auto seq : {1, 3, 8, 9})
            QCOMPARE(m_relay->next(), ack(seq));
        QVERIFY(m_relay->isSilent());
        QCOMPARE(m_sink->taken, (std::vector<qint64>{1, 2, 3, 9}));
    }

    void dialsAgainAfterACutAndResumesFromItsCursor()
    {
        start(u"spool-1"_s);
        m_relay->frame(eventBytes(1));
        QCOMPARE(m_relay->next(), ack(1));
        m_relay->goAway();
        QTRY_COMPARE(m_link->health().state, LinkHealth::State::Waiting);
        m_relay->comeBack();
        QCOMPARE(m_relay->next()["cursors"_L1]["spool-1"_L1], 1);
        QCOMPARE(m_relay->dialled, 2);
        m_relay->welcome(u"spool-1"_s, 3);
        m_relay->frame(eventBytes(2) + eventBytes(3));
        QCOMPARE(m_relay->next(), ack(3));
        QCOMPARE(m_sink->taken, kOneToThree);
    }

    void acknowledgesNothingThatDidNotCommitAndIsSentItAgain()
    {
        start(u"spool-1"_s);
        m_sink->isBroken = true;
        m_relay->frame(eventBytes(1));
        QVERIFY(m_relay->waitUntil([&] { return m_relay->dialled == 2; }));
        QCOMPARE(m_link->health().problem, u"storage"_s);
        m_sink->isBroken = false;
        QVERIFY(m_relay->next()["cursors"_L1].toObject().isEmpty());
        m_relay->welcome(u"spool-1"_s);
        m_relay->frame(eventBytes(1));
        QCOMPARE(m_relay->next(), ack(1));
        QVERIFY(m_link->health().problem.isEmpty());
    }

    void commitsWhatWasUnderWayWhenTheLinkWasCutAndKeepsSilentAboutIt()
    {
        start(u"spool-1"_s);
        m_sink->isHeld = true;
        m_relay->frame(eventBytes(1));
        QVERIFY(m_relay->isSilent());
        m_relay->socket()->abort();
        QVERIFY(m_relay->waitUntil([&] { return m_relay->dialled == 2; }));
        m_sink->isHeld = false;
        Q_EMIT m_sink->released();
        QTRY_COMPARE(m_sink->taken.size(), size_t{1});
        QCOMPARE(m_relay->next()["t"_L1], u"hello"_s);
        QVERIFY(m_relay->isSilent());
    }

    void movesPastAGapAcknowledgesItAndAsksForCatchUp()
    {
        QSignalSpy missing(m_link.get(), &Link::eventsMissing);
        start(u"spool-1"_s);
        m_relay->frame(eventBytes(1));
        m_relay->text({{u"t"_s, u"gap"_s}, {u"from"_s, 2}, {u"to"_s, 8}, {u"reason"_s, u"quota"_s}});
        m_relay->frame(eventBytes(9));
        QCOMPARE(m_relay->next(), ack(1));
        QCOMPARE(m_relay->next(), ack(8));
        QCOMPARE(m_relay->next(), ack(9));
        QCOMPARE(missing.size(), 1);
        QCOMPARE(m_sink->gaps, (std::vector<LinkGap>{{2, 8, u"quota"_s}}));
    }

    void noticesNumbersThatAreMissingWithoutAWord()
    {
        QSignalSpy missing(m_link.get(), &Link::eventsMissing);
        start(u"spool-1"_s);
        m_relay->frame(eventBytes(1) + eventBytes(2));
        QCOMPARE(m_relay->next(), ack(2));
        QCOMPARE(missing.size(), 0);
        m_relay->frame(eventBytes(5));
        QCOMPARE(m_relay->next(), ack(5));
        QCOMPARE(missing.size(), 1);
    }

    void startsOverWhenTheSpoolHasLessThanTheCursorSays()
    {
        m_sink->cursors = {{u"spool-1"_s, 40}};
        QSignalSpy missing(m_link.get(), &Link::eventsMissing);
        start(u"spool-1"_s);
        m_relay->close(link::CloseCode::CursorBeyondHead);
        QTRY_COMPARE(m_sink->startedOver, QStringList{u"spool-1"_s});
        QVERIFY(m_relay->waitUntil([&] { return m_relay->dialled == 2; }));
        QTRY_COMPARE(missing.size(), 1);
    }

    void startsOverOnlyTheSpoolThatIsMeant_data()
    {
        QTest::addColumn<QMap<QString, qint64>>("cursors");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QStringList>("startedOver");
        const QMap<QString, qint64> two{{u"spool-1"_s, 40}, {u"spool-2"_s, 7}};
        QTest::newRow("named") << two << u"spool-2"_s << QStringList{u"spool-2"_s};
        QTest::newRow("not named, and nobody knows") << two << QString() << QStringList();
        QTest::newRow("a stranger") << two << u"spool-3"_s << QStringList();
        QTest::newRow("the only one") << QMap<QString, qint64>{{u"spool-1"_s, 40}} << QString()
                                      << QStringList{u"spool-1"_s};
    }
    void startsOverOnlyTheSpoolThatIsMeant()
    {
        using Cursors = QMap<QString, qint64>;
        QFETCH(const Cursors, cursors);
        QFETCH(const QString, reason);
        m_sink->cursors = cursors;
        QSignalSpy missing(m_link.get(), &Link::eventsMissing);
        m_link->start();
        QCOMPARE(m_relay->next()["t"_L1], u"hello"_s);
        m_relay->close(link::CloseCode::CursorBeyondHead, reason);
        QTRY_COMPARE(missing.size(), 1);
        QTEST(m_sink->startedOver, "startedOver");
    }

    void remembersWhichSpoolARelayHad()
    {
        m_sink->cursors = {{u"spool-1"_s, 40}, {u"spool-2"_s, 7}};
        start(u"spool-2"_s);
        m_relay->close(link::CloseCode::Restart);
        QVERIFY(m_relay->waitUntil([&] { return m_relay->dialled == 2; }));
        QCOMPARE(m_relay->next()["t"_L1], u"hello"_s);
        m_relay->close(link::CloseCode::CursorBeyondHead);
        QTRY_COMPARE(m_sink->startedOver, QStringList{u"spool-2"_s});
    }

    void waitsLongWhereDialingSoonHelpsNobody_data()
    {
        QTest::addColumn<quint16>("code");
        QTest::addColumn<QString>("problem");
        QTest::newRow("another core has the link") << quint16(link::CloseCode::Superseded) << u"superseded"_s;
        QTest::newRow("wrong token") << quint16(link::CloseCode::WrongToken) << u"wrongToken"_s;
        QTest::newRow("tenant off") << quint16(link::CloseCode::TenantOff) << u"tenantOff"_s;
        QTest::newRow("version") << quint16(link::CloseCode::Version) << u"version"_s;
    }
    void waitsLongWhereDialingSoonHelpsNobody()
    {
        QFETCH(quint16, code);
        m_link = makeLink({20ms, 1ms, 1h, 5s});
        start(u"spool-1"_s);
        m_relay->close(link::CloseCode(code));
        QTRY_COMPARE(m_link->health().state, LinkHealth::State::Waiting);
        QTEST(m_link->health().problem, "problem");
        // The next dial is an hour away; one after a restart of the relay is not.
        auto *timer = m_link->findChild<QTimer *>(u"redial"_s);
        QVERIFY(timer);
        QVERIFY(timer->remainingTime() > 3'000'000);
    }

    void dialsSoonAfterARestartOfTheRelay()
    {
        start(u"spool-1"_s);
        m_relay->close(link::CloseCode::Restart);
        QCOMPARE(m_relay->waitUntil([&] { return m_relay->dialled == 2; }), true);
    }

    void closesOnWhatItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QString>("text");
        QTest::newRow("a broken frame") << QByteArray("\0\0", 2) << QString();
        QTest::newRow("no JSON") << QByteArray() << u"hello"_s;
        QTest::newRow("no type") << QByteArray() << u"{}"_s;
        QTest::newRow("a gap that ends before it begins") << QByteArray() << uR"({"t":"gap","from":5,"to":2})"_s;
        QTest::newRow("a second welcome") << QByteArray() << uR"({"t":"welcome","spool":"s","head":1})"_s;
    }
    void closesOnWhatItCannotRead()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QString, text);
        start(u"spool-1"_s);
        if (text.isEmpty())
            m_relay->frame(frame);
        else
            m_relay->socket()->sendTextMessage(text);
        QVERIFY(m_relay->waitUntil([&] { return m_relay->closedWith.has_value() || m_relay->dialled == 2; }));
        QCOMPARE(m_link->health().problem, u"malformed"_s);
        QVERIFY(m_sink->taken.empty());
    }

    void passesOverControlMessagesItDoesNotKnow()
    {
        start(u"spool-1"_s);
        m_relay->text({{u"t"_s, u"weather"_s}, {u"sun"_s, true}});
        m_relay->text({{u"t"_s, u"status"_s},
                       {u"quota"_s, QJsonObject{{u"used"_s, 900}, {u"max"_s, 1000}}},
                       {u"refused"_s, QJsonObject{{u"rate"_s, 2}, {u"body"_s, 3}}}});
        QVERIFY(m_relay->isSilent());
        QCOMPARE(m_link->health().quotaUsed, 900);
        QCOMPARE(m_link->health().refused, 5);
        QCOMPARE(m_relay->dialled, 1);
    }

    void refusesARelayOfAnotherTenantOrProtocol()
    {
        m_link->start();
        QVERIFY(!m_relay->next().isEmpty());
        m_relay->text({{u"t"_s, u"welcome"_s}, {u"spool"_s, u"s"_s}, {u"head"_s, 1}, {u"tenant"_s, u"t2"_s}});
        QVERIFY(m_relay->waitUntil([&] { return m_link->health().problem == "malformed"_L1; }));
        m_relay->refuseSubprotocol();
        QVERIFY(m_relay->waitUntil([&] { return m_link->health().problem == "version"_L1; }));
    }

    void neverSendsItsTokenInClearToAnotherMachine()
    {
        m_link =
            std::make_unique<Link>(LinkTarget{QUrl(u"http://relay.example"_s), u"t1"_s, "secret"}, *m_sink, m_tasks);
        m_link->start();
        QCOMPARE(m_link->health().problem, u"unsafeUrl"_s);
    }

    void stopsForGood()
    {
        start(u"spool-1"_s);
        m_link->stop();
        QCOMPARE(m_link->health().state, LinkHealth::State::Off);
        QVERIFY(m_relay->waitUntil([&] { return m_relay->closedWith.has_value(); }));
        QCOMPARE(*m_relay->closedWith, quint16(1001));
        QVERIFY(!m_link->findChild<QTimer *>(u"redial"_s)->isActive());
    }

    void jittersBetweenTheLeastAndADoublingBound_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<double>("random");
        QTest::addColumn<int>("delay");
        QTest::newRow("first, lowest") << 0 << 0.0 << 200;
        QTest::newRow("first, highest") << 0 << 0.999 << 200;
        QTest::newRow("second, lowest") << 1 << 0.0 << 200;
        QTest::newRow("second, middle") << 1 << 0.5 << 300;
        QTest::newRow("fifth, middle") << 4 << 0.5 << 1700;
        QTest::newRow("bounded by 30 s") << 9 << 0.5 << 15100;
        QTest::newRow("a very long night") << 1'000'000 << 0.5 << 15100;
    }
    void jittersBetweenTheLeastAndADoublingBound()
    {
        QFETCH(int, failures);
        QFETCH(double, random);
        QTEST(int(redialDelay(failures, random, link::kRedialLeast, link::kRedialMost).count()), "delay");
    }

    void looksAgainSoonWhereAPersonIsNotNeeded_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<int>("passing");
        QTest::addColumn<int>("lasting");
        QTest::newRow("first") << 1 << 3 << 3;
        QTest::newRow("second") << 2 << 6 << 6;
        QTest::newRow("fifth") << 5 << 30 << 48;
        QTest::newRow("eighth") << 8 << 30 << 300;
        QTest::newRow("thousandth") << 1000 << 30 << 300;
    }
    void looksAgainSoonWhereAPersonIsNotNeeded()
    {
        QFETCH(const int, failures);
        QTEST(int(retryDelay(failures, true) / 1s), "passing");
        QTEST(int(retryDelay(failures, false) / 1s), "lasting");
    }

private:
    std::unique_ptr<Link> makeLink(LinkTimings timings)
    {
        return std::make_unique<Link>(LinkTarget{m_relay->url(), u"t1"_s, "secret"}, *m_sink, m_tasks, timings);
    }
    void start(const QString &spool)
    {
        m_link->start();
        QCOMPARE(m_relay->next()["t"_L1], u"hello"_s);
        m_relay->welcome(spool);
        QTRY_COMPARE(m_link->health().state, LinkHealth::State::Up);
    }

    TaskGroup m_tasks;
    std::unique_ptr<ScriptedRelay> m_relay;
    std::unique_ptr<RecordingSink> m_sink;
    std::unique_ptr<Link> m_link;
};

QTEST_GUILESS_MAIN(LinkTest)
#include "tst_link.moc"
