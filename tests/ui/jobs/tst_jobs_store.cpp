// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobs_store.h"

#include "tests/ui/jobs/board_samples.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;

namespace
{

QString tickets(const std::vector<Job> &jobs)
{
    QStringList names;
    for (const auto &job : jobs)
        names << job.ticket;
    return names.join(u' ');
}

} // namespace

class JobsStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersEachLaneByWhatPresses()
    {
        FakeCoreClient client;
        answerShop(client, mockupJobs());
        JobsStore store(client);
        store.fetch();
        QTRY_VERIFY(store.isLoaded());
        QCOMPARE(tickets(store.lane(JobStatus::InProgress)), u"R-1051 R-1047 R-1049 B-317"_s);
        QCOMPARE(tickets(store.lane(JobStatus::Received)), u"R-1058 R-1057 R-1056 R-1055 B-321"_s);
        QCOMPARE(store.lane(JobStatus::Ready).front().ticket, u"R-1042"_s);
        QCOMPARE(store.openCount(), 19);
        QCOMPARE(store.uncollectedCount(), 1);
    }

    void leavesOutWhatWasCollectedOnAnotherDay()
    {
        FakeCoreClient client;
        auto old = job(1, JobStatus::Collected, u"Ava"_s, u"Ring"_s);
        old.statusAt = boardNow() - 48h;
        auto fresh = job(2, JobStatus::Collected, u"Ava"_s, u"Ring"_s);
        fresh.statusAt = boardNow() - 1h;
        answerShop(client, {old, fresh});
        JobsStore store(client);
        store.fetch();
        QTRY_VERIFY(store.isLoaded());
        QCOMPARE(tickets(store.all()), u"R-2"_s);
    }

    void believesAnEventOverThePageThatWasAskedBefore()
    {
        FakeCoreClient client;
        client.setNow(boardNow());
        JobsStore store(client);
        store.fetch();
        auto moved = job(1, JobStatus::Ready, u"Ava"_s, u"Ring"_s);
        Q_EMIT client.jobUpdated(moved);
        auto cancelled = job(2, JobStatus::Cancelled, u"Noor"_s, u"Watch"_s);
        Q_EMIT client.jobUpdated(cancelled);
        answerShop(client, {job(1, JobStatus::Received, u"Ava"_s, u"Ring"_s),
                            job(2, JobStatus::Received, u"Noor"_s, u"Watch"_s),
                            job(3, JobStatus::Received, u"Kai"_s, u"Clock"_s)});
        QTRY_VERIFY(store.isLoaded());
        QCOMPARE(tickets(store.lane(JobStatus::Ready)), u"R-1"_s);
        QCOMPARE(tickets(store.lane(JobStatus::Received)), u"R-3"_s);
    }

    void saysWhichLanesAnEventTouched()
    {
        FakeCoreClient client;
        answerShop(client, mockupJobs());
        JobsStore store(client);
        store.fetch();
        QTRY_VERIFY(store.isLoaded());
        std::set<JobStatus> touched;
        connect(&store, &JobsStore::changed, this, [&](const std::set<JobStatus> &lanes) { touched = lanes; });
        auto moved = *store.find(JobId{1046});
        moved.status = JobStatus::Ready;
        Q_EMIT client.jobUpdated(moved);
        QVERIFY((touched == std::set{JobStatus::QualityCheck, JobStatus::Ready}));
    }

    void warnsAsSoonAsACustomerOptsOut()
    {
        FakeCoreClient client;
        answerShop(client, mockupJobs());
        JobsStore store(client);
        store.fetch();
        QTRY_VERIFY(store.isLoaded());
        Contact grace;
        grace.id = *store.find(JobId{1051})->contactId;
        grace.name = u"Grace W."_s;
        grace.phone = u"+61491573001"_s;
        grace.consent.sms = ConsentState::OptedOut;
        Q_EMIT client.contactUpdated(grace);
        QCOMPARE(store.find(JobId{1051})->caution, u"recipientOptedOut"_s);
        QCOMPARE(store.find(JobId{1051})->contactName, u"Grace W."_s);
    }

    void keepsWhatItHasWhenAFetchFails()
    {
        FakeCoreClient client;
        answerShop(client, mockupJobs());
        JobsStore store(client);
        store.fetch();
        QTRY_VERIFY(store.isLoaded());
        client.forget("jobs.list"_L1);
        client.refuse(methods::jobsList, {Reason::ShuttingDown});
        store.fetch();
        QTRY_VERIFY(store.error());
        QCOMPARE(store.openCount(), 19);
    }

    void filters_data()
    {
        QTest::addColumn<JobsFilter>("filter");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *name, auto change, const QString &found) {
            JobsFilter filter;
            change(filter);
            QTest::newRow(name) << filter << found;
        };
        row("kind", [](JobsFilter &f) { f.kind = JobKind::Bespoke; }, u"B-321 B-317 B-309 B-305 B-298"_s);
        row("urgent", [](JobsFilter &f) { f.urgentOnly = true; }, u"R-1051 R-1046"_s);
        row("nobody's", [](JobsFilter &f) { f.isNobodys = true; }, u"R-1058 R-1055"_s);
        row("not told", [](JobsFilter &f) { f.notNotified = true; }, u"R-1039 B-305"_s);
        row("lies about", [](JobsFilter &f) { f.uncollectedOnly = true; }, u"R-1021"_s);
        row("late", [](JobsFilter &f) { f.due = JobsFilter::Due::Late; }, u"R-1047"_s);
        row("today", [](JobsFilter &f) { f.due = JobsFilter::Due::Today; }, u"R-1051 R-1046"_s);
        row("words", [](JobsFilter &f) { f.text = u"ava ring"_s; }, u"B-317"_s);
        row("ticket", [](JobsFilter &f) { f.text = u"r-1058"_s; }, u"R-1058"_s);
    }
    void filters()
    {
        QFETCH(JobsFilter, filter);
        FakeCoreClient client;
        answerShop(client, mockupJobs());
        JobsStore store(client);
        store.fetch();
        QTRY_VERIFY(store.isLoaded());
        store.setFilter(filter);
        QTEST(tickets(store.all()), "found");
    }

    void knowsWhereAJobWouldLand()
    {
        FakeCoreClient client;
        answerShop(client, mockupJobs());
        JobsStore store(client);
        store.fetch();
        QTRY_VERIFY(store.isLoaded());
        QCOMPARE(store.landing(*store.find(JobId{1058}), JobStatus::InProgress), 2);
        QCOMPARE(store.landing(*store.find(JobId{1058}), JobStatus::Collected), 0);
    }
};

QTEST_GUILESS_MAIN(JobsStoreTest)
#include "tst_jobs_store.moc"
