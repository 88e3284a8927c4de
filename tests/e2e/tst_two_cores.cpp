// SPDX-License-Identifier: Apache-2.0
// PostgreSQL alone.
// Two cores on one PostgreSQL database: one leads, both serve consoles. Whatever befalls the leader, nothing goes twice
// and nothing is lost.
#include "tests/e2e/support/health.h"
#include "tests/e2e/support/second_core.h"
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"
#include "tests/support/postgres/cutting_proxy.h"
#include "tests/support/postgres/test_database.h"

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestTwoCores : public QObject
{
    Q_OBJECT
private:
    /// The checks that this core leaves to the one that leads.
    static QStringList leftToTheLeader(RpcClient &rpc)
    {
        QStringList names;
        for (const auto checks = rpc.call("system.health"_L1)["checks"_L1].toArray(); const auto &check : checks) {
            if (check["status"_L1].toString() == "ok"_L1 && check["detail"_L1].toString() == "anotherCore"_L1)
                names << check["name"_L1].toString();
        }
        names.sort();
        return names;
    }
    /// What consoles are told of the shop; a core's own health is its own.
    static QStringList toldOf(const RpcClient &rpc)
    {
        QStringList told;
        for (const auto &event : rpc.events()) {
            if (event.name != "health.changed"_L1)
                told << u"%1 %2 %3"_s.arg(event.seq).arg(event.name,
                                                         QString::fromUtf8(QJsonDocument(event.data).toJson()));
        }
        return told;
    }
    bool openConversation()
    {
        auto phone = m_stage->phone(kPhone);
        if (phone.writes(u"Is it ready?"_s).isEmpty())
            return false;
        Desk desk(*m_second);
        const bool isThere = waitUntil(
            [&] { return !(m_conversation = desk.conversationWith(kPhone)["id"_L1].toString()).isEmpty(); }, 10s);
        return isThere && m_second->call("inbox.takeOver"_L1, {{u"conversationId"_s, m_conversation}}).ok();
    }
    /// A reply of the agent, asked for on one of the cores without waiting.
    void reply(RpcClient &through)
    {
        const auto body = u"reply %1"_s.arg(++m_replies);
        (void)through.post("inbox.send"_L1, {{u"conversationId"_s, m_conversation},
                                             {u"channel"_s, u"whatsapp"_s},
                                             {u"body"_s, body},
                                             {u"clientToken"_s, body}});
    }
    [[nodiscard]] QStringList expected() const
    {
        QStringList bodies;
        for (int i = 1; i <= m_replies; ++i)
            bodies << u"reply %1"_s.arg(i);
        return bodies;
    }
    /// The replies on the handset, in order, without what the AI said.
    QStringList arrived() { return m_stage->phone(kPhone).bodies().filter(QRegularExpression(u"\\Areply "_s)); }
    /// Those of which the second core knows that they have arrived.
    int final()
    {
        int count = 0;
        Desk desk(*m_second);
        for (const auto rows = desk.messages(m_conversation); const auto &row : rows) {
            const auto status = row["status"_L1].toString();
            count += row["body"_L1].toString().startsWith("reply "_L1) &&
                     (status == "delivered"_L1 || status == "read"_L1 || status == "sent"_L1);
        }
        return count;
    }
    bool begins(const QString &storeOfSecond)
    {
        if (!m_stage->open())
            return false;
        m_core = std::make_unique<SecondCore>(m_stage->stack().dataDir() + u"/core"_s, storeOfSecond);
        if (!m_core->start())
            return false;
        m_second = std::make_unique<RpcClient>(m_core->ready());
        return m_second->login(u"agent"_s, u"3333"_s) && openConversation();
    }

    /// At the first core; it may still be looking for its database.
    bool signsInAgain()
    {
        return waitUntil([&] { return m_stage->signInAgain() && m_stage->agent().call("session.whoAmI"_L1).ok(); },
                         30s);
    }

    static inline const QString kPhone = u"+61491573210"_s;
    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<CuttingProxy> m_proxy;
    std::unique_ptr<SecondCore> m_core;
    std::unique_ptr<RpcClient> m_second;
    QString m_conversation;
    int m_replies = 0;

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
    }
    void init()
    {
        m_replies = 0;
        m_stage = std::make_unique<Stage>();
        const auto url = m_stage->stack().storeUrl();
        m_proxy = std::make_unique<CuttingProxy>(url);
        m_stage->stack().useStore(m_proxy->url());
        QVERIFY(begins(url));
        QCOMPARE(leadOf(m_stage->agent()), u"leads"_s);
        QCOMPARE(leadOf(*m_second), u"follows"_s);
    }
    void cleanup()
    {
        m_stage->showLogOfFailure();
        if (m_core && QTest::currentTestFailed())
            qWarning("the second core's log ends with:\n%s", m_core->logTail().constData());
        m_second.reset();
        if (m_core)
            QVERIFY(m_core->stop());
        m_core.reset();
        QVERIFY(m_stage->close());
        m_stage.reset();
        m_proxy.reset();
    }

    void theOneThatFollowsLeavesHealthOfTheOutsideToTheLeader()
    {
        const QStringList outside{u"catchUp"_s, u"provider"_s,  u"relayLink"_s,
                                  u"sending"_s, u"templates"_s, u"webhooks"_s};
        QTRY_COMPARE(leftToTheLeader(*m_second), outside);
        QCOMPARE(leftToTheLeader(m_stage->agent()), QStringList());
        m_proxy->set(CuttingProxy::Cut::Everything);
        QVERIFY(waitUntil([&] { return leadOf(*m_second) == "leads"_L1; }, 40s));
        m_proxy->set(CuttingProxy::Cut::None);
        QVERIFY(signsInAgain());
        QTRY_COMPARE_WITH_TIMEOUT(leftToTheLeader(m_stage->agent()), outside, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(leftToTheLeader(*m_second), QStringList(), 30'000);
    }

    void consolesOnBothSeeTheSame()
    {
        auto &first = m_stage->agent();
        QVERIFY(first.subscribe());
        QVERIFY(m_second->subscribe());
        auto phone = m_stage->phone(kPhone);
        for (int i = 0; i < 10; ++i) {
            QVERIFY(!phone.writes(u"and now? %1"_s.arg(i)).isEmpty());
            reply(i % 2 == 0 ? first : *m_second);
        }
        QTRY_COMPARE_WITH_TIMEOUT(arrived().size(), m_replies, 20'000);
        auto bodies = arrived();
        bodies.sort();
        auto all = expected();
        all.sort();
        QCOMPARE(bodies, all);
        QTRY_COMPARE_WITH_TIMEOUT(final(), m_replies, 20'000);
        // The second subscribed a little later: what both have heard from there on is the same, in the same order.
        const auto settled = [&] {
            const auto one = toldOf(first);
            const auto two = toldOf(*m_second);
            return two.size() > 30 && one.size() >= two.size() && one.mid(one.size() - two.size()) == two;
        };
        QVERIFY(waitUntil(settled, 10s));
        auto sorted = first.events();
        std::sort(sorted.begin(), sorted.end(), [](const Event &a, const Event &b) { return a.seq < b.seq; });
        QVERIFY(std::equal(sorted.begin(), sorted.end(), first.events().begin(),
                           [](const Event &a, const Event &b) { return a.seq == b.seq; }));
    }

    void nothingGoesTwiceWhateverBefallsTheLeader_data()
    {
        QTest::addColumn<QString>("fate");
        QTest::newRow("killed") << u"killed"_s;
        QTest::newRow("suspended past its lease") << u"suspended"_s;
        QTest::newRow("cut off from the database") << u"cut off"_s;
    }
    void nothingGoesTwiceWhateverBefallsTheLeader()
    {
        QFETCH(const QString, fate);
        const auto leader = pid_t(m_stage->stack().corePid());
        QVERIFY(leader > 0);
        // Answers take a while: there is always one under way.
        QVERIFY(m_stage->sandbox().setFaults({{u"delayMs"_s, 400}}));
        for (int i = 0; i < 4; ++i)
            reply(*m_second);
        QTRY_VERIFY_WITH_TIMEOUT(!arrived().isEmpty(), 10'000);
        if (fate == "killed"_L1)
            QVERIFY(m_stage->stack().killCore());
        else if (fate == "suspended"_L1)
            QCOMPARE(::kill(leader, SIGSTOP), 0);
        else
            m_proxy->set(CuttingProxy::Cut::Everything);
        for (int i = 0; i < 4; ++i)
            reply(*m_second); // consoles on the other core go on
        if (fate == "killed"_L1) {
            // The one that is killed comes back within 2 s; which of the two wins is the same to everybody.
            const auto isLed = [&] {
                return leadOf(*m_second) == "leads"_L1 || (signsInAgain() && leadOf(m_stage->agent()) == "leads"_L1);
            };
            QVERIFY(waitUntil(isLed, 40s));
        } else {
            QVERIFY(waitUntil([&] { return leadOf(*m_second) == "leads"_L1; }, 40s));
            for (int i = 0; i < 2; ++i)
                reply(*m_second);
        }
        if (fate == "suspended"_L1)
            QCOMPARE(::kill(leader, SIGCONT), 0);
        m_proxy->set(CuttingProxy::Cut::None);
        QVERIFY(m_stage->sandbox().setFaults({}));
        // Unless an answer says so nobody knows what became of a request: evidence takes its time, which the sandbox
        // has in plenty.
        const auto isSettled = [&] {
            if (final() == m_replies)
                return true;
            (void)m_stage->sandbox().advanceClock(60s);
            return false;
        };
        QVERIFY2(waitUntil(isSettled, 90s), qPrintable(arrived().join(u", "_s)));
        auto bodies = arrived();
        bodies.sort();
        auto all = expected();
        all.sort();
        QCOMPARE(bodies, all);
        if (fate != "killed"_L1) {
            QVERIFY(signsInAgain());
            QTRY_COMPARE_WITH_TIMEOUT(leadOf(m_stage->agent()), u"follows"_s, 30'000);
            QCOMPARE(leadOf(*m_second), u"leads"_s);
        }
        // What the customer writes now reaches both, by the links of the one that leads.
        QVERIFY(!m_stage->phone(kPhone).writes(u"thank you"_s).isEmpty());
        QVERIFY(signsInAgain());
        for (auto *rpc : {&m_stage->agent(), m_second.get()}) {
            Desk desk(*rpc);
            QTRY_VERIFY_WITH_TIMEOUT(!desk.messageWithBody(m_conversation, u"thank you"_s).isEmpty(), 20'000);
        }
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestTwoCores)
#include "tst_two_cores.moc"
