// SPDX-License-Identifier: Apache-2.0
// Staff take in a repair and set it ready: the customer hears of it once, by SMS, and everybody can see that they did.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestJobReady : public QObject
{
    Q_OBJECT
private:
    /// A customer with one job in the workshop; the ids of both.
    struct TakenIn {
        QString contactId;
        QString jobId;
    };
    TakenIn takeIn(const QString &name, const QString &phone, const QString &kind, const QString &description)
    {
        const auto contact = Desk(m_stage.staff()).newCustomer(name, phone);
        const auto job = m_stage.staff().call(
            "jobs.create"_L1, {{u"kind"_s, kind}, {u"contactId"_s, contact["id"_L1]}, {u"description"_s, description}});
        if (!job.ok())
            qWarning("jobs.create: %s", job.text().constData());
        return {contact["id"_L1].toString(), job["id"_L1].toString()};
    }
    Reply setStatus(const QString &jobId, const QString &status, std::optional<int> hold = {})
    {
        QJsonObject params{{u"jobId"_s, jobId}, {u"status"_s, status}};
        if (hold)
            params.insert(u"holdSeconds"_s, *hold);
        return m_stage.staff().call("jobs.setStatus"_L1, params);
    }
    QJsonObject job(const QString &jobId) { return m_stage.staff().call("jobs.get"_L1, {{u"jobId"_s, jobId}}).result; }
    QJsonArray sendLog(const QString &contactId) { return Desk(m_stage.staff()).sendLog(contactId); }
    QString statusOfSend(const QString &contactId) { return sendLog(contactId).first()["status"_L1].toString(); }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stage.open()); }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void theHandsetHasTheTextOnceAndTheSendLogFollowsIt()
    {
        auto phone = m_stage.phone(u"+61412345678"_s);
        const auto contact = m_stage.staff().call("contacts.create"_L1,
                                                  {{u"name"_s, u"Amelia Stone"_s}, {u"phone"_s, u"0412 345 678"_s}});
        VERIFY_OK(contact);
        QCOMPARE(contact["phone"_L1].toString(), u"+61412345678"_s);
        const auto contactId = contact["id"_L1].toString();
        const auto again = m_stage.staff().call("contacts.create"_L1,
                                                {{u"name"_s, u"A. Stone"_s}, {u"phone"_s, u"+61 412 345 678"_s}});
        VERIFY_REFUSED(again, "duplicatePhone");
        QCOMPARE(again.details["contactId"_L1].toString(), contactId);

        const auto created = m_stage.staff().call(
            "jobs.create"_L1,
            {{u"kind"_s, u"repair"_s}, {u"contactId"_s, contactId}, {u"description"_s, u"Ring resize"_s}});
        VERIFY_OK(created);
        QCOMPARE(created["status"_L1].toString(), u"received"_s);
        QVERIFY2(created["ticket"_L1].toString().startsWith("R-"_L1), created.text().constData());
        const auto jobId = created["id"_L1].toString();
        const auto createsBefore = m_stage.sandbox().creates();

        const auto ready = setStatus(jobId, u"ready"_s);
        VERIFY_OK(ready);
        QCOMPARE(ready["status"_L1].toString(), u"ready"_s);
        QVERIFY(!ready["readyAt"_L1].toString().isEmpty());
        QVERIFY2(!ready["notification"_L1]["sendId"_L1].toString().isEmpty(), ready.text().constData());

        const auto text = u"Hi Amelia! Great news - your repair is ready for pickup at Halden & Rowe! "
                          "Ring resize. See you soon!"_s;
        QTRY_COMPARE(phone.bodies(), QStringList{text});
        const auto got = phone.received().first();
        QCOMPARE(got["channel"_L1].toString(), u"sms"_s);
        QCOMPARE(got["from"_L1].toString(), m_stage.stack().value("smsSender"_L1));

        QTRY_COMPARE_WITH_TIMEOUT(statusOfSend(contactId), u"delivered"_s, 10000);
        QCOMPARE(sendLog(contactId).size(), 1);
        const auto send = sendLog(contactId).first().toObject();
        QCOMPARE(send["category"_L1].toString(), u"job_ready"_s);
        QCOMPARE(send["recipient"_L1].toObject(),
                 (QJsonObject{{u"name"_s, u"Amelia Stone"_s}, {u"number"_s, u"+61412345678"_s}}));
        QCOMPARE(send["channel"_L1].toString(), u"sms"_s);
        QCOMPARE(send["body"_L1].toString(), text);
        QCOMPARE(send["sid"_L1], got["sid"_L1]);
        QCOMPARE(send["jobId"_L1].toString(), jobId);
        QCOMPARE(send["provider"_L1].toString(), u"twilio"_s);
        QCOMPARE(send["segments"_L1].toInt(), 1);
        QVERIFY(!send.contains("reason"_L1) && !send.contains("errorCode"_L1));
        const auto attempts = send["attempts"_L1].toArray();
        QCOMPARE(attempts.size(), 1);
        QCOMPARE(attempts.first()["sid"_L1], got["sid"_L1]);
        QCOMPARE(attempts.first()["status"_L1].toString(), u"delivered"_s);
        QTRY_COMPARE(sendLog(contactId).first()["cost"_L1].toObject(),
                     (QJsonObject{{u"amount"_s, u"0.0790"_s}, {u"currency"_s, u"AUD"_s}}));
        QCOMPARE(job(jobId)["notification"_L1]["status"_L1].toString(), u"delivered"_s);

        VERIFY_OK(setStatus(jobId, u"ready"_s)); // already there: no second entry into the status
        QCOMPARE(sendLog(contactId).size(), 1);
        QCOMPARE(m_stage.sandbox().creates(), createsBefore + 1);
        QCOMPARE(phone.received().size(), 1);
    }

    void twiliosOwnClientFindsIt()
    {
        const auto node = QStandardPaths::findExecutable(u"node"_s);
        const auto modules = QStringLiteral(COUNTERBELL_SOURCE_DIR "/tests/contract/node_modules/twilio");
        QVERIFY2(!node.isEmpty() && QFileInfo::exists(modules),
                 "This test needs Node.js and npm's twilio: run \"npm ci --prefix tests/contract\" first.");
        auto phone = m_stage.phone(u"+61491573100"_s);
        const auto taken = takeIn(u"Bo Lind"_s, phone.number(), u"bespoke"_s, u"Signet ring"_s);
        VERIFY_OK(setStatus(taken.jobId, u"ready"_s));
        QTRY_COMPARE_WITH_TIMEOUT(statusOfSend(taken.contactId), u"delivered"_s, 10000);
        const auto sid = sendLog(taken.contactId).first()["sid"_L1].toString();

        QProcess client;
        client.start(node, {QStringLiteral(COUNTERBELL_SOURCE_DIR "/tests/e2e/find_message.mjs"),
                            m_stage.stack().value("twilio"_L1), m_stage.stack().value("accountSid"_L1),
                            m_stage.stack().value("authToken"_L1), sid});
        QVERIFY2(client.waitForFinished(30000) && client.exitCode() == 0, client.readAllStandardError().constData());
        const auto found = QJsonDocument::fromJson(client.readAllStandardOutput()).object();
        QCOMPARE(found["sid"_L1].toString(), sid);
        QCOMPARE(found["listed"_L1].toInt(), 1);
        QCOMPARE(found["status"_L1].toString(), u"delivered"_s);
        QCOMPARE(found["to"_L1].toString(), phone.number());
        QCOMPARE(found["from"_L1].toString(), m_stage.stack().value("smsSender"_L1));
        QCOMPARE(found["body"_L1].toString(),
                 u"Hi Bo! Great news - your order is ready for pickup at Halden & Rowe! Signet ring. See you soon!"_s);
    }

    void aHeldNoticeThatIsUndoneSendsNothing()
    {
        auto phone = m_stage.phone(u"+61491573101"_s);
        const auto taken = takeIn(u"Cleo Marsh"_s, phone.number(), u"repair"_s, u"Clasp"_s);
        VERIFY_OK(setStatus(taken.jobId, u"in_progress"_s));
        const auto createsBefore = m_stage.sandbox().creates();
        const auto held = setStatus(taken.jobId, u"ready"_s, 60);
        VERIFY_OK(held);
        QCOMPARE(held["notification"_L1]["status"_L1].toString(), u"held"_s);
        QCOMPARE(statusOfSend(taken.contactId), u"held"_s);

        const auto undone = m_stage.staff().call("jobs.undo"_L1, {{u"jobId"_s, taken.jobId}});
        VERIFY_OK(undone);
        QCOMPARE(undone["status"_L1].toString(), u"in_progress"_s);
        QCOMPARE(statusOfSend(taken.contactId), u"cancelled"_s);
        QVERIFY(m_stage.sandbox().advanceClock(5min)); // well past the hold
        VERIFY_REFUSED(m_stage.staff().call("jobs.undo"_L1, {{u"jobId"_s, taken.jobId}}), "tooLate");

        // Another customer's notice arrives, so what was due before it would have been here.
        auto other = m_stage.phone(u"+61491573102"_s);
        const auto later = takeIn(u"Dan Rees"_s, other.number(), u"repair"_s, u"Pin"_s);
        VERIFY_OK(setStatus(later.jobId, u"ready"_s));
        QTRY_COMPARE_WITH_TIMEOUT(statusOfSend(later.contactId), u"delivered"_s, 10000);
        QCOMPARE(phone.received().size(), 0);
        QCOMPARE(sendLog(taken.contactId).size(), 1);
        QCOMPARE(statusOfSend(taken.contactId), u"cancelled"_s);
        QCOMPARE(m_stage.sandbox().creates(), createsBefore + 1);
    }

    void aHeldNoticeGoesWhenItsHoldEnds()
    {
        auto phone = m_stage.phone(u"+61491573103"_s);
        const auto taken = takeIn(u"Eve Park"_s, phone.number(), u"repair"_s, u"Brooch"_s);
        VERIFY_OK(setStatus(taken.jobId, u"ready"_s, 60));
        QVERIFY(m_stage.sandbox().advanceClock(59s - 10s));
        QCOMPARE(statusOfSend(taken.contactId), u"held"_s);
        QVERIFY(m_stage.sandbox().advanceClock(30s));
        QTRY_COMPARE(phone.received().size(), 1);
        VERIFY_REFUSED(m_stage.staff().call("jobs.undo"_L1, {{u"jobId"_s, taken.jobId}}), "tooLate");
    }

    void aJobMovedBackDuringTheHoldSendsNothingAndSendNowSendsAtOnce()
    {
        auto phone = m_stage.phone(u"+61491573104"_s);
        const auto taken = takeIn(u"Finn Gray"_s, phone.number(), u"repair"_s, u"Locket"_s);
        VERIFY_OK(setStatus(taken.jobId, u"ready"_s, 60));
        VERIFY_OK(setStatus(taken.jobId, u"quality_check"_s));
        QCOMPARE(statusOfSend(taken.contactId), u"cancelled"_s);
        const auto held = setStatus(taken.jobId, u"ready"_s, 60);
        VERIFY_OK(held);
        QCOMPARE(phone.received().size(), 0);
        VERIFY_OK(m_stage.staff().call("sends.sendNow"_L1, {{u"sendId"_s, held["notification"_L1]["sendId"_L1]}}));
        QTRY_COMPARE(phone.received().size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(statusOfSend(taken.contactId), u"delivered"_s, 10000);
        QVERIFY(m_stage.sandbox().advanceClock(5min));
        QCOMPARE(sendLog(taken.contactId).size(), 2);
        QCOMPARE(phone.received().size(), 1);
    }

    void aLostAnswerStillMeansOneText()
    {
        auto phone = m_stage.phone(u"+61491573105"_s);
        const auto taken = takeIn(u"Gia Noble"_s, phone.number(), u"repair"_s, u"Hinge"_s);
        QVERIFY(m_stage.sandbox().setFaults({{u"loseAnswers"_s, 1}}));
        VERIFY_OK(setStatus(taken.jobId, u"ready"_s));
        QTRY_COMPARE_WITH_TIMEOUT(statusOfSend(taken.contactId), u"delivered"_s, 15000);
        QVERIFY(m_stage.sandbox().advanceClock(10min)); // past every wait for evidence
        QTRY_COMPARE(sendLog(taken.contactId).size(), 1);
        QCOMPARE(phone.received().size(), 1);
        QCOMPARE(sendLog(taken.contactId).first()["sid"_L1], phone.received().first()["sid"_L1]);
        QCOMPARE(m_stage.sandbox().account()["faults"_L1]["loseAnswers"_L1].toInt(), 0);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestJobReady)
#include "tst_job_ready.moc"
