// SPDX-License-Identifier: Apache-2.0
// A request that arrives after the process that made it has died: the line was dead, and what the kernel still held of
// it goes out when the line is back (DESIGN 4.4). It must count as the one request that it is.
#include "tests/e2e/support/own_world.h"
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

bool g_hasOwnWorld = false;

} // namespace

class TestGhostRequest : public QObject
{
    Q_OBJECT
private:
    QString statusOf(const QString &id, const QString &body)
    {
        return Desk(m_stage.agent()).messageWithBody(id, body)["status"_L1].toString();
    }
    static void wait(std::chrono::milliseconds time)
    {
        (void)waitUntil([] { return false; }, time);
    }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase()
    {
        if (!g_hasOwnWorld)
            QSKIP("the line can only be cut in a network namespace, which this system does not let a test make");
        QVERIFY(m_stage.open());
    }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase()
    {
        if (g_hasOwnWorld)
            QVERIFY(m_stage.close());
    }

    void isSentOnceAndFound()
    {
        auto phone = m_stage.phone(u"+61491573970"_s);
        QVERIFY(!phone.writes(u"Hello"_s).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000);
        const auto id = Desk(m_stage.agent()).conversationWith(phone.number())["id"_L1].toString();
        VERIFY_OK(m_stage.agent().call("inbox.takeOver"_L1, {{u"conversationId"_s, id}}));
        // A connection to Twilio that stays open: what is written to it needs nobody's answer first.
        VERIFY_OK(Desk(m_stage.agent()).sendText(id, u"whatsapp"_s, u"Before"_s));
        QTRY_COMPARE(phone.bodies().count(u"Before"_s), 1);
        const auto before = m_stage.sandbox().creates();

        VERIFY_OK(m_stage.agent().call("inbox.send"_L1, {{u"conversationId"_s, id},
                                                         {u"channel"_s, u"whatsapp"_s},
                                                         {u"body"_s, u"From the dead"_s},
                                                         {u"holdSeconds"_s, 1}}));
        QVERIFY(setNetwork(false));
        wait(1700ms); // the hold ends; the request is with the kernel
        const auto death = QDateTime::currentDateTimeUtc();
        QVERIFY(m_stage.stack().killCore());
        wait(100ms);
        QVERIFY(setNetwork(true));
        // Nobody lives who could send it: within the 2 s until there is another core, and its evidence takes minutes.
        QVERIFY(waitUntil([&] { return m_stage.sandbox().creates() == before + 1; }, 30s));
        QVERIFY(waitUntil([&] { return m_stage.signInAgain(); }, 20s));
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(id, u"From the dead"_s), u"read"_s, 20000);
        QCOMPARE(phone.bodies().count(u"From the dead"_s), 1);
        // It was the dead core's.
        const auto contact = Desk(m_stage.agent()).conversation(id)["contact"_L1]["id"_L1].toString();
        const auto attempts = Desk(m_stage.agent()).sendLog(contact).first()["attempts"_L1].toArray();
        QCOMPARE(attempts.size(), 1);
        QVERIFY(QDateTime::fromString(attempts.first()["at"_L1].toString(), Qt::ISODateWithMs) < death);
        for (int i = 0; i < 4; ++i) {
            QVERIFY(m_stage.sandbox().advanceClock(200s));
            wait(500ms);
        }
        QCOMPARE(phone.bodies().count(u"From the dead"_s), 1);
        QCOMPARE(m_stage.sandbox().creates(), before + 1);
        QCOMPARE(statusOf(id, u"From the dead"_s), u"read"_s);
    }
};

} // namespace counterbell::e2e

int main(int argc, char **argv)
{
    counterbell::e2e::g_hasOwnWorld = counterbell::e2e::enterOwnWorld();
    QCoreApplication application(argc, argv);
    counterbell::e2e::TestGhostRequest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_ghost_request.moc"
