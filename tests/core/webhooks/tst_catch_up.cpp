// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/catch_up.h"
#include "tests/core/webhooks/ingest_bench.h"
#include "tests/support/refused_rows.h"

#include <QSignalSpy>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using messaging::ListedMessage;

namespace
{

/// The provider's list, as the account holds it; newest first, so many a page.
class ListingProvider : public messaging::Provider
{
public:
    std::vector<ListedMessage> account;
    std::vector<messaging::MediaItem> media;
    std::vector<messaging::MessageFilter> asked;
    int pageSize = 2;
    bool isDown = false;

    QCoro::Task<Result<messaging::MessageListPage>> listMessages(messaging::MessageFilter filter,
                                                                 std::optional<QString> next) override
    {
        asked.push_back(filter);
        if (isDown)
            co_return refuse(Reason::ProviderUnreachable, {{u"problem"_s, u"network"_s}});
        std::multimap<Timestamp, ListedMessage, std::greater<>> matching;
        for (const auto &message : account) {
            if (message.channel == filter.channel && message.to == filter.to)
                matching.emplace(message.dateCreated, message);
        }
        std::vector<ListedMessage> all;
        for (const auto &[at, message] : matching)
            all.push_back(message);
        messaging::MessageListPage page;
        const auto begin = size_t(next.value_or(u"0"_s).toInt());
        for (auto i = begin; i < all.size() && i < begin + size_t(pageSize); ++i)
            page.items.push_back(all.at(i));
        if (begin + size_t(pageSize) < all.size())
            page.next = QString::number(begin + size_t(pageSize));
        co_return page;
    }
    QCoro::Task<Result<std::vector<messaging::MediaItem>>> listMedia(QString) override { co_return media; }

    QCoro::Task<messaging::SendOutcome> send(messaging::OutboundMessage) override { co_return messaging::NotSent{}; }
    QCoro::Task<Result<ListedMessage>> fetchMessage(QString) override { co_return refuse(Reason::NotFound); }
    QCoro::Task<Result<>> redactMessage(QString) override { co_return refuse(Reason::NotFound); }
    QCoro::Task<Result<>> deleteMessage(QString) override { co_return refuse(Reason::NotFound); }
    QCoro::Task<Result<messaging::MediaContent>> fetchMedia(QUrl, qint64) override
    {
        co_return refuse(Reason::NotFound);
    }
    QCoro::Task<Result<>> deleteMedia(QString, QString) override { co_return refuse(Reason::NotFound); }
    QCoro::Task<Result<std::vector<Template>>> listTemplates() override { co_return refuse(Reason::NotFound); }
};

QString sidOf(int number)
{
    return u"SM%1"_s.arg(900 + number, 32, 10, QLatin1Char('0'));
}

} // namespace

class CatchUpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<IngestBench>();
        m_provider = std::make_unique<ListingProvider>();
        m_catchUp =
            std::make_unique<CatchUp>(*m_bench->store, m_bench->clock, *m_provider, m_bench->ingest, m_tasks, kAccount);
        m_ended = std::make_unique<QSignalSpy>(m_catchUp.get(), &CatchUp::passEnded);
        m_failed = std::make_unique<QSignalSpy>(m_catchUp.get(), &CatchUp::passFailed);
        m_catchUp->start();
        QTRY_COMPARE(m_ended->size(), 1);
        m_provider->asked.clear();
        m_bench->clock += 1h;
    }
    void cleanup()
    {
        m_catchUp->stop();
        QTRY_COMPARE(m_tasks.running(), 0);
        m_catchUp.reset();
        m_bench.reset();
    }

    void appliesWhatNoWebhookBrought()
    {
        list(1, 10min, u"lost"_s);
        pass();
        QCOMPARE(m_ended->back().front().toInt(), 1);
        QCOMPARE(m_bench->word(u"SELECT body FROM messages WHERE direction = 'inbound'"_s), u"lost"_s);
        QCOMPARE(m_bench->word(u"SELECT source FROM messages WHERE direction = 'inbound'"_s), u"list"_s);
        QCOMPARE(number(*m_bench->store, u"SELECT at FROM messages WHERE direction = 'inbound'"_s),
                 toMillis(m_bench->clock.now() - 10min));
        QCOMPARE(m_bench->word(u"SELECT source FROM journal"_s), u"list"_s);
        pass();
        QCOMPARE(m_bench->count(u"journal"_s), 1);
    }

    void asksForItsOwnSendersAndNobodyElses()
    {
        pass();
        QCOMPARE(m_provider->asked.size(), size_t{2});
        QCOMPARE(m_provider->asked.at(0).to.value(), u"+61480000001"_s);
        QCOMPARE(m_provider->asked.at(1).to.value(), u"+61480000002"_s);
        QVERIFY(m_provider->asked.at(1).channel == Channel::Whatsapp);
        QVERIFY(!m_provider->asked.at(0).dateSentAfter);
    }

    void leavesToTheWebhookWhatIsYoungerThanTwoMinutes()
    {
        list(1, 2min - 1ms, u"young"_s);
        pass();
        QCOMPARE(m_bench->count(u"messages"_s), 0);
        m_bench->clock += 1ms;
        pass();
        QCOMPARE(m_bench->count(u"messages WHERE direction = 'inbound'"_s), 1);
    }

    void leavesAloneWhatCameBeforeTheWorkspaceWasConnected()
    {
        list(1, 1h + CatchUp::kOverlap + 1ms, u"history"_s);
        pass();
        QCOMPARE(m_bench->count(u"messages"_s), 0);
    }

    void followsPagesBackToTheLastCompletePass()
    {
        for (int i = 1; i <= 9; ++i)
            list(i, std::chrono::minutes(3 + i), u"message %1"_s.arg(i));
        pass();
        QCOMPARE(m_ended->back().front().toInt(), 9);
        // Oldest first, as they were written.
        QCOMPARE(m_bench->word(u"SELECT body FROM messages WHERE direction = 'inbound' ORDER BY id"_s), u"message 9"_s);
        m_provider->asked.clear();
        m_bench->clock += 1h;
        pass();
        // One page by SMS; by WhatsApp three of five, until one is older than what is covered less the overlap.
        QCOMPARE(m_provider->asked.size(), size_t{4});
    }

    void goesBackAsFarWhenAPassFailed()
    {
        list(1, 20min, u"lost"_s);
        m_provider->isDown = true;
        m_catchUp->wake();
        QTRY_COMPARE(m_failed->size(), 1);
        QCOMPARE(m_failed->back().front().toString(), u"network"_s);
        m_provider->isDown = false;
        m_bench->clock += 5h;
        pass();
        QCOMPARE(m_bench->count(u"messages WHERE direction = 'inbound'"_s), 1);
    }

    void passesOverMessagesOfOurs()
    {
        auto &ours = list(1, 10min, u"from us to ourselves"_s);
        ours.direction = messaging::Direction::OutboundApi;
        pass();
        QCOMPARE(m_bench->count(u"messages"_s), 0);
    }

    void letsAWebhookFillInWhatAListLacks()
    {
        auto &listed = list(1, 5min, u"Konfirmasi"_s);
        listed.numMedia = 0;
        pass();
        QCOMPARE(m_bench->word(u"SELECT name FROM contacts"_s), QString());
        auto params = m_bench->text(u"Konfirmasi"_s);
        params.insert(u"MessageSid"_s, sidOf(1));
        params.insert(u"ButtonPayload"_s, u"ok-1"_s);
        params.insert(u"ExternalUserId"_s, u"whatsapp:BR.1000000000000001"_s);
        QVERIFY(m_bench->take(params));
        QCOMPARE(m_bench->count(u"messages WHERE direction = 'inbound'"_s), 1);
        QCOMPARE(m_bench->word(u"SELECT source FROM messages WHERE direction = 'inbound'"_s), u"webhook"_s);
        QVERIFY(m_bench->word(u"SELECT extra FROM messages WHERE direction = 'inbound'"_s).contains("ok-1"_L1));
        QCOMPARE(m_bench->word(u"SELECT name FROM contacts"_s), u"Ava Lind"_s);
        QCOMPARE(m_bench->count(u"contact_addresses WHERE kind = 'bsuid'"_s), 1);
        QCOMPARE(m_bench->count(u"conversations WHERE unread = 1"_s), 1);
        QCOMPARE(m_bench->turns(), 1);
    }

    void bringsTheFilesOfAMessage()
    {
        list(1, 10min, QString()).numMedia = 1;
        m_provider->media = {{u"ME1"_s, u"image/jpeg"_s, QUrl(u"https://api.twilio.com/x/Media/ME1"_s)}};
        pass();
        QCOMPARE(m_bench->word(u"SELECT url FROM attachments"_s), u"https://api.twilio.com/x/Media/ME1"_s);
        QCOMPARE(m_bench->word(u"SELECT kind FROM messages WHERE direction = 'inbound'"_s), u"media"_s);
    }

    void appliesNothingTwiceThatAWebhookBrought()
    {
        auto params = m_bench->text(u"hello"_s);
        params.insert(u"MessageSid"_s, sidOf(1));
        QVERIFY(m_bench->take(params));
        m_bench->clock += 3min;
        list(1, 3min, u"hello"_s);
        pass();
        QCOMPARE(m_bench->count(u"messages WHERE direction = 'inbound'"_s), 1);
        QCOMPARE(m_bench->count(u"journal"_s), 1);
    }

    void replaysAListedMessageThatFailed()
    {
        inTx(*m_bench->store, [](store::Tx &tx) { refuseRows(tx, u"INSERT ON messages"_s); });
        list(1, 3min, u"lost"_s);
        pass();
        QCOMPARE(m_bench->word(u"SELECT outcome FROM journal"_s), u"failed"_s);
        pass();
        QCOMPARE(m_bench->count(u"journal"_s), 1);
        inTx(*m_bench->store, [](store::Tx &tx) { allowRows(tx); });
        QCOMPARE(waitForTask(m_bench->ingest.replay({})).value().applied, 1);
        QCOMPARE(m_bench->word(u"SELECT body FROM messages"_s), u"lost"_s);
    }

    void looksEveryThreeMinutesOfTheBusinessClock()
    {
        pass();
        const auto passes = m_ended->size();
        m_bench->clock += CatchUp::kEvery - 1ms;
        m_catchUp->checkDue();
        QCOMPARE(m_tasks.running(), 0);
        m_bench->clock += 25h;
        m_catchUp->checkDue();
        QTRY_COMPARE(m_ended->size(), passes + 1);
    }

    void looksOnceMoreWhenItIsWokenDuringAPass()
    {
        const auto passes = m_ended->size();
        m_catchUp->wake();
        m_catchUp->wake();
        m_catchUp->wake();
        QTRY_COMPARE(m_ended->size(), passes + 2);
        QTRY_COMPARE(m_tasks.running(), 0);
        QCOMPARE(m_ended->size(), passes + 2);
    }

private:
    ListedMessage &list(int number, std::chrono::milliseconds ago, const QString &body)
    {
        ListedMessage message;
        message.sid = sidOf(number);
        message.channel = Channel::Whatsapp;
        message.from = u"+61412345678"_s;
        message.to = u"+61480000002"_s;
        message.body = body;
        message.status = u"received"_s;
        message.dateCreated = m_bench->clock.now() - ago;
        message.segments = 1;
        return m_provider->account.emplace_back(message);
    }
    void pass()
    {
        const auto passes = m_ended->size();
        m_catchUp->wake();
        QTRY_COMPARE(m_ended->size(), passes + 1);
        QTRY_COMPARE(m_tasks.running(), 0);
    }

    TaskGroup m_tasks;
    std::unique_ptr<IngestBench> m_bench;
    std::unique_ptr<ListingProvider> m_provider;
    std::unique_ptr<CatchUp> m_catchUp;
    std::unique_ptr<QSignalSpy> m_ended;
    std::unique_ptr<QSignalSpy> m_failed;
};

QTEST_GUILESS_MAIN(CatchUpTest)
#include "tst_catch_up.moc"
