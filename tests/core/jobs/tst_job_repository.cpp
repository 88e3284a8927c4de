// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_repository.h"

#include "tests/support/shop.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::jobs;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class JobRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shop = std::make_unique<Shop>(); }
    void cleanup() { m_shop.reset(); }

    void numbersEachKindOnItsOwn()
    {
        QCOMPARE(make(JobKind::Repair).ticket, u"R-1001"_s);
        QCOMPARE(make(JobKind::Repair).ticket, u"R-1002"_s);
        QCOMPARE(make(JobKind::Bespoke).ticket, u"B-1001"_s);
        QCOMPARE(make(JobKind::Task).ticket, u"T-1001"_s);
    }

    void goesOnBehindTicketsThatCameAlong()
    {
        QCOMPARE(make({.ticket = u"R-0741"_s, .description = u"old"_s}).ticket, u"R-0741"_s);
        QCOMPARE(make(JobKind::Repair).ticket, u"R-1001"_s);
        make({.ticket = u"R-2000"_s, .description = u"old"_s});
        QCOMPARE(make(JobKind::Repair).ticket, u"R-2001"_s);
    }

    void findsWhatItMade()
    {
        const auto made = make({.kind = JobKind::Bespoke,
                                .contactId = m_shop->ava,
                                .description = u"Sapphire ring"_s,
                                .urgent = true,
                                .urgentReason = u"wedding"_s,
                                .assigneeId = m_shop->tom.id,
                                .dueAt = m_shop->clock().now() + 48h});
        const auto found = inRead(m_shop->store(), [&](Connection &db) { return m_jobs.find(db, made.id); });
        QVERIFY(found == made);
        QCOMPARE(made.contactName, u"Ava Lindqvist"_s);
        QCOMPARE(made.assigneeName, u"Tom"_s);
        QCOMPARE(made.status, JobStatus::Received);
        QCOMPARE(made.urgentReason, u"wedding"_s);
        QVERIFY(!made.notification && !made.readyAt);
    }

    void filters_data()
    {
        QTest::addColumn<JobFilter>("filter");
        QTest::addColumn<QString>("tickets");
        QTest::newRow("everything, latest first") << JobFilter{} << u"T-1001 R-1002 R-1001"_s;
        QTest::newRow("kind") << JobFilter{.kind = JobKind::Task} << u"T-1001"_s;
        QTest::newRow("urgent") << JobFilter{.urgent = true} << u"R-1002"_s;
        QTest::newRow("not urgent") << JobFilter{.urgent = false} << u"T-1001 R-1001"_s;
        QTest::newRow("open") << JobFilter{.open = true} << u"T-1001 R-1001"_s;
        QTest::newRow("done") << JobFilter{.open = false} << u"R-1002"_s;
        QTest::newRow("status") << JobFilter{.status = JobStatus::Collected} << u"R-1002"_s;
        QTest::newRow("text of the description") << JobFilter{.text = u"CLASP"_s} << u"R-1001"_s;
        QTest::newRow("accents do not matter") << JobFilter{.text = u"cafe"_s} << u"T-1001"_s;
        QTest::newRow("ticket") << JobFilter{.text = u"r-1002"_s} << u"R-1002"_s;
        QTest::newRow("customer's name") << JobFilter{.text = u"lindq"_s} << u"R-1001"_s;
        QTest::newRow("wildcards are letters") << JobFilter{.text = u"%"_s} << u""_s;
    }
    void filters()
    {
        QFETCH(JobFilter, filter);
        make({.contactId = m_shop->ava, .description = u"Gold bracelet, clasp repair"_s});
        m_shop->clock() += 1s;
        auto second = makeRecord({.description = u"Watch"_s, .urgent = true});
        m_shop->clock() += 1s;
        make({.kind = JobKind::Task, .description = u"Ring the caf\u00E9"_s});
        inTx(m_shop->store(), [&](Tx &tx) {
            second.job.status = JobStatus::Collected;
            m_jobs.save(tx, second, second.job.createdAt);
        });
        QTEST(tickets(filter), "tickets");
    }

    void filtersByCustomerAndAssignee()
    {
        make({.contactId = m_shop->ava, .description = u"a"_s});
        make({.description = u"b"_s, .assigneeId = m_shop->tom.id});
        QCOMPARE(tickets({.contactId = m_shop->ava}), u"R-1001"_s);
        QCOMPARE(tickets({.assigneeId = m_shop->tom.id}), u"R-1002"_s);
    }

    void pagesThroughAll()
    {
        for (int i = 0; i < 5; ++i)
            make(JobKind::Repair); // all in the same millisecond
        QStringList seen;
        std::optional<QString> before;
        do {
            const auto window = timeWindow(before, 2).value();
            const auto page =
                inRead(m_shop->store(), [&](Connection &db) { return m_jobs.list(db, JobFilter{}, window); });
            for (const auto &job : page.items)
                seen << job.ticket;
            before = page.next;
        } while (before);
        QCOMPARE(seen.join(u' '), u"R-1005 R-1004 R-1003 R-1002 R-1001"_s);
    }

    void neverUsesAnEntryNumberTwice()
    {
        const auto job = make(JobKind::Repair);
        inTx(m_shop->store(), [&](Tx &tx) {
            m_jobs.addEntry(tx, job.id, {.entry = 2, .from = JobStatus::Received, .to = JobStatus::Ready});
            m_jobs.markUndone(tx, job.id, 2, m_shop->clock().now());
        });
        QCOMPARE(inRead(m_shop->store(), [&](Connection &db) { return m_jobs.nextEntry(db, job.id); }), 3);
        QCOMPARE(inRead(m_shop->store(), [&](Connection &db) { return m_jobs.entries(db, job.id); }).size(), 1u);
    }

private:
    JobRecord makeRecord(const NewJob &job)
    {
        return inTx(m_shop->store(),
                    [&](Tx &tx) { return m_jobs.create(tx, job, m_shop->mia, m_shop->clock().now()); });
    }
    Job make(const NewJob &job) { return makeRecord(job).job; }
    Job make(JobKind kind) { return make(NewJob{.kind = kind, .description = u"x"_s}); }
    QString tickets(const JobFilter &filter)
    {
        const auto page = inRead(m_shop->store(), [&](Connection &db) { return m_jobs.list(db, filter, {}); });
        QStringList tickets;
        for (const auto &job : page.items)
            tickets << job.ticket;
        return tickets.join(u' ');
    }

    const JobRepository m_jobs{};
    std::unique_ptr<Shop> m_shop;
};

QTEST_GUILESS_MAIN(JobRepositoryTest)
#include "tst_job_repository.moc"
