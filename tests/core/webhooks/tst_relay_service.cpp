// SPDX-License-Identifier: Apache-2.0
#include "core/store/setup_change.h"
#include "core/webhooks/relay_service.h"
#include "tests/core/webhooks/frame_bytes.h"
#include "tests/core/webhooks/ingest_bench.h"
#include "tests/core/webhooks/scripted_relay.h"
#include "tests/core/webhooks/setup_fakes.h"
#include "tests/support/refused_rows.h"
#include "tests/support/script_server.h"

#include <QSignalSpy>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const auto kTenant = u"0123456789abcdef0123456789abcdef"_s;
const auto kTokenName = linkTokenSecret(kTenant);
const auto kPending = QString(kPairingCodeSecret);
const QByteArray kRedeemed = R"({"linkToken":"tok","tenant":"0123456789abcdef0123456789abcdef",)"
                             R"("publicUrl":"https://relay.example"})";

} // namespace

class RelayServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<IngestBench>();
        m_secrets = std::make_unique<FakeSecrets>();
        m_setup = std::make_unique<FakeSetup>();
        m_setup->add(kSmsSender, kWhatsAppSender.mid(9));
        m_http = std::make_unique<messaging::HttpClient>();
        m_service = std::make_unique<RelayService>(*m_bench->store, m_tasks, *m_secrets, *m_http, *m_setup,
                                                   m_bench->ingest, WorkspaceKind::Sandbox);
        m_links = std::make_unique<QSignalSpy>(m_service.get(), &RelayService::linkStateChanged);
        m_registered = std::make_unique<QSignalSpy>(m_service.get(), &RelayService::webhooksRegistered);
    }
    void cleanup()
    {
        m_service->stop();
        QTRY_COMPARE(m_tasks.running(), 0);
        m_service.reset();
        m_bench.reset();
    }

    void redeemsItsCodeOnceAndKeepsTheTokenOutOfTheDatabase()
    {
        test::ScriptServer relay;
        relay.then(test::answer(200, kRedeemed));
        give(relay);
        start();
        QTRY_COMPARE(m_registered->size(), 1);
        QCOMPARE(m_registered->front().at(0).toBool(), true);
        QCOMPARE(m_secrets->values.value(kTokenName), "tok");
        QVERIFY(!m_secrets->values.contains(kPending));
        QCOMPARE(m_bench->count(u"settings WHERE value LIKE '%tok%' OR value LIKE '%s3cret%'"_s), 0);
        QVERIFY(m_bench->word(u"SELECT value FROM settings WHERE key = 'webhooks'"_s)
                    .contains(u"https://relay.example/t/%1/twilio/inbound"_s.arg(kTenant)));
        QCOMPARE(m_service->links().size(), size_t{1});
        QVERIFY(m_setup->numbers[kSmsSender].smsUrl.startsWith("https://relay.example/t/"_L1));
    }

    void dropsACodeThatIsRefusedAndKeepsTheRelaysItHas()
    {
        ScriptedRelay known;
        pair(known);
        test::ScriptServer relay;
        relay.then(test::answer(403, R"({"reason":"usedCode"})"));
        give(relay);
        start();
        QVERIFY(!known.next().isEmpty());
        QCOMPARE(known.authorization, "Bearer known");
        QCOMPARE(m_links->front().at(1).toString(), u"codeRefused"_s);
        QVERIFY(!m_secrets->values.contains(kPending));
        QCOMPARE(relay.requests().size(), size_t{1});
    }

    void keepsACodeWhileTheRelayCannotBeReached()
    {
        test::ScriptServer relay;
        relay.then(test::answer(503, "later"));
        give(relay);
        start();
        QTRY_COMPARE(m_registered->size(), 1);
        QVERIFY(m_secrets->values.value(kPending).contains("s3cret"));
        QVERIFY(!m_secrets->values.contains(kTokenName));
        QCOMPARE(m_bench->count(u"settings WHERE value LIKE '%s3cret%'"_s), 0);
    }

    /// A core that dies is one whose next step never comes: each of its steps is the last one here.
    void redeemsAgainWhateverItDiedBefore_data()
    {
        QTest::addColumn<QString>("failing");
        QTest::newRow("the token was not kept") << u"write"_s;
        QTest::newRow("the relay was not written down") << u"database"_s;
        QTest::newRow("the code was not removed") << u"remove"_s;
    }
    void redeemsAgainWhateverItDiedBefore()
    {
        QFETCH(QString, failing);
        test::ScriptServer relay;
        relay.then(test::answer(200, QByteArray(kRedeemed).replace("tok", "lost")));
        give(relay);
        m_secrets->failing = failing;
        if (failing == "database"_L1)
            inTx(*m_bench->store,
                 [](store::Tx &tx) { refuseRows(tx, u"INSERT ON settings"_s, u"NEW.key = 'relays'"_s); });
        start();
        QTRY_COMPARE(m_registered->size(), 1);
        QTRY_COMPARE(m_tasks.running(), 0);
        m_service->stop();
        QVERIFY(m_secrets->values.contains(kPending));
        QCOMPARE(redemptions(relay), 1);

        m_secrets->failing.clear();
        if (failing == "database"_L1)
            inTx(*m_bench->store, [](store::Tx &tx) { allowRows(tx); });
        relay.then(test::answer(200, kRedeemed));
        start();
        QTRY_COMPARE(m_registered->size(), 2);
        QCOMPARE(m_registered->back().at(0).toBool(), true);
        QVERIFY(!m_secrets->values.contains(kPending));
        QCOMPARE(m_service->links().size(), size_t{1});
        // Once all of it is written down, the code that was left over isn't shown to the relay again.
        const bool isDone = failing == "remove"_L1;
        QCOMPARE(redemptions(relay), isDone ? 1 : 2);
        QSet<QString> claims; // it is the same core, and can prove it
        for (const auto &request : relay.requests())
            if (request.target == "/pair")
                claims << QJsonDocument::fromJson(request.body)["claim"_L1].toString();
        QCOMPARE(claims.size(), 1);
        QVERIFY(claims.begin()->size() == 64);
        QCOMPARE(m_secrets->values.value(kTokenName), isDone ? "lost" : "tok");
    }

    void holdsOneLinkARelayAndIngestsWhatItBrings()
    {
        ScriptedRelay relay;
        pair(relay);
        QSignalSpy catchUp(m_service.get(), &RelayService::catchUpNeeded);
        start();
        QCOMPARE(relay.next()["t"_L1], u"hello"_s);
        relay.tenant = kTenant;
        relay.welcome(u"spool-9"_s);
        QTRY_COMPARE(catchUp.size(), 1);
        QTRY_COMPARE(m_links->back().at(0).toBool(), true);
        relay.frame(signedEvent(1, u"hello"_s, u"https://relay.example"_s));
        QCOMPARE(relay.next()["seq"_L1], 1);
        QCOMPARE(m_bench->word(u"SELECT body FROM messages"_s), u"hello"_s);
        QCOMPARE(m_bench->count(u"link_cursors WHERE spool = 'spool-9' AND seq = 1"_s), 1);
        // Started again, it neither dials twice nor forgets.
        m_service->start();
        QTRY_COMPARE(m_registered->size(), 2);
        QCOMPARE(relay.dialled, 1);
    }

    void acceptsWhatIsSignedForAnEarlierPublicUrl()
    {
        ScriptedRelay relay;
        relay.tenant = kTenant;
        relay.publicUrl = u"https://moved.example/"_s;
        pair(relay);
        start();
        QCOMPARE(relay.next()["t"_L1], u"hello"_s);
        QTRY_COMPARE(m_registered->size(), 1);
        relay.welcome(u"spool-9"_s);
        // Both are there with the welcome: what was spooled before, and what Twilio sends from now on.
        relay.frame(signedEvent(1, u"before"_s, u"https://relay.example"_s) +
                    signedEvent(2, u"after"_s, u"https://moved.example"_s));
        QCOMPARE(relay.next()["seq"_L1], 2);
        QCOMPARE(m_bench->count(u"messages WHERE body IN ('before', 'after')"_s), 2);
        QTRY_VERIFY(m_setup->numbers[kSmsSender].smsUrl.startsWith("https://moved.example/t/"_L1));
        QTRY_COMPARE(m_tasks.running(), 0);
        m_service->stop();

        // It is remembered, and a second move forgets nothing.
        relay.publicUrl = u"https://again.example"_s;
        start();
        QCOMPARE(relay.next()["t"_L1], u"hello"_s);
        relay.welcome(u"spool-9"_s);
        relay.frame(signedEvent(3, u"oldest"_s, u"https://relay.example"_s) +
                    signedEvent(4, u"foreign"_s, u"https://other.example"_s));
        QCOMPARE(relay.next()["seq"_L1], 4);
        QCOMPARE(m_bench->count(u"messages WHERE body IN ('oldest', 'foreign')"_s), 1);
        QTRY_VERIFY(m_setup->numbers[kSmsSender].smsUrl.startsWith("https://again.example/t/"_L1));
    }

    void registersNothingUnderAnUnsafePublicUrl()
    {
        ScriptedRelay relay;
        relay.tenant = kTenant;
        relay.publicUrl = u"http://moved.example"_s;
        pair(relay);
        start();
        QCOMPARE(relay.next()["t"_L1], u"hello"_s);
        relay.welcome(u"spool-9"_s);
        relay.frame(signedEvent(1, u"in clear"_s, u"http://moved.example"_s));
        QCOMPARE(relay.next()["seq"_L1], 1);
        QTRY_COMPARE(m_tasks.running(), 0);
        QCOMPARE(m_bench->count(u"messages WHERE body = 'in clear'"_s), 0);
        QVERIFY(m_setup->numbers[kSmsSender].smsUrl.startsWith("https://relay.example/t/"_L1));
    }

    void asksLessAndLessOftenForASenderThatIsMissing()
    {
        ScriptedRelay relay;
        pair(relay);
        const auto sender = m_setup->numbers.take(kSmsSender);
        start();
        auto *retry = m_service->findChild<QTimer *>(u"retry"_s);
        for (const auto wait : {3s, 6s, 12s, 24s, 48s, 96s, 192s, 300s, 300s}) {
            QTRY_COMPARE(retry->intervalAsDuration(), std::chrono::milliseconds(wait));
            QTRY_COMPARE(m_tasks.running(), 0);
            QCOMPARE(m_registered->takeLast().at(0).toBool(), false);
            retry->start(0ms);
            QTRY_COMPARE(m_registered->size(), 1);
        }
        // Its other sender is set all the same.
        QVERIFY(m_setup->senders.first().callbackUrl.startsWith("https://relay.example/t/"_L1));
        m_setup->numbers.insert(kSmsSender, sender);
        QTRY_COMPARE(m_tasks.running(), 0);
        retry->start(0ms);
        QTRY_COMPARE(retry->intervalAsDuration(), std::chrono::milliseconds(15min));
        QCOMPARE(m_registered->back().at(0).toBool(), true);
    }

    void dialsOnceWhenItIsStartedTwiceInARow()
    {
        ScriptedRelay relay;
        pair(relay);
        start();
        start();
        QTRY_COMPARE(m_registered->size(), 2); // the second start may have brought other tokens
        QCOMPARE(m_service->links().size(), size_t{1});
        QVERIFY(!relay.next().isEmpty());
        QCOMPARE(relay.dialled, 1);
    }

    void dialsAgainAfterAStop()
    {
        ScriptedRelay relay;
        pair(relay);
        start();
        QVERIFY(!relay.next().isEmpty());
        QTRY_COMPARE(m_tasks.running(), 0);
        m_service->stop();
        QVERIFY(relay.waitUntil([&] { return relay.closedWith.has_value(); }));
        start();
        QVERIFY(relay.waitUntil([&] { return relay.dialled == 2; }));
    }

    void saysWhenNoRelayIsPairedOrItsTokenIsGone()
    {
        start();
        QTRY_COMPARE(m_links->size(), 1);
        QCOMPARE(m_links->back().at(1).toString(), u"notPaired"_s);
        QTRY_COMPARE(m_tasks.running(), 0);
        ScriptedRelay relay;
        pair(relay);
        m_secrets->values.clear();
        start();
        QTRY_COMPARE(m_links->back().at(1).toString(), u"noLinkToken"_s);
    }

    void aSecondRelayIsDialledTooAndIsTheProvidersFallback()
    {
        ScriptedRelay first;
        first.tenant = kTenant;
        pair(first);
        start();
        QTRY_COMPARE(m_registered->size(), 1);
        test::ScriptServer second;
        second.then(test::answer(200, QByteArray(kRedeemed)
                                          .replace("0123456789abcdef", "fedcba9876543210")
                                          .replace("relay.example", "second.example")));
        const auto other = u"fedcba9876543210fedcba9876543210"_s;
        const auto paired =
            QCoro::waitFor(m_service->pair(second.url(QString()).toString() + u'#' + other + u".s3cret"_s));
        QVERIFY(paired.has_value());
        QCOMPARE(paired->items.size(), size_t{2});
        QCOMPARE(paired->items[0].tenant, kTenant);
        QCOMPARE(paired->items[1].publicUrl, u"https://second.example"_s);
        QCOMPARE(m_secrets->values.value(linkTokenSecret(other)), "tok");
        QTRY_COMPARE(m_registered->size(), 2);
        QCOMPARE(m_service->links().size(), size_t{2});
        const auto &number = m_setup->numbers[kSmsSender];
        QVERIFY(number.smsUrl.startsWith(u"https://relay.example/t/"_s + kTenant));
        QVERIFY(number.smsFallbackUrl.startsWith(u"https://second.example/t/"_s + other));
        QCOMPARE(first.next()["t"_L1], u"hello"_s);
        first.welcome(u"spool-9"_s);
        const auto isFirstUp = [this] {
            const auto known = QCoro::waitFor(m_service->list());
            return known && known->items[0].isUp && !known->items[0].problem && !known->items[1].isUp;
        };
        QTRY_VERIFY(isFirstUp());
    }

    void whatAnotherCorePairedIsDialledToo()
    {
        start();
        QTRY_COMPARE(m_registered->size(), 1);
        QCOMPARE(m_registered->back().at(1).toString(), u"noRelay"_s);
        QTRY_COMPARE(m_tasks.running(), 0);
        ScriptedRelay relay;
        pair(relay);
        note({store::SetupPart::Account, {}}); // nothing about relays
        note({store::SetupPart::Secret, u"model.key"_s});
        QCOMPARE(m_tasks.running(), 0);
        note({store::SetupPart::Relays, {}});
        QCOMPARE(relay.next()["t"_L1], u"hello"_s);
        QTRY_COMPARE(m_registered->size(), 2);
        QTRY_COMPARE(m_tasks.running(), 0);
        note({store::SetupPart::Senders, {}});
        QTRY_COMPARE(m_registered->size(), 3);
        // Its token was given to another core before the database had it.
        m_secrets->values.insert(kTokenName, "another");
        QTRY_COMPARE(m_tasks.running(), 0);
        note({store::SetupPart::Secret, kTokenName});
        QVERIFY(relay.waitUntil([&] { return relay.authorization == "Bearer another"; }));
    }

    void whoFollowsSaysThatAnotherCoreHoldsTheLinks()
    {
        ScriptedRelay relay;
        pair(relay);
        const auto problem = [this] { return QCoro::waitFor(m_service->list())->items[0].problem.value_or(QString()); };
        const auto elsewhere = TestDatabase::isPostgres() ? u"anotherCore"_s : u"notDialled"_s;
        QCOMPARE(problem(), elsewhere);
        start();
        QCOMPARE(relay.next()["t"_L1], u"hello"_s);
        relay.tenant = kTenant;
        relay.welcome(u"spool-9"_s);
        QTRY_VERIFY(QCoro::waitFor(m_service->list())->items[0].isUp);
        QTRY_COMPARE(m_tasks.running(), 0);
        m_service->stop(); // another leads now
        QVERIFY(!QCoro::waitFor(m_service->list())->items[0].isUp);
        QVERIFY(!TestDatabase::isPostgres() || problem() == elsewhere);
    }

    void aCodeThatIsNoneOrRefusedPairsNothing()
    {
        const auto none = QCoro::waitFor(m_service->pair(u"no code"_s));
        QCOMPARE(none.error().reason, Reason::InvalidArgument);
        test::ScriptServer relay;
        relay.then(test::answer(403, R"({"reason":"usedCode"})"));
        const auto used =
            QCoro::waitFor(m_service->pair(relay.url(QString()).toString() + u'#' + kTenant + u".s3cret"_s));
        QCOMPARE(used.error().reason, Reason::NotPermitted);
        QVERIFY(QCoro::waitFor(m_service->list())->items.empty());
        QVERIFY(m_secrets->values.isEmpty());
    }

    void oneThatCannotBeDialledLeavesTheOther()
    {
        ScriptedRelay known;
        pair(known);
        const PairedRelays relays{{{u"https://gone.example"_s, QString(32, u'a'), u"https://gone.example"_s},
                                   {known.url().toString(), kTenant, u"https://relay.example"_s}},
                                  {}};
        inTx(*m_bench->store, [relays](store::Tx &tx) { store::writeSettings(tx, kRelaysGroup, toJson(relays)); });
        start();
        QCOMPARE(known.next()["t"_L1], u"hello"_s);
        QTRY_COMPARE(m_registered->size(), 1);
        QTRY_COMPARE(m_links->back().at(1).toString(), u"noLinkToken"_s);
        // Nor is the provider sent where nobody would hear from it.
        QVERIFY(m_setup->numbers[kSmsSender].smsUrl.startsWith("https://relay.example/t/"_L1));
        QCOMPARE(m_setup->numbers[kSmsSender].smsFallbackUrl, QString());
    }

private:
    void start()
    {
        m_service->changeKeys(kAccount, {kToken});
        m_service->start();
    }
    /// As another core's write would.
    void note(const store::SetupChange &change)
    {
        inTx(*m_bench->store, [change](store::Tx &tx) { store::noteSetupChange(tx, change); });
    }
    /// One event of a frame: a customer's text, posted to and signed for this public URL.
    QByteArray signedEvent(qint64 seq, const QString &body, const QString &publicUrl)
    {
        const auto event =
            m_bench->event(m_bench->text(body), u"%1/t/%2/twilio/inbound"_s.arg(publicUrl, kTenant).toUtf8());
        QJsonArray headers;
        for (const auto &[name, value] : event.request.headers)
            headers.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});
        auto header = eventHeader(seq);
        header.insert(u"url"_s, QString::fromLatin1(event.request.url));
        header.insert(u"headers"_s, headers);
        return eventBytes(header, event.request.body);
    }
    void run(const QString &sql)
    {
        inTx(*m_bench->store, [sql](store::Tx &tx) { tx.execute(sql); });
    }
    /// The others are its link's.
    static qsizetype redemptions(const test::ScriptServer &relay)
    {
        return std::ranges::count(relay.requests(), QByteArray("/pair"), &test::SeenRequest::target);
    }
    void give(const test::ScriptServer &relay)
    {
        const auto code = relay.url(QString()).toString() + u'#' + kTenant + u".s3cret"_s;
        m_secrets->values.insert(kPending, code.toUtf8());
    }
    void pair(const ScriptedRelay &relay)
    {
        m_secrets->values.insert(kTokenName, "known");
        const PairedRelays relays{{{relay.url().toString(), kTenant, u"https://relay.example"_s}}, {}};
        inTx(*m_bench->store, [relays](store::Tx &tx) { store::writeSettings(tx, kRelaysGroup, toJson(relays)); });
    }

    TaskGroup m_tasks;
    std::unique_ptr<IngestBench> m_bench;
    std::unique_ptr<FakeSecrets> m_secrets;
    std::unique_ptr<FakeSetup> m_setup;
    std::unique_ptr<messaging::HttpClient> m_http;
    std::unique_ptr<RelayService> m_service;
    std::unique_ptr<QSignalSpy> m_links;
    std::unique_ptr<QSignalSpy> m_registered;
};

QTEST_GUILESS_MAIN(RelayServiceTest)
#include "tst_relay_service.moc"
