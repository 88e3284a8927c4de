// SPDX-License-Identifier: Apache-2.0
// PostgreSQL alone.
// Two cores on one PostgreSQL database: what is set up at a branch, where the core follows, is used by the one that
// leads, and by the next one that does.
#include "tests/app/relay/relay_process.h"
#include "tests/e2e/support/account.h"
#include "tests/e2e/support/health.h"
#include "tests/e2e/support/second_core.h"
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"
#include "tests/support/postgres/test_database.h"

#include <QDir>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestSharedSetup : public QObject
{
    Q_OBJECT
private:
    static inline const QString kPhone = u"+61491573311"_s;

    bool startsSecond()
    {
        m_core = std::make_unique<SecondCore>(m_stage->stack().dataDir() + u"/core"_s, m_stage->stack().storeUrl());
        if (!m_core->start())
            return false;
        m_second = std::make_unique<RpcClient>(m_core->ready());
        return m_second->login(u"manager"_s, u"2222"_s) && m_second->subscribe();
    }
    /// The first core stands still past its lease and is killed then, so that the second has to lead.
    bool theOtherLeads()
    {
        const auto leader = pid_t(m_stage->stack().corePid());
        if (leader <= 0 || ::kill(leader, SIGSTOP) != 0)
            return false;
        const bool isLed = waitUntil([&] { return leadOf(*m_second) == "leads"_L1; }, 40s);
        return ::kill(leader, SIGKILL) == 0 && isLed;
    }
    QList<bool> linksUp(RpcClient &rpc)
    {
        QList<bool> up;
        for (const auto relay : rpc.call("relays.list"_L1)["items"_L1].toArray())
            up << relay["isUp"_L1].toBool();
        return up;
    }
    QStringList linkProblems(RpcClient &rpc) { return column(rpc.call("relays.list"_L1).items(), "problem"_L1); }
    /// The conversation with the phone, taken over so that the AI keeps out of it.
    QString openConversation(RpcClient &rpc)
    {
        if (m_stage->phone(kPhone).writes(u"Is it ready?"_s).isEmpty())
            return {};
        Desk desk(rpc);
        QString id;
        (void)waitUntil([&] { return !(id = desk.conversationWith(kPhone)["id"_L1].toString()).isEmpty(); }, 10s);
        return rpc.call("inbox.takeOver"_L1, {{u"conversationId"_s, id}}).ok() ? id : QString();
    }
    bool arrives(RpcClient &through, const QString &conversation, const QString &body)
    {
        Desk desk(through);
        return desk.sendText(conversation, u"whatsapp"_s, body).ok() &&
               waitUntil([&] { return m_stage->phone(kPhone).bodies().contains(body); }, 10s);
    }
    /// What lies in a data folder about secrets.
    static QStringList secretFiles(const QString &folder)
    {
        return QDir(folder).entryList({u"secrets*"_s}, QDir::Files | QDir::Hidden);
    }

    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<SecondCore> m_core;
    std::unique_ptr<RpcClient> m_second;
    std::unique_ptr<relay::test::RelayProcess> m_relay;

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
    }
    void init()
    {
        m_stage = std::make_unique<Stage>();
        QVERIFY(m_stage->open());
    }
    void cleanup()
    {
        m_stage->showLogOfFailure();
        if (m_core && QTest::currentTestFailed())
            qWarning("the second core's log ends with:\n%s", m_core->logTail().constData());
        if (m_second) {
            for (const auto &event : m_second->events())
                QVERIFY2(!event.name.startsWith("setup."_L1), "consoles are told what is between cores");
        }
        m_second.reset();
        if (m_core)
            QVERIFY(m_core->stop());
        m_core.reset();
        m_relay.reset();
        QVERIFY(m_stage->close());
        m_stage.reset();
    }

    void aRelayPairedAtAFollowerIsHeldByWhoeverLeads()
    {
        QVERIFY(startsSecond());
        QCOMPARE(leadOf(*m_second), u"follows"_s);
        QCOMPARE(secretFiles(m_stage->stack().dataDir() + u"/core"_s), (QStringList{u"secrets.key"_s}));
        m_relay = std::make_unique<relay::test::RelayProcess>();
        QVERIFY(m_relay->start());
        m_relay->publicUrl = "http://127.0.0.1:" + QByteArray::number(m_relay->port);
        QVERIFY(m_relay->start());
        const auto code = QString::fromLatin1(m_relay->tenant({u"add"_s, u"Halden & Rowe"_s}));
        VERIFY_OK(m_second->call("relays.pair"_L1, {{u"code"_s, code}}));
        QCOMPARE(linksUp(*m_second), (QList<bool>{false, false}));
        QCOMPARE(linkProblems(*m_second), (QStringList{u"anotherCore"_s, u"anotherCore"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(m_stage->manager()), (QList<bool>{true, true}), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(Account(*m_stage).fallbacks().contains(QString::fromLatin1(m_relay->publicUrl)),
                                 10'000);

        QVERIFY(theOtherLeads());
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(*m_second), (QList<bool>{true, true}), 20'000);
        // What comes over either link is the next leader's to take in.
        Desk desk(*m_second);
        QVERIFY(!m_stage->phone(kPhone).writes(u"Hello"_s).isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.conversationWith(kPhone).isEmpty(), 10'000);
    }

    void credentialsGivenAtAFollowerAreUsedByWhoeverLeads()
    {
        // With these nobody gets anywhere; the second core starts with them, too.
        VERIFY_OK(m_stage->manager().call("providers.setCredentials"_L1, Account::wrongKey()));
        QTRY_COMPARE_WITH_TIMEOUT(providerProblem(m_stage->manager()), u"credentialsRefused"_s, 10'000);
        QVERIFY(startsSecond());
        const auto conversation = openConversation(*m_second);
        QVERIFY(!conversation.isEmpty());
        QVERIFY(!m_second->call("providers.test"_L1)["ok"_L1].toBool());

        VERIFY_OK(m_second->call("providers.setCredentials"_L1, Account(*m_stage).newKey()));
        QVERIFY(m_second->call("providers.test"_L1)["ok"_L1].toBool());
        QTRY_COMPARE_WITH_TIMEOUT(providerProblem(m_stage->manager()), QString(), 5'000);
        QVERIFY(arrives(*m_second, conversation, u"from the first"_s));

        QVERIFY(theOtherLeads());
        QVERIFY(arrives(*m_second, conversation, u"from the second"_s));
    }

    void sendersChosenAtAFollowerAreRegisteredByTheLeader()
    {
        QVERIFY(startsSecond());
        // Somebody else's webhook is put right by the next look, a quarter of an hour away; this is the look.
        const auto before = m_stage->sandbox().account()["requests"_L1].toObject();
        const auto lists = [](const QJsonObject &requests) {
            int count = 0;
            for (auto it = requests.begin(); it != requests.end(); ++it)
                if (it.key().startsWith("GET "_L1) && it.key().endsWith("/IncomingPhoneNumbers.json"_L1))
                    for (const auto byStatus = it->toObject(); const auto &number : byStatus)
                        count += number.toInt();
            return count;
        };
        QJsonArray senders;
        for (const auto list = m_second->call("providers.list"_L1).items();
             const auto sender : list[0]["senders"_L1].toArray())
            senders.append(QJsonObject{{u"channel"_s, sender["channel"_L1]}, {u"number"_s, sender["number"_L1]}});
        VERIFY_OK(m_second->call("providers.setSenders"_L1, {{u"senders"_s, senders}}));
        QTRY_VERIFY_WITH_TIMEOUT(lists(m_stage->sandbox().account()["requests"_L1].toObject()) > lists(before), 5'000);
    }

    void aModelKeyGivenAtAFollowerIsUsedByTheLeader()
    {
        QVERIFY(startsSecond());
        const auto ask = [this](const QString &text) {
            const auto before = m_stage->sandbox().modelRequests().size();
            return !m_stage->phone(kPhone).writes(text).isEmpty() &&
                   waitUntil([&] { return m_stage->sandbox().modelRequests().size() > before; }, 10s);
        };
        QVERIFY(ask(u"Hello"_s));
        QVERIFY(m_stage->sandbox().modelRequests().last()["authorized"_L1].toBool());
        VERIFY_OK(m_second->call("agent.set"_L1, {{u"key"_s, u"another"_s}}));
        QVERIFY(ask(u"Are you there?"_s));
        QVERIFY(!m_stage->sandbox().modelRequests().last()["authorized"_L1].toBool());
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestSharedSetup)
#include "tst_shared_setup.moc"
