// SPDX-License-Identifier: Apache-2.0
// The core's disk is full: that is a state of health. Nothing is corrupt, nothing is lost, and it goes on when there is
// room again.
#include "tests/e2e/support/own_world.h"
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

bool g_hasOwnWorld = false;

} // namespace

class TestFullDisk : public QObject
{
    Q_OBJECT
private:
    QString disk() { return m_stage.stack().dataDir() + u"/core"_s; }
    Desk desk() { return Desk(m_stage.agent()); }
    /// The status and detail of the check "database".
    QStringList health()
    {
        for (const auto check : m_stage.agent().call("system.health"_L1)["checks"_L1].toArray()) {
            if (check["name"_L1].toString() == "database"_L1)
                return {check["status"_L1].toString(), check["detail"_L1].toString()};
        }
        return {};
    }

    /// Of a core that has just started: one that has worked a while has room in its log.
    bool fillFromTheStart() { return m_stage.close() && m_stage.open() && fillDisk(disk()); }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase()
    {
        if (!g_hasOwnWorld)
            QSKIP("a small disk is mounted in a namespace, which this system does not let a test make");
        QVERIFY(mountSmallDisk(disk(), 64));
        QVERIFY(m_stage.open());
    }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase()
    {
        if (!g_hasOwnWorld)
            return;
        const bool isClosed = m_stage.close();
        unmountSmallDisk(disk());
        QVERIFY(isClosed);
    }

    void isAStateOfHealthUntilThereIsRoomAgain()
    {
        auto phone = m_stage.phone(u"+61491573985"_s);
        QVERIFY(!phone.writes(u"Hello"_s).isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000);
        const auto number = phone.number();
        const auto id = desk().conversationWith(phone.number())["id"_L1].toString();
        VERIFY_OK(m_stage.agent().call("inbox.takeOver"_L1, {{u"conversationId"_s, id}}));
        QCOMPARE(health(), (QStringList{u"ok"_s, QString()}));

        QVERIFY(fillFromTheStart());
        // What comes in waits at the relay; what is to go out is refused with its reason and stays with whoever typed
        // it.
        QStringList sids;
        for (int i = 0; i < 3; ++i)
            sids << m_stage.phone(number).writes(u"Are you there %1?"_s.arg(i));
        QJsonObject send{{u"conversationId"_s, id},
                         {u"channel"_s, u"whatsapp"_s},
                         {u"body"_s, u"Yes"_s},
                         {u"clientToken"_s, u"once"_s}};
        const auto refused = m_stage.agent().call("inbox.send"_L1, send);
        QCOMPARE(refused.reason, u"internal"_s);
        QCOMPARE(refused.details["problem"_L1].toString(), u"diskFull"_s);
        QTRY_COMPARE(health(), (QStringList{u"failed"_s, u"diskFull"_s}));
        // Reading goes on.
        QVERIFY(!desk().messageWithBody(id, u"Hello"_s).isEmpty());

        QVERIFY(freeDisk(disk()));
        VERIFY_OK(m_stage.agent().call("inbox.send"_L1, send));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.phone(number).bodies().count(u"Yes"_s), 1, 10000);
        for (const auto &sid : sids)
            QTRY_VERIFY_WITH_TIMEOUT(!desk().messageWithSid(id, sid).isEmpty(), 45000);
        QTRY_COMPARE(health(), (QStringList{u"ok"_s, QString()}));
        for (const auto &sid : sids)
            QCOMPARE(where(desk().messages(id), {{u"sid"_s, sid}}).size(), 1);
    }

    /// Nobody writes: the core itself finds out that there is room again.
    void theCoreNoticesByItselfThatThereIsRoom()
    {
        QVERIFY(fillFromTheStart());
        // Something that is written makes it notice.
        (void)m_stage.agent().call("inbox.addNote"_L1,
                                   {{u"conversationId"_s, u"1"_s}, {u"body"_s, QString(9000, u'x')}});
        QTRY_COMPARE(health(), (QStringList{u"failed"_s, u"diskFull"_s}));
        QVERIFY(freeDisk(disk()));
        QTRY_COMPARE_WITH_TIMEOUT(health(), (QStringList{u"ok"_s, QString()}), 15000);
    }
};

} // namespace counterbell::e2e

int main(int argc, char **argv)
{
    counterbell::e2e::g_hasOwnWorld = counterbell::e2e::enterOwnWorld();
    QCoreApplication application(argc, argv);
    counterbell::e2e::TestFullDisk test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_full_disk.moc"
