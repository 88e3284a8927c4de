// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_repository.h"

#include "core/contacts/consent_repository.h"

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

    void saysSinceWhenAndByWhomItHasItsStatus()
    {
        const auto began = m_shop->clock().now();
        auto record = makeRecord({.description = u"Watch"_s});
        QCOMPARE(record.job.statusAt, began);
        QCOMPARE(record.job.statusBy, u"Mia"_s);
        m_shop->clock() += 1h;
        const auto moved = m_shop->clock().now();
        enter(record, JobStatus::Ready, moved);
        QCOMPARE(find(record.job.id).statusAt, moved);
        QCOMPARE(find(record.job.id).statusBy, u"Tom"_s);
        inTx(m_shop->store(), [&](Tx &tx) {
            m_jobs.markUndone(tx, record.job.id, 2, moved);
            record.entry = 1;
            record.job.status = JobStatus::Received;
            m_jobs.save(tx, record, moved);
        });
        QCOMPARE(find(record.job.id).statusAt, began);
        QCOMPARE(find(record.job.id).statusBy, u"Mia"_s);
    }

    void tellsTheHistoryNewestFirstWithoutWhatWasUndone()
    {
        auto record = makeRecord({.description = u"Watch"_s});
        const auto at = m_shop->clock().now();
        enter(record, JobStatus::InProgress, at + 1h);
        enter(record, JobStatus::Ready, at + 2h);
        enter(record, JobStatus::Collected, at + 3h);
        inTx(m_shop->store(), [&](Tx &tx) { m_jobs.markUndone(tx, record.job.id, 4, at + 4h); });
        const auto page = inRead(m_shop->store(), [&](Connection &db) {
            return m_jobs.history(db, record.job.id, timeWindow({}, 2).value());
        });
        QCOMPARE(page.items.size(), 2u);
        QVERIFY((page.items[0] == JobStep{JobStatus::InProgress, JobStatus::Ready, u"Tom"_s, at + 2h}));
        QCOMPARE(page.items[1].to, JobStatus::InProgress);
        const auto rest = inRead(m_shop->store(), [&](Connection &db) {
            return m_jobs.history(db, record.job.id, timeWindow(page.next, 2).value());
        });
        QCOMPARE(rest.items.size(), 1u);
        QVERIFY(!rest.items[0].from && !rest.next);
    }

    void warnsBeforeAPieceIsReady_data()
    {
        QTest::addColumn<QString>("phone");
        QTest::addColumn<bool>("isLandline");
        QTest::addColumn<QString>("ledger"); // rows in the order of record: channel purpose state hour
        QTest::addColumn<QString>("caution");
        const auto mobile = u"+61491573010"_s;
        QTest::newRow("all well") << mobile << false << u""_s << u""_s;
        QTest::newRow("no number") << u""_s << false << u""_s << u"noPhone"_s;
        QTest::newRow("landline") << mobile << true << u""_s << u"landline"_s;
        QTest::newRow("opted out") << mobile << false << u"sms service opted_out 1"_s << u"recipientOptedOut"_s;
        QTest::newRow("in again") << mobile << false << u"sms service opted_out 1/sms service opted_in 2"_s << u""_s;
        QTest::newRow("the later deed decides, not the later record")
            << mobile << false << u"sms service opted_out 2/sms service opted_in 1"_s << u"recipientOptedOut"_s;
        QTest::newRow("opted out wins a tie")
            << mobile << false << u"sms service opted_out 1/sms service opted_in 1"_s << u"recipientOptedOut"_s;
        QTest::newRow("another channel") << mobile << false << u"whatsapp service opted_out 1"_s << u""_s;
        QTest::newRow("another purpose") << mobile << false << u"sms marketing opted_out 1"_s << u""_s;
    }
    void warnsBeforeAPieceIsReady()
    {
        QFETCH(QString, phone);
        QFETCH(bool, isLandline);
        QFETCH(QString, ledger);
        const auto job = inTx(m_shop->store(), [&](Tx &tx) {
            contacts::NewContact someone{.name = u"Noor"_s};
            if (!phone.isEmpty())
                someone.phone = phone;
            if (isLandline)
                someone.capabilities.landline = true;
            const auto contact = contacts::ContactRepository().create(tx, someone, m_shop->clock().now());
            for (const auto &line : ledger.split(u'/', Qt::SkipEmptyParts)) {
                const auto words = line.split(u' ');
                const auto at = m_shop->clock().now() + std::chrono::hours(words[3].toInt());
                contacts::ConsentRepository().append(tx, {.contactId = contact,
                                                          .channel = *fromWireName<Channel>(words[0]),
                                                          .purpose = *fromWireName<ConsentPurpose>(words[1]),
                                                          .state = *fromWireName<ConsentState>(words[2]),
                                                          .actionAt = at,
                                                          .at = at});
            }
            return m_jobs.create(tx, {.contactId = contact, .description = u"x"_s}, m_shop->mia, m_shop->clock().now())
                .job;
        });
        QCOMPARE(job.caution.has_value(), !job.caution.value_or(QString()).isEmpty());
        QTEST(job.caution.value_or(QString()), "caution");
    }

    void warnsOfAPieceWithoutCustomerAndNeverOfATask()
    {
        QCOMPARE(make(JobKind::Repair).caution, u"noPhone"_s);
        QVERIFY(!make(JobKind::Task).caution);
    }

private:
    void enter(JobRecord &record, JobStatus to, Timestamp at)
    {
        inTx(m_shop->store(), [&](Tx &tx) {
            record.entry = m_jobs.nextEntry(tx, record.job.id);
            m_jobs.addEntry(tx, record.job.id,
                            {.entry = record.entry,
                             .from = record.job.status,
                             .to = to,
                             .actorId = m_shop->tom.id,
                             .actorName = m_shop->tom.name,
                             .at = at});
            record.job.status = to;
            m_jobs.save(tx, record, at);
        });
    }
    Job find(JobId id)
    {
        return inRead(m_shop->store(), [&](Connection &db) { return m_jobs.find(db, id).value(); });
    }
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
