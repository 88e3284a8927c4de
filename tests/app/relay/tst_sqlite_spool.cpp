// SPDX-License-Identifier: Apache-2.0
#include "app/relay/spool_file.h"
#include "app/relay/sqlite_spool.h"
#include "tests/app/relay/slow_loop.h"

#include <QDeadlineTimer>
#include <QFileInfo>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <deque>
#include <mutex>

using namespace counterbell::relay;
using namespace std::chrono_literals;

namespace
{

/// Stands for the network thread: what is posted runs where the test says so.
class Loop
{
public:
    SqliteSpool::Post post()
    {
        return [this](std::function<void()> fn) {
            const std::scoped_lock lock(m_mutex);
            m_tasks.push_back(std::move(fn));
            m_wake.notify_one();
        };
    }

    /// Runs what is posted until the condition holds; false after five seconds.
    template <class Until>
    bool run(Until until)
    {
        const auto deadline = Steady::now() + 5s;
        while (!until()) {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait_until(lock, deadline, [this] { return !m_tasks.empty(); }))
                return false;
            auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
        }
        return true;
    }

    /// What is posted next, and no more.
    bool runOne()
    {
        bool hasRun = false;
        return run([&] { return std::exchange(hasRun, true); });
    }
    [[nodiscard]] std::size_t waiting()
    {
        const std::scoped_lock lock(m_mutex);
        return m_tasks.size();
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
};

Event anEvent(const std::string &body)
{
    Event made;
    made.at = unixNow();
    made.header = "\"h\":1}";
    made.body = body;
    return made;
}

} // namespace

/// The spool with its threads: group commit, failure, closing.
class TestSqliteSpool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_loop = std::make_unique<Loop>();
        QVERIFY(open());
    }
    void cleanup()
    {
        m_spool.reset();
        m_loop.reset();
    }

    void whatArrivesTogetherIsCommittedTogether()
    {
        QList<qsizetype> commits;
        m_spool->onCommitted([&](const std::string &, std::span<const EventPtr> events) {
            commits << qsizetype(events.size());
            for (std::size_t i = 1; i < events.size(); ++i)
                QCOMPARE(events[i]->seq, events[i - 1]->seq + 1);
        });
        int kept = 0;
        for (int i = 0; i < 100; ++i)
            m_spool->append("a", anEvent("x"), [&](bool fine) { kept += fine; });
        QVERIFY(m_loop->run([&] { return kept == 100; }));
        QCOMPARE(commits, QList<qsizetype>{100});
        QCOMPARE(m_spool->state("a").head, 100u);
        QCOMPARE(m_spool->state("a").bytes, 700u);
    }

    void answersBeforeItTellsTheLinks()
    {
        QStringList order;
        m_spool->onCommitted(
            [&](const std::string &, std::span<const EventPtr>) { order << QStringLiteral("pushed"); });
        m_spool->append("a", anEvent("x"), [&](bool) { order << QStringLiteral("answered"); });
        QVERIFY(m_loop->run([&] { return order.size() == 2; }));
        QCOMPARE(order, (QStringList{QStringLiteral("answered"), QStringLiteral("pushed")}));
    }

    void whatWaitsForAnAnswerEndsOnTheNetworkThread()
    {
        test::SlowLoop loop;
        const auto path = m_folder->filePath(QStringLiteral("other.db")).toStdString();
        auto opened = SqliteSpool::open(path, m_limits, loop.post(), m_log);
        QVERIFY(opened.has_value());
        const auto spool = std::move(*opened);
        std::thread::id kept;
        std::thread::id read;
        spool->append("a", anEvent("x"), [held = std::make_shared<test::LetGoOf>(kept)](bool) {});
        QVERIFY(loop.run([&] { return kept != std::thread::id(); }));
        spool->read("a", 1, [held = std::make_shared<test::LetGoOf>(read)](const std::vector<Item> &) {});
        QVERIFY(loop.run([&] { return read != std::thread::id(); }));
        loop.end();
        QVERIFY(kept == std::this_thread::get_id());
        QVERIFY(read == std::this_thread::get_id());
    }

    /// The file is replaced on one thread while another still counts in it.
    void numbersOfAReplacedSpoolMeanNothingToTheNext()
    {
        for (int i = 1; i <= 9; ++i) {
            bool kept = false;
            m_spool->append("a", anEvent("Marker" + std::to_string(i) + std::string(10'000, 'x')),
                            [&](bool fine) { kept = fine; });
            QVERIFY(m_loop->run([&] { return kept; }));
        }
        m_spool.reset();
        QFile file(m_folder->filePath(QStringLiteral("s.db")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        // The newest page is the one that has to be written.
        const auto at = file.readAll().indexOf("Marker9");
        QVERIFY(at > 0);
        file.seek(at / 16384 * 16384);
        file.write(QByteArray(16384, '\0'));
        file.close();
        QVERIFY(open());
        const auto before = m_spool->id();
        bool isKept = false;
        bool isReplaced = false;
        m_spool->onReplaced([&] { isReplaced = true; });
        m_spool->append("a", anEvent("new"), [&](bool fine) { isKept = fine; });
        // Handed over, replaced and answered, and none of it has been heard of here.
        QVERIFY(m_loop->runOne());
        QTRY_VERIFY(m_loop->waiting() >= 3);
        QCOMPARE(m_spool->id(), before);
        bool isHeard = false;
        m_spool->read("a", 1, [&](const std::vector<Item> &) { isHeard = true; });
        m_spool->acknowledge("a", 9);
        QVERIFY(m_loop->run([&] { return isReplaced && isKept; }));
        QVERIFY(m_spool->id() != before);
        QCOMPARE(m_spool->state("a").head, 10u);
        std::size_t items = 0;
        m_spool->read("a", 1, [&](const std::vector<Item> &found) { items = found.size(); });
        QVERIFY(m_loop->run([&] { return items > 0; }));
        QCOMPARE(items, 10u); // eight, a gap, and the new one
        QVERIFY(!isHeard);
        m_spool.reset();
        const SpoolFile after(m_folder->filePath(QStringLiteral("s.db")).toStdString(), {});
        QCOMPARE(after.streams().at("a").acked, 0u);
    }

    void aFullDiskRefusesTellsAndRecovers()
    {
        QMap<int, bool> answers;
        m_spool->append("a", anEvent("first"), [&](bool fine) { answers[1] = fine; });
        QVERIFY(m_loop->run([&] { return answers.contains(1); }));
        // SQLite takes no fewer than there are, so this means: not one page more.
        bool limited = false;
        m_spool->limitPages(1, [&] { limited = true; });
        QVERIFY(m_loop->run([&] { return limited; }));
        m_spool->append("a", anEvent(std::string(100'000, 'x')), [&](bool fine) { answers[2] = fine; });
        QVERIFY(m_loop->run([&] { return answers.contains(2); }));
        QCOMPARE(answers[1], true);
        QCOMPARE(answers[2], false);
        QCOMPARE(m_spool->state("a").head, 1u);
        QVERIFY(!m_spool->healthy());
        m_spool->limitPages(100'000, [] {});
        // Nobody posts while /readyz says no: the spool tries by itself.
        QVERIFY(m_loop->run([&] { return m_spool->healthy(); }));
        m_spool->append("a", anEvent("second"), [&](bool fine) { answers[3] = fine; });
        QVERIFY(m_loop->run([&] { return answers.contains(3); }));
        QCOMPARE(answers[3], true);
        QCOMPARE(m_spool->state("a").head, 2u);
    }

    void theLogBeginsAnewThoughThereIsNeverAPause()
    {
        // 80 MB without a commit that has nothing behind it.
        constexpr int kAll = 4000;
        int sent = 0;
        int kept = 0;
        qint64 longest = 0;
        const QString log = m_folder->filePath(QStringLiteral("s.db-wal"));
        const std::function<void()> send = [&] {
            if (sent == kAll)
                return;
            ++sent;
            m_spool->append("a", anEvent(std::string(20'000, 'x')), [&](bool fine) {
                kept += fine;
                longest = std::max(longest, QFileInfo(log).size());
                send();
            });
        };
        for (int i = 0; i < 64; ++i)
            send();
        while (kept < sent)
            QVERIFY(m_loop->run([&, before = kept] { return kept > before || kept == sent; }));
        QCOMPARE(kept, kAll);
        QVERIFY2(longest > 4'000'000, "the log is copied in large pieces");
        QVERIFY2(longest < 40'000'000, qPrintable(QString::number(longest)));
        QCOMPARE(m_spool->state("a").head, 4000u);
    }

    void refusesMoreThanItCanPromise()
    {
        int kept = 0;
        int refused = 0;
        for (int i = 0; i < 70; ++i)
            m_spool->append("a", anEvent(std::string(1'000'000, 'x')), [&](bool fine) { ++(fine ? kept : refused); });
        QVERIFY2(refused > 0, "64 MiB are enough to wait in memory");
        QVERIFY(m_loop->run([&] { return kept + refused == 70; }));
        QVERIFY(kept >= 60);
    }

    void closingCommitsAndAnswersWhatIsQueued()
    {
        int kept = 0;
        for (int i = 0; i < 10; ++i)
            m_spool->append("a", anEvent("x"), [&](bool fine) { kept += fine; });
        m_spool->close();
        QVERIFY(m_loop->run([&] { return kept == 10; }));
        bool refused = false;
        m_spool->append("a", anEvent("late"), [&](bool fine) { refused = !fine; });
        QVERIFY(refused);
        m_spool.reset();
        QVERIFY(open());
        QCOMPARE(m_spool->state("a").head, 10u);
    }

    void acknowledgedEventsGoAtOnceWhenRetentionIsZero()
    {
        m_spool.reset();
        m_limits.acknowledged = 0ms;
        QVERIFY(open());
        bool kept = false;
        m_spool->append("a", anEvent("x"), [&](bool fine) { kept = fine; });
        QVERIFY(m_loop->run([&] { return kept; }));
        m_spool->acknowledge("a", 1);
        QVERIFY(m_loop->run([&] { return m_spool->state("a").bytes == 0; }));
        QCOMPARE(m_spool->state("a").oldest, 2u);
        QCOMPARE(m_spool->state("a").head, 1u);
    }

    void saysWhyAFileCantBeUsed()
    {
        const auto opened = SqliteSpool::open("/nowhere/spool.db", {}, m_loop->post(), m_log);
        QVERIFY(!opened.has_value());
        QVERIFY(opened.error().starts_with("spool: /nowhere/spool.db can't be used"));
    }

private:
    bool open()
    {
        auto opened = SqliteSpool::open(m_folder->filePath(QStringLiteral("s.db")).toStdString(), m_limits,
                                        m_loop->post(), m_log);
        if (opened)
            m_spool = std::move(*opened);
        return opened.has_value();
    }

    Log m_log{true};
    SpoolLimits m_limits;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Loop> m_loop;
    std::unique_ptr<SqliteSpool> m_spool;
};

QTEST_GUILESS_MAIN(TestSqliteSpool)
#include "tst_sqlite_spool.moc"
