// SPDX-License-Identifier: Apache-2.0
#include "app/core/seed_loader.h"
#include "core/api/agent.h"
#include "core/jobs/job_repository.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

/// The seeded shop as the core holds it.
class SeedLoaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_store = std::make_unique<TestStore>(m_clock);
        inTx(**m_store, [this](store::Tx &tx) { loadSeed(tx, builtInSeed(), m_clock.now()); });
    }
    void cleanupTestCase() { m_store.reset(); }

    void showsAJobTheNoticeOfItsPresentEntryAlone()
    {
        const auto back = job(u"R-1044"_s); // was ready for a while, and is in quality check again
        QCOMPARE(back.job.status, JobStatus::QualityCheck);
        QVERIFY(!back.job.notification);
        QCOMPARE(count(u"jobs WHERE status <> 'ready' AND notification_send_id IS NOT NULL"_s), 0);
        const auto entries =
            inRead(**m_store, [&](store::Connection &db) { return jobs::JobRepository().entries(db, back.job.id); });
        QCOMPARE(entries.at(0).notificationSendId, std::nullopt);
        QCOMPARE(entries.at(1).to, JobStatus::Ready);
        QVERIFY(entries.at(1).notificationSendId); // its own entry has it, for whoever goes back

        QCOMPARE(job(u"R-1039"_s).job.notification->status, DeliveryStatus::Undelivered);
        QCOMPARE(count(u"jobs WHERE status = 'ready' AND notification_send_id IS NULL"_s), 0);
        // Every notice that has a job has found its entry.
        QCOMPARE(count(u"sends s WHERE category = 'job_ready' AND job_id IS NOT NULL AND NOT EXISTS "
                       "(SELECT 1 FROM job_history h WHERE h.notification_send_id = s.id)"_s),
                 0);
    }

    void namesTheAuthorOfTheAisMessages()
    {
        QVERIFY(count(u"messages WHERE author_kind = 'ai'"_s) > 0);
        QCOMPARE(count(u"messages WHERE author_kind = 'ai' AND author_name <> '%1'"_s.arg(AgentSettings().name)), 0);
    }

private:
    jobs::JobRecord job(const QString &ticket)
    {
        return inRead(**m_store, [&](store::Connection &db) {
            const jobs::JobRepository repository;
            return repository.record(db, repository.findByTicket(db, ticket).value()).value();
        });
    }
    qint64 count(const QString &rows) { return number(**m_store, u"SELECT COUNT(*) FROM "_s + rows); }

    FakeClock m_clock;
    std::unique_ptr<TestStore> m_store;
};

QTEST_GUILESS_MAIN(SeedLoaderTest)
#include "tst_seed_loader.moc"
