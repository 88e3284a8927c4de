// SPDX-License-Identifier: Apache-2.0
// An agent takes over at every moment of an AI answer: once that is answered, no AI message starts any more.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestTakeOverRace : public QObject
{
    Q_OBJECT
private:
    struct Race {
        QString number;
        QString conversationId;
        qsizetype received = 0; ///< when takeOver had been answered
        qsizetype inFlight = 0;
    };

    Stage m_stage;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stage.open()); }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void afterTheAnswerNoAiMessageStarts_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<int>("answersLaterBy"); // how long the provider takes, in ms
        QTest::addColumn<int>("firstNumber");
        QTest::newRow("WhatsApp, quick provider") << u"whatsapp"_s << 0 << 100;
        QTest::newRow("WhatsApp, slow provider") << u"whatsapp"_s << 400 << 200;
        QTest::newRow("SMS, slow provider") << u"sms"_s << 400 << 300;
    }
    void afterTheAnswerNoAiMessageStarts()
    {
        QFETCH(QString, channel);
        QFETCH(int, answersLaterBy);
        QFETCH(int, firstNumber);
        QVERIFY(m_stage.sandbox().setFaults({{u"delayMs"_s, answersLaterBy}}));
        auto &priya = m_stage.agent();
        Desk desk(priya);
        std::vector<Race> races;
        // The model takes 200 to 500 ms, so the moments lie before, in and after its answer and the POST.
        for (int i = 0; i < 20; ++i) {
            Race race{u"+61491573%1"_s.arg(firstNumber + i), {}};
            auto phone = m_stage.phone(race.number);
            QVERIFY(!phone.writes(u"Are you open?"_s, channel).isEmpty());
            QTRY_VERIFY(!(race.conversationId = desk.conversationWith(race.number)["id"_L1].toString()).isEmpty());
            (void)waitUntil([] { return false; }, std::chrono::milliseconds(i * 35));
            const auto taken = priya.call("inbox.takeOver"_L1, {{u"conversationId"_s, race.conversationId}});
            race.received = phone.received().size();
            VERIFY_OK(taken);
            QCOMPARE(taken["handling"_L1].toString(), u"human"_s);
            race.inFlight = taken["inFlight"_L1].toArray().size();
            races.push_back(race);
        }
        // One who isn't taken over is answered: what the AI had to say in the others is over by then too.
        auto control = m_stage.phone(u"+61491573%1"_s.arg(firstNumber + 20));
        QVERIFY(!control.writes(u"Are you open?"_s, channel).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(control.received().size(), 1, 10000);

        for (const auto &race : races) {
            const auto messages = desk.messages(race.conversationId);
            QJsonArray ai;
            for (const auto message : messages) {
                if (message["author"_L1]["kind"_L1].toString() == "ai"_L1)
                    ai.append(message);
            }
            const auto received = m_stage.phone(race.number).received().size();
            const auto story =
                u"%1: %2 received at take-over, %3 in flight, %4 received in the end, %5 shown"_s.arg(race.number)
                    .arg(race.received)
                    .arg(race.inFlight)
                    .arg(received)
                    .arg(ai.size());
            QVERIFY2(received <= 1 && received - race.received <= race.inFlight, qPrintable(story));
            const auto sent = std::ranges::count_if(
                ai, [](const QJsonValue &message) { return message["status"_L1].toString() != "cancelled"_L1; });
            QVERIFY2(sent == received, qPrintable(story));
        }
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestTakeOverRace)
#include "tst_take_over_race.moc"
