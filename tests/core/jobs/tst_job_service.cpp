// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_service.h"

#include "tests/support/shop.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::jobs;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class JobServiceTest : public QObject
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

    void tellsANewAssigneeOnce_NX01_NX13()
    {
        const auto id = make({.kind = JobKind::Task, .description = u"Polish"_s})->id;
        assign(id, m_shop->tom.id);
        QCOMPARE(m_shop->told(), u"task_assignment sms queued"_s);
        assign(id, m_shop->tom.id);
        QCOMPARE(m_shop->sends().size(), 1u);
        assign(id, m_shop->priya.id);
        assign(id, m_shop->tom.id); // again his, after it was somebody else's
        QCOMPARE(m_shop->sends().size(), 3u);
        QVERIFY(!assign(id, {})->assigneeId);
        QCOMPARE(m_shop->sends().size(), 3u);
    }

    void tellsTheAssigneeOfANewJob()
    {
        make({.kind = JobKind::Repair, .description = u"Ring"_s, .urgent = true, .assigneeId = m_shop->tom.id});
        QCOMPARE(m_shop->told(), u"task_assignment sms queued; urgent_flagged sms queued"_s);
    }

    void takesAJobForOneselfInSilence()
    {
        const auto id = make({.kind = JobKind::Task, .description = u"Polish"_s})->id;
        assign(id, m_shop->mia.id);
        QCOMPARE(m_shop->told(), u""_s);
    }

    void tellsTheAssigneeThatItIsUrgent_NX01_NX11()
    {
        const auto id = make({.contactId = m_shop->ava, .description = u"Gold bracelet"_s})->id;
        QVERIFY(flag(id, true, u"wedding"_s)->urgent); // nobody's: nobody to tell
        QCOMPARE(m_shop->told(), u""_s);
        flag(id, false);
        assign(id, m_shop->tom.id);
        flag(id, true, u" wedding "_s);
        const auto send = m_shop->sends().back();
        QCOMPARE(send.category, SendCategory::UrgentFlagged);
        QCOMPARE(send.channel, Channel::Sms);
        QCOMPARE(send.body, u"URGENT: Gold bracelet - Ava (wedding) - Please prioritize!"_s);
        const auto count = m_shop->sends().size();
        flag(id, true, u"wedding tomorrow"_s); // a better reason is no new flag
        QCOMPARE(m_shop->sends().size(), count);
        QVERIFY(!flag(id, false, u"x"_s)->urgentReason);
        QCOMPARE(m_shop->sends().size(), count);
    }

    void changesOnlyWhatIsPresent()
    {
        const auto made = make({.contactId = m_shop->ava, .description = u"Ring"_s});
        UpdateJob request;
        request.jobId = made->id;
        request.dueAt = m_shop->clock().now() + 24h;
        auto job = waitForTask(m_jobs->update(request));
        QCOMPARE(job->dueAt, request.dueAt);
        QCOMPARE(job->description, u"Ring"_s);
        QCOMPARE(job->contactId, made->contactId);
        request.description = u" "_s;
        QVERIFY(isRefused(waitForTask(m_jobs->update(request)), Reason::InvalidArgument));
    }

    void refusesWhatIsNotThereOrOutOfBounds()
    {
        QVERIFY(isRefused(make({.description = u" "_s}), Reason::InvalidArgument));
        QVERIFY(isRefused(make({.description = QString(2001, u'x')}), Reason::InvalidArgument));
        QVERIFY(isRefused(make({.contactId = ContactId{999}, .description = u"x"_s}), Reason::NotFound));
        QVERIFY(isRefused(make({.description = u"x"_s, .assigneeId = MemberId{999}}), Reason::NotFound));
        QCOMPARE(number(m_shop->store(), u"SELECT COUNT(*) FROM jobs"_s), 0);
        QVERIFY(isRefused(waitForTask(m_jobs->get({JobId{999}})), Reason::NotFound));
        QVERIFY(isRefused(waitForTask(m_jobs->history({.jobId = JobId{999}})), Reason::NotFound));
        QVERIFY(isRefused(assign(JobId{999}, {}), Reason::NotFound));
        QVERIFY(isRefused(flag(JobId{999}, true), Reason::NotFound));
        const auto id = make({.description = u"x"_s})->id;
        QVERIFY(isRefused(assign(id, MemberId{999}), Reason::NotFound));
        QVERIFY(isRefused(flag(id, true, QString(501, u'x')), Reason::InvalidArgument));
    }

private:
    Result<Job> make(CreateJob request) { return waitForTask(m_jobs->create(m_shop->mia, std::move(request))); }
    Result<Job> assign(JobId id, std::optional<MemberId> member)
    {
        return waitForTask(m_jobs->assign(m_shop->mia, {id, member}));
    }
    Result<Job> flag(JobId id, bool urgent, std::optional<QString> reason = {})
    {
        return waitForTask(m_jobs->setUrgent(m_shop->mia, {id, urgent, reason}));
    }

    std::unique_ptr<Shop> m_shop;
    std::unique_ptr<JobService> m_jobs;
};

QTEST_GUILESS_MAIN(JobServiceTest)
#include "tst_job_service.moc"
