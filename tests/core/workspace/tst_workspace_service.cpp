// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/workspace_service.h"

#include "core/workspace/workspace_settings.h"
#include "tests/support/rows.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace counterbell::workspace;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class WorkspaceServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(m_time);
        m_clock = std::make_unique<BusinessClock>();
        m_service = std::make_unique<WorkspaceService>(**m_store, *m_clock);
    }
    void cleanup()
    {
        m_service.reset();
        m_clock.reset();
        m_store.reset();
    }

    void hasWordsAndTextsFromTheStart_PQ32_PQ33()
    {
        const auto shop = waitForTask(m_service->get()).value();
        QVERIFY(std::count(shop.optOutKeywords.begin(), shop.optOutKeywords.end(), u"UITSCHRIJVEN"_s) == 1);
        QVERIFY(std::count(shop.optInKeywords.begin(), shop.optInKeywords.end(), u"JA"_s) == 1);
        QVERIFY(!shop.helpText.isEmpty() && !shop.optOutAcknowledgement.isEmpty());
        QCOMPARE(shop.noticeHoldSeconds, 10);
    }

    void changesOnlyWhatIsPresent()
    {
        SetWorkspace change;
        change.name = u"Halden & Rowe"_s;
        change.noticeHoldSeconds = 30;
        QVERIFY(waitForTask(m_service->set(change)));
        SetWorkspace second;
        second.region = u"NL"_s;
        const auto shop = waitForTask(m_service->set(second)).value();
        QCOMPARE(shop.name, u"Halden & Rowe"_s);
        QCOMPARE(shop.noticeHoldSeconds, 30);
        QCOMPARE(shop.region, u"NL"_s);
    }

    void keepsKeywordsAsTheyAreCompared()
    {
        SetWorkspace change;
        change.optOutKeywords = {u" stop. "_s, u"ＳＴＯＰ"_s, u"niet  meer"_s};
        change.optInKeywords = std::vector<QString>{};
        const auto shop = waitForTask(m_service->set(change)).value();
        QCOMPARE(shop.optOutKeywords, (std::vector{u"STOP"_s, u"NIET MEER"_s}));
        QVERIFY(shop.optInKeywords.empty());
    }

    void letsEverythingPassUntilItIsSetOtherwise()
    {
        auto shop = waitForTask(m_service->get()).value();
        QVERIFY(shop.allowedRegions.empty() && !shop.quietPreview);
        SetWorkspace change;
        change.allowedRegions = {u"AU"_s, u"NZ"_s};
        change.quietPreview = true;
        shop = waitForTask(m_service->set(change)).value();
        QCOMPARE(shop.allowedRegions, (std::vector{u"AU"_s, u"NZ"_s}));
        QVERIFY(shop.quietPreview);
        change.allowedRegions = std::vector<QString>{};
        QVERIFY(waitForTask(m_service->set(change))->allowedRegions.empty());
    }

    void refusesWhatCanNotBe_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("argument");
        const auto row = [](const char *name, const char *json, const char *argument) {
            QTest::newRow(name) << QString::fromLatin1(json) << QString::fromLatin1(argument);
        };
        row("no name", R"({"name": " "})", "name");
        row("no such country", R"({"region": "Australia"})", "region");
        row("lower case country", R"({"region": "au"})", "region");
        row("no such zone", R"({"timezone": "Mars/Olympus"})", "timezone");
        row("negative hold", R"({"noticeHoldSeconds": -1})", "noticeHoldSeconds");
        row("currency", R"({"currency": "dollars"})", "currency");
        row("closes before it opens", R"({"hours": [{"weekday": 1, "opens": "17:00", "closes": "09:00"}]})", "hours");
        row("opens only", R"({"hours": [{"weekday": 1, "opens": "09:00"}]})", "hours");
        row("25 o'clock", R"({"hours": [{"weekday": 1, "opens": "09:00", "closes": "25:00"}]})", "hours");
        row("eighth weekday", R"({"hours": [{"weekday": 8}]})", "hours");
        row("empty keyword", R"({"optOutKeywords": ["STOP", " "]})", "optOutKeywords");
        row("no way to stop", R"({"optOutKeywords": []})", "optOutKeywords");
        row("a word that stops and starts", R"({"optInKeywords": ["START", "stop"]})", "optInKeywords");
        row("a word that starts and stops", R"({"optOutKeywords": ["STOP", "start"]})", "optOutKeywords");
        row("punctuation alone", R"({"optInKeywords": ["!!"]})", "optInKeywords");
        QTest::newRow("a long keyword") << uR"({"optOutKeywords": ["STOP", "%1"]})"_s.arg(QString(61, u'x'))
                                        << u"optOutKeywords"_s;
        row("a country by name", R"({"allowedRegions": ["AU", "Netherlands"]})", "allowedRegions");
        row("a country that isn't", R"({"allowedRegions": ["QQ"]})", "allowedRegions");
    }
    void refusesWhatCanNotBe()
    {
        QFETCH(QString, json);
        QFETCH(QString, argument);
        SetWorkspace change;
        JsonProblem problem;
        QVERIFY(Json<SetWorkspace>::read(QJsonDocument::fromJson(json.toUtf8()).object(), change, problem));
        const auto refused = waitForTask(m_service->set(change));
        QVERIFY(!refused);
        QVERIFY(isRefused(refused, Reason::InvalidArgument));
        QCOMPARE(refused.error().details.value(u"argument"_s).toString(), argument);
    }

    void movesTheClockOfASandboxOnly_NX18()
    {
        makeKind(WorkspaceKind::Live);
        const auto refused = waitForTask(m_service->advanceClock({.seconds = 60, .offsetSeconds = {}}));
        QVERIFY(isRefused(refused, Reason::NotPermitted));
        QCOMPARE(m_clock->offset(), 0s);
    }

    void movesAheadByStepsOrToAnOffsetAndKeepsIt()
    {
        makeKind(WorkspaceKind::Sandbox);
        QSignalSpy moved(m_clock.get(), &BusinessClock::moved);
        const auto before = m_clock->now();
        const auto state = waitForTask(m_service->advanceClock({.seconds = 90'000, .offsetSeconds = {}}));
        QCOMPARE(state->offsetSeconds, 90'000);
        QVERIFY(m_clock->now() >= before + 25h);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(waitForTask(m_service->advanceClock({.seconds = 10, .offsetSeconds = {}}))->offsetSeconds, 90'010);
        QCOMPARE(waitForTask(m_service->advanceClock({.seconds = {}, .offsetSeconds = 100'000}))->offsetSeconds,
                 100'000);
        QCOMPARE(inRead(**m_store, [](Connection &db) { return readClockOffset(db); }), 100'000s);
    }

    void neverGoesBackNorTooFar_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<qint64>("offset");
        QTest::newRow("step back") << qint64(-1) << qint64(0);
        QTest::newRow("absolute, back") << qint64(0) << qint64(99);
        QTest::newRow("twenty years") << qint64(20) * 366 * 24 * 3600 << qint64(0);
        QTest::newRow("overflow") << std::numeric_limits<qint64>::max() << qint64(0);
        QTest::newRow("both") << qint64(1) << qint64(200);
        QTest::newRow("none") << qint64(0) << qint64(0);
    }
    void neverGoesBackNorTooFar()
    {
        QFETCH(qint64, seconds);
        QFETCH(qint64, offset);
        makeKind(WorkspaceKind::Sandbox);
        QVERIFY(waitForTask(m_service->advanceClock({.seconds = 100, .offsetSeconds = {}})));
        AdvanceClock request;
        if (seconds != 0)
            request.seconds = seconds;
        if (offset != 0)
            request.offsetSeconds = offset;
        QVERIFY(isRefused(waitForTask(m_service->advanceClock(request)), Reason::InvalidArgument));
        QCOMPARE(m_clock->offset(), 100s);
    }

private:
    void makeKind(WorkspaceKind kind)
    {
        inTx(**m_store, [kind](Tx &tx) {
            auto shop = readWorkspace(tx);
            shop.kind = kind;
            writeWorkspace(tx, shop);
        });
    }

    FakeClock m_time;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<BusinessClock> m_clock;
    std::unique_ptr<WorkspaceService> m_service;
};

QTEST_GUILESS_MAIN(WorkspaceServiceTest)
#include "tst_workspace_service.moc"
