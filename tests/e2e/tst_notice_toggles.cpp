// SPDX-License-Identifier: Apache-2.0
// Managers switch categories of notices off, members keep themselves out of them, and the send log says why.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestNoticeToggles : public QObject
{
    Q_OBJECT
private:
    QString memberNamed(const QString &name)
    {
        const auto members = m_stage.manager().call("team.list"_L1).items();
        return where(members, {{u"name"_s, name}}).first()["id"_L1].toString();
    }
    QString newJob(const QString &contactId, const QString &description)
    {
        QJsonObject params{{u"kind"_s, u"repair"_s}, {u"description"_s, description}};
        if (!contactId.isEmpty())
            params.insert(u"contactId"_s, contactId);
        const auto job = m_stage.manager().call("jobs.create"_L1, params);
        return job["id"_L1].toString();
    }
    /// The send log's rows about one job, oldest first.
    QJsonArray sendsOf(const QString &jobId)
    {
        QJsonArray rows;
        for (const auto row : m_stage.staff().call("sendLog.query"_L1, {{u"limit"_s, 100}}).items()) {
            if (row["jobId"_L1].toString() == jobId)
                rows.prepend(row);
        }
        return rows;
    }
    Reply setNotices(const QJsonObject &changes) { return m_stage.manager().call("notifications.set"_L1, changes); }
    Reply setOptOut(RpcClient &actor, const QString &member, bool optedOut)
    {
        return actor.call("team.setPersonalOptOut"_L1, {{u"memberId"_s, member}, {u"optedOut"_s, optedOut}});
    }
    /// Assigns a job, changes its status and flags it as urgent: what each member category tells an assignee.
    QString stirUp(const QString &contactId, const QString &member)
    {
        const auto jobId = newJob(contactId, u"Chain"_s);
        auto &mia = m_stage.manager();
        const QJsonObject job{{u"jobId"_s, jobId}};
        auto with = [&job](const QJsonObject &more) {
            auto params = job;
            for (auto it = more.begin(); it != more.end(); ++it)
                params.insert(it.key(), it.value());
            return params;
        };
        const bool went = mia.call("jobs.assign"_L1, with({{u"memberId"_s, member}})).ok() &&
                          mia.call("jobs.setStatus"_L1, with({{u"status"_s, u"in_progress"_s}})).ok() &&
                          mia.call("jobs.setUrgent"_L1, with({{u"urgent"_s, true}, {u"reason"_s, u"wedding"_s}})).ok();
        return went ? jobId : QString();
    }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stage.open()); }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void allAreOnAndOnlyManagersAndOwnersMayFlipThem()
    {
        for (const auto name : {"jobReady"_L1, "taskAssignment"_L1, "statusChange"_L1, "urgentFlagged"_L1}) {
            QCOMPARE(m_stage.staff().call("notifications.get"_L1)[name].toBool(), true);
            const QJsonObject off{{name, false}};
            VERIFY_REFUSED(m_stage.staff().call("notifications.set"_L1, off), "notPermitted");
            VERIFY_REFUSED(m_stage.agent().call("notifications.set"_L1, off), "notPermitted");
            QCOMPARE(m_stage.staff().call("notifications.get"_L1)[name].toBool(), true);
            VERIFY_OK(setNotices(off));
            QCOMPARE(m_stage.agent().call("notifications.get"_L1)[name].toBool(), false);
            VERIFY_OK(m_stage.owner().call("notifications.set"_L1, {{name, true}}));
        }
    }

    void jobReadySwitchedOffSendsNothingAndTheSendLogSaysWhy()
    {
        auto phone = m_stage.phone(u"+61491573300"_s);
        const auto contact = Desk(m_stage.staff()).newCustomer(u"Ada Byron"_s, phone.number());
        const auto createsBefore = m_stage.sandbox().creates();
        VERIFY_OK(setNotices({{u"jobReady"_s, false}}));
        const auto jobId = newJob(contact["id"_L1].toString(), u"Resize"_s);
        const auto ready = m_stage.staff().call("jobs.setStatus"_L1, {{u"jobId"_s, jobId}, {u"status"_s, u"ready"_s}});
        VERIFY_OK(ready);
        QCOMPARE(ready["status"_L1].toString(), u"ready"_s);
        QCOMPARE(ready["notification"_L1]["status"_L1].toString(), u"refused"_s);
        QCOMPARE(ready["notification"_L1]["reason"_L1].toString(), u"categoryDisabled"_s);
        const auto rows = sendsOf(jobId);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first()["status"_L1].toString(), u"refused"_s);
        QCOMPARE(rows.first()["reason"_L1].toString(), u"categoryDisabled"_s);
        QCOMPARE(rows.first()["category"_L1].toString(), u"job_ready"_s);
        QCOMPARE(rows.first()["recipient"_L1]["number"_L1].toString(), phone.number());
        QCOMPARE(rows.first()["attempts"_L1].toArray().size(), 0);

        // Switched on again, the next job's notice goes; the one that was refused stays so.
        VERIFY_OK(setNotices({{u"jobReady"_s, true}}));
        const auto next = newJob(contact["id"_L1].toString(), u"Polish"_s);
        VERIFY_OK(m_stage.staff().call("jobs.setStatus"_L1, {{u"jobId"_s, next}, {u"status"_s, u"ready"_s}}));
        QTRY_COMPARE(phone.received().size(), 1);
        QVERIFY(phone.bodies().first().contains(u"Polish"_s));
        QCOMPARE(m_stage.sandbox().creates(), createsBefore + 1);
    }

    void aHeldNoticeIsStoppedByAToggleThatGoesOffMeanwhile()
    {
        auto phone = m_stage.phone(u"+61491573301"_s);
        const auto contact = Desk(m_stage.staff()).newCustomer(u"Bea Cole"_s, phone.number());
        const auto jobId = newJob(contact["id"_L1].toString(), u"Solder"_s);
        VERIFY_OK(m_stage.staff().call("jobs.setStatus"_L1,
                                       {{u"jobId"_s, jobId}, {u"status"_s, u"ready"_s}, {u"holdSeconds"_s, 60}}));
        VERIFY_OK(setNotices({{u"jobReady"_s, false}}));
        QVERIFY(m_stage.sandbox().advanceClock(2min));
        QTRY_COMPARE(sendsOf(jobId).first()["status"_L1].toString(), u"refused"_s);
        QCOMPARE(sendsOf(jobId).first()["reason"_L1].toString(), u"categoryDisabled"_s);
        QCOMPARE(phone.received().size(), 0);
        VERIFY_OK(setNotices({{u"jobReady"_s, true}}));
    }

    void eachMemberCategoryHasItsOwnToggle_data()
    {
        QTest::addColumn<QString>("toggle");
        QTest::addColumn<QString>("category");
        QTest::newRow("task assignment") << u"taskAssignment"_s << u"task_assignment"_s;
        QTest::newRow("status change") << u"statusChange"_s << u"status_change"_s;
        QTest::newRow("urgent flagged") << u"urgentFlagged"_s << u"urgent_flagged"_s;
    }
    void eachMemberCategoryHasItsOwnToggle()
    {
        QFETCH(QString, toggle);
        QFETCH(QString, category);
        VERIFY_OK(setNotices({{toggle, false}}));
        const auto jobId = stirUp({}, memberNamed(u"Priya Nair"_s));
        QVERIFY(!jobId.isEmpty());
        const auto rows = sendsOf(jobId);
        QCOMPARE(rows.size(), 3);
        for (const auto row : rows) {
            const bool isOff = row["category"_L1].toString() == category;
            QCOMPARE(row["status"_L1].toString() == u"refused"_s, isOff);
            QCOMPARE(row["reason"_L1].toString(), isOff ? u"categoryDisabled"_s : QString());
        }
        VERIFY_OK(setNotices({{toggle, true}}));
        QTRY_COMPARE_WITH_TIMEOUT(where(sendsOf(jobId), {{u"status"_s, u"queued"_s}}).size(), 0, 10000);
    }

    void aPersonalOptOutSilencesAllThreeMemberCategories()
    {
        const auto priya = memberNamed(u"Priya Nair"_s);
        auto phone = m_stage.phone(u"+61491570158"_s);
        VERIFY_OK(setOptOut(m_stage.agent(), priya, true)); // herself
        const auto before = phone.received().size();
        const auto jobId = stirUp({}, priya);
        QVERIFY(!jobId.isEmpty());
        const auto rows = sendsOf(jobId);
        QCOMPARE(column(rows, "category"_L1),
                 (QStringList{u"task_assignment"_s, u"status_change"_s, u"urgent_flagged"_s}));
        for (const auto row : rows) {
            QCOMPARE(row["status"_L1].toString(), u"refused"_s);
            QCOMPARE(row["reason"_L1].toString(), u"memberOptedOut"_s);
            QCOMPARE(row["recipient"_L1]["name"_L1].toString(), u"Priya Nair"_s);
            QCOMPARE(row["recipient"_L1]["number"_L1].toString(), phone.number());
            QCOMPARE(row["attempts"_L1].toArray().size(), 0);
        }
        VERIFY_OK(setOptOut(m_stage.manager(), priya, false)); // her manager
        const auto told = stirUp({}, priya);
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), before + 3, 15000);
        QTRY_COMPARE_WITH_TIMEOUT(where(sendsOf(told), {{u"status"_s, u"refused"_s}}).size(), 0, 10000);
    }

    void onlyTheMemberAndManagersSetAPersonalOptOut()
    {
        const auto tom = memberNamed(u"Tom Okafor"_s);
        const auto priya = memberNamed(u"Priya Nair"_s);
        VERIFY_REFUSED(setOptOut(m_stage.agent(), tom, false), "notPermitted");
        VERIFY_REFUSED(setOptOut(m_stage.staff(), priya, true), "notPermitted");
        VERIFY_OK(setOptOut(m_stage.staff(), tom, false));
        VERIFY_OK(setOptOut(m_stage.owner(), tom, true));
        const auto members = m_stage.staff().call("team.list"_L1).items();
        QCOMPARE(where(members, {{u"id"_s, tom}}).first()["optedOut"_L1].toBool(), true);
        QCOMPARE(where(members, {{u"id"_s, priya}}).first()["optedOut"_L1].toBool(), false);
    }

    void nobodyIsToldWhatTheyDidThemselvesAndNoNumberIsAReason()
    {
        auto &priya = m_stage.agent();
        const auto mine = priya.call("jobs.create"_L1, {{u"kind"_s, u"task"_s},
                                                        {u"description"_s, u"Order boxes"_s},
                                                        {u"assigneeId"_s, memberNamed(u"Priya Nair"_s)}});
        VERIFY_OK(mine);
        QCOMPARE(sendsOf(mine["id"_L1].toString()).size(), 0);
        const auto hers = priya.call(
            "jobs.create"_L1,
            {{u"kind"_s, u"task"_s}, {u"description"_s, u"Sweep"_s}, {u"assigneeId"_s, memberNamed(u"Lucy Shaw"_s)}});
        VERIFY_OK(hers);
        const auto rows = sendsOf(hers["id"_L1].toString());
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows.first()["status"_L1].toString(), u"refused"_s);
        QCOMPARE(rows.first()["reason"_L1].toString(), u"noPhone"_s);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestNoticeToggles)
#include "tst_notice_toggles.moc"
