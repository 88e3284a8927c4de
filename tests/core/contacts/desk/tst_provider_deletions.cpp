// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/desk/provider_deletions.h"

#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::contacts;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Notes what it is asked, and answers deletions with what the test has set.
class DeletingProvider : public messaging::Provider
{
public:
    QStringList asked;
    std::vector<messaging::MediaItem> media;
    std::optional<Reason> listRefusal;
    std::optional<Reason> mediaRefusal;
    std::optional<Reason> messageRefusal;

    QCoro::Task<Result<std::vector<messaging::MediaItem>>> listMedia(QString sid) override
    {
        asked << u"list "_s + sid;
        if (listRefusal)
            co_return refuse(*listRefusal);
        co_return media;
    }
    QCoro::Task<Result<>> deleteMedia(QString sid, QString mediaSid) override
    {
        asked << u"media "_s + sid + u' ' + mediaSid;
        co_return answer(mediaRefusal);
    }
    QCoro::Task<Result<>> deleteMessage(QString sid) override
    {
        asked << u"message "_s + sid;
        co_return answer(messageRefusal);
    }

    QCoro::Task<messaging::SendOutcome> send(messaging::OutboundMessage) override { co_return messaging::NotSent{}; }
    QCoro::Task<Result<messaging::MessageListPage>> listMessages(messaging::MessageFilter,
                                                                 std::optional<QString>) override
    {
        co_return refuse(Reason::NotFound);
    }
    QCoro::Task<Result<messaging::ListedMessage>> fetchMessage(QString) override { co_return refuse(Reason::NotFound); }
    QCoro::Task<Result<>> redactMessage(QString) override { co_return refuse(Reason::NotFound); }
    QCoro::Task<Result<messaging::MediaContent>> fetchMedia(QUrl, qint64) override
    {
        co_return refuse(Reason::NotFound);
    }
    QCoro::Task<Result<std::vector<Template>>> listTemplates() override { co_return refuse(Reason::NotFound); }

private:
    static Result<> answer(const std::optional<Reason> &refusal)
    {
        return refusal ? Result<>(refuse(*refusal)) : Result<>{};
    }
};

} // namespace

class ProviderDeletionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_store = std::make_unique<TestStore>(m_clock);
        m_provider = std::make_unique<DeletingProvider>();
        m_worker = makeWorker();
    }
    void cleanup()
    {
        m_worker->stop();
        QVERIFY(waitForTask(m_tasks.drain(5s)));
        m_worker.reset();
        m_store.reset();
    }

    void deletesMediaFirstThenTheMessage()
    {
        add(u"MM1"_s);
        m_provider->media = {{u"ME1"_s, {}, {}}, {u"ME2"_s, {}, {}}};
        m_worker->start();
        QTRY_COMPARE(left(), 0);
        QCOMPARE(m_provider->asked,
                 (QStringList{u"list MM1"_s, u"media MM1 ME1"_s, u"media MM1 ME2"_s, u"message MM1"_s}));
    }
    void takesOneAfterTheOther()
    {
        for (const auto &sid : {u"SM1"_s, u"SM2"_s, u"SM3"_s})
            add(sid);
        m_worker->start();
        QTRY_COMPARE(left(), 0);
        QCOMPARE(m_provider->asked.filter(u"message"_s),
                 (QStringList{u"message SM1"_s, u"message SM2"_s, u"message SM3"_s}));
    }
    void countsWhatIsGoneAsDeleted()
    {
        add(u"SM1"_s);
        m_provider->listRefusal = Reason::NotFound;
        m_provider->messageRefusal = Reason::NotFound;
        m_worker->start();
        QTRY_COMPARE(left(), 0);
    }

    void asksAgainLater_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("the media can't be listed") << 0;
        QTest::newRow("a file can't be deleted") << 1;
        QTest::newRow("the message is still under way there") << 2;
    }
    void asksAgainLater()
    {
        QFETCH(int, where);
        add(u"SM1"_s);
        m_provider->media = {{u"ME1"_s, {}, {}}};
        auto &refusal = where == 0   ? m_provider->listRefusal
                        : where == 1 ? m_provider->mediaRefusal
                                     : m_provider->messageRefusal;
        refusal = Reason::Conflict;
        m_worker->start();
        QTRY_COMPARE(number(**m_store, u"SELECT tries FROM provider_deletions"_s), 1);
        QCOMPARE(m_provider->asked.contains(u"message SM1"_s), where == 2);
        QVERIFY(number(**m_store, u"SELECT due_at FROM provider_deletions"_s) > toMillis(m_clock.now()) + 20'000);
        refusal.reset();
        m_clock += 1min;
        m_worker->wake();
        QTRY_COMPARE(left(), 0);
    }
    void goesOnAfterARestart()
    {
        add(u"SM1"_s);
        m_provider->messageRefusal = Reason::ProviderUnreachable;
        m_worker->start();
        QTRY_COMPARE(number(**m_store, u"SELECT tries FROM provider_deletions"_s), 1);
        m_worker->stop();
        QVERIFY(waitForTask(m_tasks.drain(5s)));
        m_provider->messageRefusal.reset();
        m_clock += 24h;
        m_worker = makeWorker();
        m_worker->start();
        QTRY_COMPARE(left(), 0);
    }

    void waitsLongerAndLonger_data()
    {
        QTest::addColumn<int>("tries");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("first") << 1 << qint64(30);
        QTest::newRow("second") << 2 << qint64(60);
        QTest::newRow("sixth") << 6 << qint64(960);
        QTest::newRow("at most a day") << 13 << qint64(86'400);
        QTest::newRow("for ever") << 5'000 << qint64(86'400);
    }
    void waitsLongerAndLonger()
    {
        QFETCH(int, tries);
        QFETCH(qint64, seconds);
        QCOMPARE(nextDeletion(tries, 0.5), std::chrono::milliseconds(std::chrono::seconds(seconds)));
        QCOMPARE(nextDeletion(tries, 0.0), std::chrono::milliseconds(std::chrono::seconds(seconds)) * 3 / 4);
    }

private:
    void add(const QString &sid)
    {
        inTx(**m_store, [&](Tx &tx) { DeletionRepository().add(tx, sid, m_clock.now()); });
    }
    qint64 left() { return number(**m_store, u"SELECT COUNT(*) FROM provider_deletions"_s); }
    std::unique_ptr<ProviderDeletions> makeWorker()
    {
        return std::make_unique<ProviderDeletions>(**m_store, m_clock, *m_provider, m_tasks,
                                                   ProviderDeletions::Options{1ms});
    }

    FakeClock m_clock;
    TaskGroup m_tasks;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<DeletingProvider> m_provider;
    std::unique_ptr<ProviderDeletions> m_worker;
};

QTEST_GUILESS_MAIN(ProviderDeletionsTest)
#include "tst_provider_deletions.moc"
