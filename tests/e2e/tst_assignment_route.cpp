// SPDX-License-Identifier: Apache-2.0
// A task is assigned: the member hears of it on whatever reaches them, and one send holds every attempt.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestAssignmentRoute : public QObject
{
    Q_OBJECT
private:
    /// Mia assigns a new job to Priya; its id.
    QString assign(QJsonObject job)
    {
        auto &mia = m_stage.manager();
        const auto created = mia.call("jobs.create"_L1, job);
        const auto members = mia.call("team.list"_L1).items();
        const auto priya = where(members, {{u"name"_s, u"Priya Nair"_s}}).first()["id"_L1];
        const auto assigned = mia.call("jobs.assign"_L1, {{u"jobId"_s, created["id"_L1]}, {u"memberId"_s, priya}});
        if (!assigned.ok())
            qWarning("jobs.assign: %s", assigned.text().constData());
        return created["id"_L1].toString();
    }
    /// The one send about a job.
    QJsonObject sendOf(const QString &jobId)
    {
        QJsonArray rows;
        for (const auto row : m_stage.staff().call("sendLog.query"_L1, {{u"limit"_s, 50}}).items()) {
            if (row["jobId"_L1].toString() == jobId)
                rows.append(row);
        }
        return rows.size() == 1 ? rows.first().toObject() : QJsonObject();
    }
    QString statusOf(const QString &jobId) { return sendOf(jobId)["status"_L1].toString(); }
    Handset priyasPhone() { return m_stage.phone(u"+61491570158"_s); }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stage.open()); }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void outsideTheMembersWindowTheTemplateGoes()
    {
        auto phone = priyasPhone();
        const auto contact = Desk(m_stage.staff()).newCustomer(u"Ada Byron"_s, u"+61491573400"_s);
        const auto jobId = assign(
            {{u"kind"_s, u"repair"_s}, {u"contactId"_s, contact["id"_L1]}, {u"description"_s, u"Resize ring"_s}});
        QTRY_COMPARE(phone.received().size(), 1);
        QCOMPARE(phone.bodies(u"whatsapp"_s).first(),
                 u"🔔 New repair assigned: Resize ring for Ada, due no date. See Counterbell."_s);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(jobId), u"read"_s, 10000);
        const auto send = sendOf(jobId);
        QCOMPARE(send["category"_L1].toString(), u"task_assignment"_s);
        QCOMPARE(send["channel"_L1].toString(), u"whatsapp"_s);
        QCOMPARE(send["recipient"_L1]["name"_L1].toString(), u"Priya Nair"_s);
        QCOMPARE(send["attempts"_L1].toArray().size(), 1);
    }

    void insideTheMembersWindowFreeTextGoes()
    {
        auto phone = priyasPhone();
        const auto conversationsBefore = m_stage.manager().call("inbox.conversations"_L1, {{u"limit"_s, 500}}).items();
        QVERIFY(!phone.writes(u"I'm on my way in"_s).isEmpty());
        // The free text below shows that the member's message has been taken in: until then it would be the template.
        auto tried = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            (assign({{u"kind"_s, u"task"_s}, {u"description"_s, u"Order boxes %1"_s.arg(++tried)}}),
             waitUntil([&] { return !phone.bodies().filter(u"Order boxes %1"_s.arg(tried)).isEmpty(); }, 5s) &&
                 phone.bodies().contains(u"🔔 New task assigned: Order boxes %1"_s.arg(tried))),
            20000);
        const auto contact = Desk(m_stage.staff()).newCustomer(u"Cy Young"_s, u"+61491573401"_s);
        const auto jobId = assign({{u"kind"_s, u"bespoke"_s},
                                   {u"contactId"_s, contact["id"_L1]},
                                   {u"description"_s, u"Signet ring"_s},
                                   {u"dueAt"_s, u"2031-05-06T02:00:00.000Z"_s}});
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(jobId), u"read"_s, 10000);
        QCOMPARE(phone.bodies(u"whatsapp"_s).last(),
                 u"🔔 New bespoke job assigned: Signet ring — Cy\nDue: Tue 6 May 2031"_s);
        QCOMPARE(sendOf(jobId)["attempts"_L1].toArray().size(), 1);

        // A member's message is no customer's: nobody is asked to answer it, and the AI keeps silent.
        const auto conversations = m_stage.manager().call("inbox.conversations"_L1, {{u"limit"_s, 500}}).items();
        QCOMPARE(where(conversations, {{u"needsReply"_s, true}}).size(),
                 where(conversationsBefore, {{u"needsReply"_s, true}}).size());
        QCOMPARE(m_stage.sandbox().modelRequests().size(), 0);
    }

    void theTemplateGoesAgainOnceTheWindowHasClosed()
    {
        auto phone = priyasPhone();
        QVERIFY(m_stage.sandbox().advanceClock(25h));
        const auto jobId = assign({{u"kind"_s, u"task"_s}, {u"description"_s, u"Count stock"_s}});
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(jobId), u"read"_s, 10000);
        QCOMPARE(phone.bodies(u"whatsapp"_s).last(),
                 u"🔔 New task assigned: Count stock for the shop, due no date. See Counterbell."_s);
    }

    void aMemberWhoIsNotOnWhatsAppHearsBySmsInsideTheSameSend()
    {
        auto phone = priyasPhone();
        QVERIFY(phone.set({{u"onWhatsApp"_s, false}}));
        const auto jobId = assign({{u"kind"_s, u"task"_s}, {u"description"_s, u"Ring supplier"_s}});
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(jobId), u"delivered"_s, 15000);
        QCOMPARE(phone.bodies(u"sms"_s), QStringList{u"New task assigned: Ring supplier"_s});
        QVERIFY(phone.bodies(u"whatsapp"_s).filter(u"Ring supplier"_s).isEmpty());
        const auto send = sendOf(jobId);
        const auto attempts = send["attempts"_L1].toArray();
        QCOMPARE(column(attempts, "channel"_L1), (QStringList{u"whatsapp"_s, u"sms"_s}));
        QCOMPARE(column(attempts, "status"_L1), (QStringList{u"failed"_s, u"delivered"_s}));
        QCOMPARE(attempts.first()["errorCode"_L1].toInt(), 63003);
        QCOMPARE(send["channel"_L1].toString(), u"sms"_s);
        QCOMPARE(send["sid"_L1], phone.received().last()["sid"_L1]);
        QVERIFY(attempts.first()["sid"_L1] != attempts.last()["sid"_L1]);
    }

    void whatWasLearntGoesStraightToSmsNextTime()
    {
        auto phone = priyasPhone();
        const auto createsBefore = m_stage.sandbox().creates();
        const auto jobId = assign({{u"kind"_s, u"task"_s}, {u"description"_s, u"Wrap gifts"_s}});
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(jobId), u"delivered"_s, 10000);
        QCOMPARE(column(sendOf(jobId)["attempts"_L1].toArray(), "channel"_L1), QStringList{u"sms"_s});
        QCOMPARE(m_stage.sandbox().creates(), createsBefore + 1);
        QCOMPARE(phone.bodies(u"sms"_s).size(), 2);
    }

    void writingOnWhatsAppAgainIsLearntToo()
    {
        auto phone = priyasPhone();
        QVERIFY(phone.set({{u"onWhatsApp"_s, true}}));
        QVERIFY(!phone.writes(u"New phone, it's me"_s).isEmpty());
        auto tried = 0;
        QTRY_VERIFY_WITH_TIMEOUT(
            (assign({{u"kind"_s, u"task"_s}, {u"description"_s, u"Set up till %1"_s.arg(++tried)}}),
             waitUntil([&] { return !phone.bodies().filter(u"till %1"_s.arg(tried)).isEmpty(); }, 5s) &&
                 !phone.bodies(u"whatsapp"_s).filter(u"till %1"_s.arg(tried)).isEmpty()),
            20000);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestAssignmentRoute)
#include "tst_assignment_route.moc"
