// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_service.h"

#include "tests/support/shop.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::jobs;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Status changes with their notices, holds and undo; Mia acts, Tom is the assignee where there is one.
class StatusFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_shop = std::make_unique<Shop>();
        m_jobs = std::make_unique<JobService>(m_shop->store(), m_shop->clock());
    }
    void cleanup()
    {
        m_jobs.reset();
        m_shop.reset();
    }

    void tellsTheCustomerOnceThatAPieceIsReady_NX01_NX09_NX12_NX16()
    {
        const auto id = make(JobKind::Repair, m_shop->ava);
        const auto job = move(id, JobStatus::Ready);
        QCOMPARE(m_shop->told(), u"job_ready sms queued"_s);
        const auto send = m_shop->sends().at(0);
        QCOMPARE(send.body, u"Hi Ava! Great news - your repair is ready for pickup at Halden & Rowe! Gold bracelet. "
                            "See you soon!"_s);
        QCOMPARE(send.recipient.number, u"+61412345678"_s);
        QCOMPARE(send.jobId, id);
        QVERIFY(send.conversationId && send.messageId);
        QCOMPARE(job.notification->sendId, send.id);
        QCOMPARE(job.notification->status, DeliveryStatus::Queued);
        QCOMPARE(job.readyAt, m_shop->clock().now());
        move(id, JobStatus::Ready); // the same again
        QCOMPARE(m_shop->sends().size(), 1u);
    }

    void anyStatusMayFollowAnyOther()
    {
        const auto id = make(JobKind::Task);
        for (const auto &[from, fromName] : WireNames<JobStatus>::values) {
            for (const auto &[to, toName] : WireNames<JobStatus>::values) {
                move(id, from);
                QCOMPARE(move(id, to).status, to);
            }
        }
    }

    void aTaskTellsNoCustomer_NX12()
    {
        const auto job = move(make(JobKind::Task, m_shop->ava), JobStatus::Ready);
        QCOMPARE(m_shop->told(), u""_s);
        QVERIFY(!job.notification);
    }

    void saysWhyNobodyWasToldOfAPieceWithoutACustomer_NX43_data()
    {
        QTest::addColumn<JobKind>("kind");
        QTest::newRow("repair") << JobKind::Repair;
        QTest::newRow("bespoke") << JobKind::Bespoke;
    }
    void saysWhyNobodyWasToldOfAPieceWithoutACustomer_NX43()
    {
        QFETCH(JobKind, kind);
        const auto job = move(make(kind), JobStatus::Ready);
        QCOMPARE(m_shop->told(), u"job_ready sms refused noPhone"_s);
        const auto send = m_shop->sends().back();
        QCOMPARE(send.recipient.name, QString());
        QCOMPARE(send.recipient.number, QString());
        QVERIFY(!send.contactId && !send.conversationId);
        QCOMPARE(send.jobId, std::optional(job.id));
        QCOMPARE(job.notification->sendId, send.id);
        QCOMPARE(job.notification->reason, std::optional(u"noPhone"_s));
    }

    void aGatesRefusalIsARowAndDoesNotRefuseTheChange_NX07_NX22()
    {
        m_shop->setToggles({.jobReady = false});
        const auto job = move(make(JobKind::Repair, m_shop->ava), JobStatus::Ready);
        QCOMPARE(job.status, JobStatus::Ready);
        QCOMPARE(m_shop->told(), u"job_ready sms refused categoryDisabled"_s);
        QCOMPARE(job.notification->status, DeliveryStatus::Refused);
        QCOMPARE(job.notification->reason, u"categoryDisabled"_s);
        QCOMPARE(number(m_shop->store(), u"SELECT COUNT(*) FROM conversations"_s), 0);
    }

    void saysThatACustomerHasNoNumber_NX43()
    {
        const auto nobody = inTx(m_shop->store(), [this](Tx &tx) {
            return contacts::ContactRepository().create(tx, {.name = u"Bea"_s}, m_shop->clock().now());
        });
        move(make(JobKind::Repair, nobody), JobStatus::Ready);
        QCOMPARE(m_shop->told(), u"job_ready sms refused noPhone"_s);
    }

    void tellsTheAssigneeWhenSomebodyElseMovesTheirJob_NX01()
    {
        const auto id = make(JobKind::Repair, m_shop->ava, m_shop->tom.id);
        const auto before = m_shop->sends().size();
        move(id, JobStatus::InProgress);
        QCOMPARE(m_shop->sends().size(), before + 1);
        const auto send = m_shop->sends().back();
        QCOMPARE(send.category, SendCategory::StatusChange);
        QCOMPARE(send.channel, Channel::Sms);
        QCOMPARE(send.memberId, m_shop->tom.id);
        QVERIFY(!send.conversationId);
        QVERIFY(send.body.startsWith(u"Status update: Gold bracelet"_s));
    }

    void tellsNobodyWhatTheyDidThemselves()
    {
        const auto id = make(JobKind::Repair, {}, m_shop->mia.id);
        move(id, JobStatus::InProgress);
        QCOMPARE(m_shop->told(), u""_s);
    }

    void sendsNothingWhenAHeldChangeIsUndone()
    {
        const auto id = make(JobKind::Repair, m_shop->ava, m_shop->tom.id);
        const auto before = m_shop->told();
        const auto held = move(id, JobStatus::Ready, 10);
        QCOMPARE(held.notification->status, DeliveryStatus::Held);
        QCOMPARE(held.notification->dueAt, m_shop->clock().now() + 10s);
        m_shop->clock() += 9s;
        const auto job = undo(id);
        QVERIFY(job);
        QCOMPARE(job->status, JobStatus::Received);
        QVERIFY(!job->readyAt && !job->notification);
        QCOMPARE(m_shop->told(), before + u"; job_ready sms cancelled; status_change sms cancelled"_s);
    }

    void isTooLateOnceTheHoldIsOver()
    {
        const auto id = make(JobKind::Repair, m_shop->ava);
        move(id, JobStatus::Ready, 10);
        m_shop->clock() += 10s;
        QVERIFY(isRefused(undo(id), Reason::TooLate));
        QCOMPARE(get(id).status, JobStatus::Ready);
        QCOMPARE(m_shop->told(), u"job_ready sms held"_s);
    }

    void isTooLateOnceTheNoticeIsOnItsWay()
    {
        const auto id = make(JobKind::Repair, m_shop->ava, m_shop->tom.id);
        move(id, JobStatus::Ready, 10);
        m_shop->claim(get(id).notification->sendId);
        QVERIFY(isRefused(undo(id), Reason::TooLate));
        QCOMPARE(get(id).status, JobStatus::Ready);
        QVERIFY(m_shop->told().endsWith(u"status_change sms held"_s)); // not half undone
    }

    void takesTheShopsUsualHoldWhereNothingWasHeld()
    {
        const auto id = make(JobKind::Task);
        move(id, JobStatus::Ready);
        m_shop->clock() += 9s;
        QCOMPARE(undo(id)->status, JobStatus::Received);
        move(id, JobStatus::Ready);
        m_shop->clock() += 10s;
        QVERIFY(isRefused(undo(id), Reason::TooLate));
    }

    void hasNothingToUndoInANewJob()
    {
        const auto id = make(JobKind::Task);
        QVERIFY(isRefused(undo(id), Reason::TooLate));
        QVERIFY(isRefused(undo(JobId{999}), Reason::NotFound));
    }

    void undoesOneChangeAfterTheOther()
    {
        const auto id = make(JobKind::Task);
        move(id, JobStatus::InProgress, 60);
        move(id, JobStatus::QualityCheck, 60);
        QCOMPARE(undo(id)->status, JobStatus::InProgress);
        QCOMPARE(undo(id)->status, JobStatus::Received);
        QVERIFY(isRefused(undo(id), Reason::TooLate));
    }

    void showsTheNoticeOfTheStatusThatIsBack()
    {
        const auto id = make(JobKind::Repair, m_shop->ava);
        const auto ready = move(id, JobStatus::Ready);
        m_shop->clock() += 1h;
        QVERIFY(!move(id, JobStatus::Collected, 10).notification);
        const auto job = undo(id);
        QCOMPARE(job->notification->sendId, ready.notification->sendId);
        QCOMPARE(job->readyAt, ready.readyAt);
        QCOMPARE(m_shop->sends().size(), 1u);
    }

    void movingBackWithinTheHoldTellsNobody()
    {
        const auto id = make(JobKind::Repair, m_shop->ava, m_shop->tom.id);
        const auto before = m_shop->told();
        move(id, JobStatus::Ready, 10);
        move(id, JobStatus::Received, 10);
        QCOMPARE(m_shop->told(), before + u"; job_ready sms cancelled; status_change sms cancelled"_s);
        QCOMPARE(get(id).status, JobStatus::Received);
    }

    void goingOnWithinTheHoldDropsWhatIsHeld()
    {
        const auto id = make(JobKind::Repair, m_shop->ava);
        move(id, JobStatus::Ready, 10);
        move(id, JobStatus::Collected, 10);
        QCOMPARE(m_shop->told(), u"job_ready sms cancelled"_s);
    }

    void anEntryAfterAnUndoneOneHasItsOwnNotice()
    {
        const auto id = make(JobKind::Repair, m_shop->ava);
        move(id, JobStatus::Ready, 10);
        QVERIFY(undo(id));
        move(id, JobStatus::Ready, 10);
        QCOMPARE(m_shop->told(), u"job_ready sms cancelled; job_ready sms held"_s);
    }

    /// A notice that was taken back has told nobody: coming back into ready tells, within the hold or after it.
    void comingBackIntoReadyTellsWhereTheNoticeWasTakenBack_data()
    {
        QTest::addColumn<int>("hold");
        QTest::addColumn<QString>("last");
        QTest::newRow("at once") << 0 << u"job_ready sms queued"_s;
        QTest::newRow("held") << 10 << u"job_ready sms held"_s;
    }
    void comingBackIntoReadyTellsWhereTheNoticeWasTakenBack()
    {
        QFETCH(const int, hold);
        QFETCH(const QString, last);
        const auto id = make(JobKind::Repair, m_shop->ava);
        move(id, JobStatus::Ready, 10);
        move(id, JobStatus::QualityCheck, 10);
        const auto job = move(id, JobStatus::Ready, hold);
        QCOMPARE(m_shop->told(), u"job_ready sms cancelled; "_s + last);
        QCOMPARE(job.notification->sendId, m_shop->sends().back().id);
    }

    void movingOutAndBackWithinTheHoldDoesNotTellTwice()
    {
        const auto id = make(JobKind::Repair, m_shop->ava);
        move(id, JobStatus::Ready);
        move(id, JobStatus::QualityCheck, 10);
        move(id, JobStatus::Ready, 10);
        QCOMPARE(m_shop->told(), u"job_ready sms queued"_s);
    }

    void undoingACollectionHoldsTheNoticeAgain()
    {
        const auto id = make(JobKind::Repair, m_shop->ava);
        move(id, JobStatus::Ready, 10);
        move(id, JobStatus::Collected, 10);
        const auto job = undo(id);
        QCOMPARE(job->status, JobStatus::Ready);
        QCOMPARE(m_shop->told(), u"job_ready sms cancelled; job_ready sms held"_s);
        QCOMPARE(job->notification->sendId, m_shop->sends().back().id);
        QCOMPARE(undo(id)->status, JobStatus::Received);
        QCOMPARE(m_shop->told(), u"job_ready sms cancelled; job_ready sms cancelled"_s);
    }

    void everyEntryIntoReadyHasOneNotice()
    {
        const auto id = make(JobKind::Repair, m_shop->ava);
        move(id, JobStatus::Ready);
        move(id, JobStatus::InProgress);
        QVERIFY(!get(id).readyAt);
        move(id, JobStatus::Ready);
        QCOMPARE(m_shop->told(), u"job_ready sms queued; job_ready sms queued"_s);
    }

    void refusesAHoldOutOfBounds_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::newRow("negative") << -1;
        QTest::newRow("over an hour") << 3601;
    }
    void refusesAHoldOutOfBounds()
    {
        QFETCH(int, seconds);
        const auto id = make(JobKind::Task);
        const auto refused = waitForTask(m_jobs->setStatus(m_shop->mia, {id, JobStatus::Ready, seconds}));
        QVERIFY(isRefused(refused, Reason::InvalidArgument));
        QCOMPARE(get(id).status, JobStatus::Received);
    }

private:
    JobId make(JobKind kind, std::optional<ContactId> contact = {}, std::optional<MemberId> assignee = {})
    {
        CreateJob request;
        request.kind = kind;
        request.contactId = contact;
        request.description = u"Gold bracelet"_s;
        request.assigneeId = assignee;
        return waitForTask(m_jobs->create(m_shop->mia, request))->id;
    }
    Job move(JobId id, JobStatus status, std::optional<int> hold = {})
    {
        return waitForTask(m_jobs->setStatus(m_shop->mia, {id, status, hold})).value();
    }
    Result<Job> undo(JobId id) { return waitForTask(m_jobs->undo({id})); }
    Job get(JobId id) { return waitForTask(m_jobs->get({id})).value(); }

    std::unique_ptr<Shop> m_shop;
    std::unique_ptr<JobService> m_jobs;
};

QTEST_GUILESS_MAIN(StatusFlowTest)
#include "tst_status_flow.moc"
