// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_log_service.h"
#include "tests/support/fake_provider.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

class Log
{
public:
    Log() : service(*shop.store, shop.clock) {}

    /// A send of its own second.
    SendId add(const QString &body, SendCategory category = SendCategory::Reply)
    {
        shop.clock += 1s;
        auto send = shop.text(body);
        send.category = category;
        return shop.request(send).sendId;
    }
    SendId addTo(const QString &name, const QString &phone, const QString &body)
    {
        shop.clock += 1s;
        auto send = shop.text(body);
        send.contactId = inTx(*shop.store, [&](store::Tx &tx) { return shop.addCustomer(tx, name, phone); });
        send.conversationId.reset();
        return shop.request(send).sendId;
    }
    QStringList bodies(const SendFilter &filter)
    {
        SendLogRequest request;
        request.filter = filter;
        const auto page = waitForTask(service.query(request)).value();
        QStringList found;
        for (const auto &send : page.items)
            found << send.body;
        return found;
    }

    Shop shop;
    SendLogService service;
};

} // namespace

class SendLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filters_data()
    {
        using Change = std::function<void(SendFilter &, Log &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QStringList>("expected");
        const auto text = [](const QString &t) { return Change([t](SendFilter &f, Log &) { f.text = t; }); };
        const QStringList all{u"three"_s, u"two"_s, u"one"_s};
        QTest::newRow("all, newest first") << Change([](SendFilter &, Log &) {}) << all;
        QTest::newRow("part of a name") << text(u"samu"_s) << (QStringList{u"two"_s, u"one"_s});
        QTest::newRow("without its marks") << text(u"jose"_s) << QStringList{u"three"_s};
        QTest::newRow("with them") << text(u"JOSÉ"_s) << QStringList{u"three"_s};
        QTest::newRow("a local number") << text(u"0412 345"_s) << (QStringList{u"two"_s, u"one"_s});
        QTest::newRow("an international one") << text(u"+61 491"_s) << QStringList{u"three"_s};
        QTest::newRow("a wildcard") << text(u"%"_s) << QStringList{};
        QTest::newRow("an underline") << text(u"_"_s) << QStringList{};
        QTest::newRow("the beginning of the second name") << text(u"iy"_s) << (QStringList{u"two"_s, u"one"_s});
        QTest::newRow("one letter") << text(u"u"_s) << QStringList{u"three"_s};
        QTest::newRow("inside a number") << text(u"573"_s) << QStringList{u"three"_s};
        QTest::newRow("a number's end") << text(u"3001"_s) << QStringList{u"three"_s};
        QTest::newRow("a name and a number") << text(u"jose 573"_s) << QStringList{u"three"_s};
        QTest::newRow("a name and one digit") << text(u"Samuel 4"_s) << (QStringList{u"two"_s, u"one"_s});
        QTest::newRow("a name and another's number") << text(u"samuel 573"_s) << QStringList{};
        QTest::newRow("a ticket nobody has") << text(u"R-1"_s) << QStringList{};
        QTest::newRow("a SID") << text(FakeProvider::sidOf(7)) << QStringList{u"two"_s};
        QTest::newRow("its beginning, in other case")
            << text(FakeProvider::sidOf(7).left(31).toLower()) << QStringList{u"two"_s};
        QTest::newRow("a SID nobody has") << text(FakeProvider::sidOf(8)) << QStringList{};
        QTest::newRow("text and another filter") << Change([](SendFilter &f, Log &) {
            f.text = u"samuel"_s;
            f.category = SendCategory::JobReady;
        }) << QStringList{u"two"_s};
        QTest::newRow("a category") << Change([](SendFilter &f, Log &) { f.category = SendCategory::JobReady; })
                                    << QStringList{u"two"_s};
        QTest::newRow("a channel") << Change([](SendFilter &f, Log &) { f.channel = Channel::Whatsapp; })
                                   << QStringList{};
        QTest::newRow("a status") << Change([](SendFilter &f, Log &) { f.status = DeliveryStatus::Queued; }) << all;
        QTest::newRow("a contact") << Change([](SendFilter &f, Log &log) { f.contactId = log.shop.customer; })
                                   << (QStringList{u"two"_s, u"one"_s});
        QTest::newRow("from a time on, inclusive")
            << Change([](SendFilter &f, Log &log) { f.from = log.shop.clock.now(); }) << QStringList{u"three"_s};
        QTest::newRow("to a time, exclusive")
            << Change([](SendFilter &f, Log &log) { f.to = log.shop.clock.now() - 1s; }) << QStringList{u"one"_s};
    }
    void filters()
    {
        using Change = std::function<void(SendFilter &, Log &)>;
        QFETCH(Change, change);
        QFETCH(QStringList, expected);
        Log log;
        log.add(u"one"_s);
        log.add(u"two"_s, SendCategory::JobReady);
        inTx(*log.shop.store, [](store::Tx &tx) {
            tx.execute(u"UPDATE sends SET sid = ? WHERE body = 'two'"_s, FakeProvider::sidOf(7));
        });
        log.addTo(u"José Ünal"_s, u"+61491573001"_s, u"three"_s);
        SendFilter filter;
        change(filter, log);
        QCOMPARE(log.bodies(filter), expected);
    }

    void findsWhatIsRareStretchByStretch_data()
    {
        QTest::addColumn<bool>("byText");
        QTest::newRow("a status") << false;
        QTest::newRow("a name, with a status") << true;
    }
    /// Two rows among three stretches' worth of others; each read has its limit, the page takes several.
    void findsWhatIsRareStretchByStretch()
    {
        QFETCH(const bool, byText);
        Log log;
        const int rows = SendLogRepository::kStretch * 5 / 2;
        inTx(*log.shop.store, [rows](store::Tx &tx) {
            tx.execute(u"WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < ?) INSERT INTO sends "
                       "(at, category, channel, state, status, body, recipient_name, recipient_search, author_kind, "
                       "updated_at) SELECT 1780000000000 + i * 500, 'reply', 'sms', 'delivered', CASE WHEN i = 7 OR "
                       "i = ? - 7 THEN 'failed' ELSE 'delivered' END, i, 'Hana', 'hana', 'system', 0 FROM x"_s,
                       rows, rows);
        });
        SendLogRequest request;
        request.filter.emplace();
        request.filter->status = DeliveryStatus::Failed;
        if (byText)
            request.filter->text = u"han"_s;
        request.limit = 1;
        const auto first = waitForTask(log.service.query(request)).value();
        QCOMPARE(first.items.size(), size_t(1));
        QCOMPARE(first.items.front().body, QString::number(rows - 7));
        request.before = first.next;
        const auto second = waitForTask(log.service.query(request)).value();
        QCOMPARE(second.items.size(), size_t(1));
        QCOMPARE(second.items.front().body, u"7"_s);
        QVERIFY(!second.next);
        const auto stretch = inRead(*log.shop.store, [&](store::Connection &db) {
            return SendLogRepository().stretch(db, *request.filter, store::kNewestFirst, 50);
        });
        QCOMPARE(stretch.items.size(), size_t(1)); // the other one is two stretches away
        QVERIFY(stretch.resume);
    }

    void theIndexFollowsTheRecipient()
    {
        Log log;
        log.add(u"one"_s);
        const auto count = [&](const QString &word) {
            return number(*log.shop.store,
                          TestDatabase::isPostgres()
                              ? u"SELECT COUNT(*) FROM sends WHERE recipient_words @@ CAST('%1' AS tsquery)"_s.arg(word)
                              : u"SELECT COUNT(*) FROM send_search WHERE send_search MATCH '%1'"_s.arg(word));
        };
        QCOMPARE(count(u"samuel"_s), 1);
        inTx(*log.shop.store, [](store::Tx &tx) { tx.execute(u"UPDATE sends SET recipient_search = 'hana 61400'"_s); });
        QCOMPARE(count(u"samuel"_s), 0);
        QCOMPARE(count(u"hana"_s), 1);
        inTx(*log.shop.store, [](store::Tx &tx) { tx.execute(u"DELETE FROM sends"_s); });
        QCOMPARE(count(u"hana"_s), 0);
    }

    void pagesWhileRowsArrive()
    {
        Log log;
        for (int i = 0; i < 5; ++i)
            log.add(QString::number(i));
        SendLogRequest request;
        request.limit = 2;
        QStringList seen;
        do {
            const auto page = waitForTask(log.service.query(request)).value();
            for (const auto &send : page.items)
                seen << send.body;
            request.before = page.next;
            log.add(u"new"_s);
        } while (request.before);
        QCOMPARE(seen, (QStringList{u"4"_s, u"3"_s, u"2"_s, u"1"_s, u"0"_s}));
    }

    void tellsEverythingTheProviderSaid_OC51()
    {
        Log log;
        const auto id = log.add(u"Hello"_s);
        const auto sid = FakeProvider::sidOf(1);
        log.shop.post(FakeProvider::accepted(sid));
        log.shop.callback(sid, u"delivered"_s);
        log.shop.callback(sid, u"sent"_s); // late, kept, not shown
        const auto detail = waitForTask(log.service.get(id)).value();
        QCOMPARE(detail.send.status, DeliveryStatus::Delivered);
        QCOMPARE(detail.events.size(), size_t(2));
        QCOMPARE(detail.events.back().status, u"sent"_s);
        QCOMPARE(detail.sender, kSmsSender);
        QCOMPARE(reasonOf(waitForTask(log.service.get(SendId{4711}))), u"notFound"_s);
    }

    void exportsWithoutFormulas_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << "Hello" << "Hello";
        QTest::newRow("a comma") << "Hello, Ann" << "\"Hello, Ann\"";
        QTest::newRow("quotes") << "a \"b\"" << "\"a \"\"b\"\"\"";
        QTest::newRow("a line break") << "a\nb" << "\"a\nb\"";
        QTest::newRow("a formula") << "=1+1" << "'=1+1";
        QTest::newRow("a sum") << "+1+1" << "'+1+1";
        QTest::newRow("a number") << "+61412345678" << "+61412345678";
        QTest::newRow("a minus") << "-1" << "'-1";
        QTest::newRow("a function") << "@SUM(A1)" << "'@SUM(A1)";
        QTest::newRow("a plus alone") << "+" << "'+";
    }
    void exportsWithoutFormulas()
    {
        QFETCH(QString, body);
        QFETCH(QString, cell);
        Send send;
        send.at = fromMillis(1'780'000'000'000);
        send.body = body;
        send.cost = Money{79'000, u"AUD"_s};
        const auto line = csvLine(send);
        QVERIFY2(line.endsWith(u",0.0790,AUD,,,"_s + cell + u"\r\n"_s), qPrintable(line));
        QCOMPARE(line.count(u','), csvHeader().count(u',') + cell.count(u','));
    }

    void exportsPageByPage()
    {
        Log log;
        for (int i = 0; i < 3; ++i)
            log.add(QString::number(i));
        SendLogRequest request;
        request.limit = 2;
        const auto first = waitForTask(log.service.exportPage(request)).value();
        QVERIFY(first.csv.startsWith(csvHeader()));
        QCOMPARE(first.rows, 2);
        request.before = first.next;
        const auto second = waitForTask(log.service.exportPage(request)).value();
        QVERIFY(!second.csv.contains(csvHeader()));
        QCOMPARE(second.rows, 1);
        QVERIFY(!second.next);
    }

    void actsOnWhatIsHeld()
    {
        Log log;
        auto send = log.shop.text(u"Hello"_s);
        send.holdUntil = log.shop.clock.now() + 10s;
        const auto first = log.shop.request(send).sendId;
        EditSend edit;
        edit.sendId = first;
        edit.body = u"Hello Ann"_s;
        QCOMPARE(waitForTask(log.service.edit(edit))->body, u"Hello Ann"_s);
        QCOMPARE(waitForTask(log.service.sendNow(first))->status, DeliveryStatus::Queued);
        QCOMPARE(reasonOf(waitForTask(log.service.sendNow(first))), u"tooLate"_s);
        const auto second = log.shop.request(send).sendId;
        QCOMPARE(waitForTask(log.service.cancel(second))->status, DeliveryStatus::Cancelled);
        QCOMPARE(reasonOf(waitForTask(log.service.cancel(second))), u"tooLate"_s);
        QCOMPARE(reasonOf(waitForTask(log.service.edit(edit))), u"tooLate"_s);
    }

    void sendsAgainWhatFailedToThePresentNumber_NX14()
    {
        Log log;
        const auto id = log.add(u"Hello"_s, SendCategory::JobReady);
        QCOMPARE(reasonOf(waitForTask(log.service.retry(log.shop.member, {id, {}}))), u"conflict"_s);
        log.shop.post(FakeProvider::refused(21211));
        inTx(*log.shop.store, [&](store::Tx &tx) {
            auto contact = contacts::ContactRepository().find(tx, log.shop.customer).value();
            contact.phone = u"+61491573001"_s;
            contacts::ContactRepository().update(tx, contact, log.shop.clock.now());
        });
        const auto again = waitForTask(log.service.retry(log.shop.member, {id, {}})).value();
        QVERIFY(again.id != id);
        QCOMPARE(again.recipient.number, u"+61491573001"_s);
        QCOMPARE(again.category, SendCategory::JobReady);
        QCOMPARE(log.shop.claim().front().message.to, u"+61491573001"_s);
        QCOMPARE(log.shop.state(id), u"failed"_s); // both rows stay
    }

    void sendsOnceHoweverOftenRetryIsPressed()
    {
        Log log;
        const auto id = log.add(u"Hello"_s);
        log.shop.post(FakeProvider::refused(21211));
        const auto retry = [&] { return waitForTask(log.service.retry(log.shop.member, {id, {}})).value(); };
        const auto again = retry();
        QCOMPARE(retry().id, again.id);
        log.shop.post(Unknown{});
        QCOMPARE(retry().id, again.id); // nobody knows yet whether it went
        QCOMPARE(log.bodies({}).size(), 2);
        inTx(*log.shop.store, [&](store::Tx &tx) {
            auto row = SendRepository().find(tx, again.id).value();
            row.state = OutboxState::Failed;
            SendRepository().save(tx, row, log.shop.clock.now());
        });
        QVERIFY(retry().id != again.id);
        QCOMPARE(log.bodies({}).size(), 3);
    }

    void logsARefusedRetryToo()
    {
        Log log;
        const auto id = log.add(u"Hello"_s);
        log.shop.post(FakeProvider::refused(21211));
        log.shop.consents(ConsentState::OptedOut, Channel::Sms);
        QCOMPARE(reasonOf(waitForTask(log.service.retry(log.shop.member, {id, {}}))), u"recipientOptedOut"_s);
        QCOMPARE(log.bodies({}).size(), 2);
    }
};

QTEST_GUILESS_MAIN(SendLogTest)
#include "tst_send_log.moc"
