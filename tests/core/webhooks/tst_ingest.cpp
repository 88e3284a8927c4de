// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/attempt_repository.h"
#include "core/messaging/restored_sends.h"
#include "tests/core/webhooks/ingest_bench.h"
#include "tests/support/refused_rows.h"

#include <QSignalSpy>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

QJsonArray samples()
{
    return test::jsonFile("twilio/webhook_samples.json"_L1).array();
}

QJsonObject sample(const QString &name)
{
    const auto all = samples();
    for (const auto &each : all) {
        if (each["name"_L1].toString() == name)
            return each["params"_L1].toObject();
    }
    qFatal("no such sample");
}

/// A value of a row that an outcome is read from.
const auto kOutcome = u"SELECT outcome FROM journal ORDER BY id DESC LIMIT 1"_s;
const auto kProblem = u"SELECT problem FROM journal ORDER BY id DESC LIMIT 1"_s;

} // namespace

class IngestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<IngestBench>(); }
    void cleanup() { m_bench.reset(); }

    void takesEveryPublishedShapeIntoRows_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("kind");
        const auto all = samples();
        for (const auto &each : all)
            QTest::newRow(qPrintable(each["name"_L1].toString()))
                << each["name"_L1].toString() << each["kind"_L1].toString();
    }
    void takesEveryPublishedShapeIntoRows()
    {
        QFETCH(QString, name);
        QFETCH(QString, kind);
        const auto params = sample(name);
        QVERIFY(m_bench->take(m_bench->event(params, kind == "status"_L1 ? kStatusUrl : kInboundUrl)));
        QCOMPARE(m_bench->word(kOutcome), u"applied"_s);
        QCOMPARE(m_bench->word(u"SELECT sid FROM journal"_s), params["MessageSid"_L1].toString());
        if (kind == "status"_L1) {
            QCOMPARE(m_bench->word(u"SELECT status FROM status_events"_s), params["MessageStatus"_L1].toString());
            QCOMPARE(m_bench->word(u"SELECT COALESCE(CAST(error_code AS TEXT), '') FROM status_events"_s),
                     params["ErrorCode"_L1].toString());
            QCOMPARE(m_bench->count(u"messages"_s), 0);
            return;
        }
        QCOMPARE(m_bench->word(u"SELECT body FROM messages WHERE direction = 'inbound'"_s),
                 params["Body"_L1].toString());
        QCOMPARE(m_bench->word(u"SELECT sid FROM messages WHERE direction = 'inbound'"_s),
                 params["MessageSid"_L1].toString());
        QCOMPARE(m_bench->count(u"attachments WHERE state = 'pending'"_s), params["NumMedia"_L1].toString().toInt());
        QCOMPARE(m_bench->count(u"contacts"_s), 1);
        const auto address = params["From"_L1].toString().remove(u"whatsapp:"_s);
        QCOMPARE(m_bench->word(u"SELECT address FROM conversation_channels"_s), address);
        QCOMPARE(m_bench->count(u"contact_addresses WHERE value = '%1'"_s.arg(address)), 1);
        if (params.contains("ExternalUserId"_L1))
            QCOMPARE(m_bench->count(u"contact_addresses WHERE kind = 'bsuid'"_s), 1);
        if (params.contains("Latitude"_L1))
            QVERIFY(m_bench->word(u"SELECT location FROM messages"_s).contains("latitude"_L1));
        if (params.contains("ButtonPayload"_L1))
            QVERIFY(m_bench->word(u"SELECT extra FROM messages"_s).contains("verifyEmail"_L1));
    }

    void keepsTheBodyByteForByte()
    {
        const auto body = u"  leading blanks\r\nمرحبا 🍾\t trailing \n"_s;
        QVERIFY(m_bench->take(m_bench->text(body)));
        QCOMPARE(m_bench->word(kProblem), QString());
        QCOMPARE(m_bench->word(u"SELECT body FROM messages"_s), body);
    }

    void makesOneOpenConversationThatWaitsForAnAnswer()
    {
        const auto at = m_bench->clock.now();
        QVERIFY(m_bench->take(m_bench->text(u"hello"_s)));
        QVERIFY(m_bench->take(m_bench->text(u"anybody?"_s, u"+61412345678"_s)));
        QCOMPARE(m_bench->count(u"contacts"_s), 1);
        QCOMPARE(m_bench->count(u"conversations WHERE status = 'open' AND needs_reply = 1 AND unread = 2"_s), 1);
        QCOMPARE(m_bench->word(u"SELECT name FROM contacts"_s), u"Ava Lind"_s);
        QCOMPARE(m_bench->word(u"SELECT author_name FROM messages"_s), u"Ava Lind"_s);
        QCOMPARE(
            number(*m_bench->store, u"SELECT last_inbound_at FROM conversation_channels WHERE channel = 'whatsapp'"_s),
            toMillis(at));
        QCOMPARE(m_bench->count(u"conversation_channels"_s), 2);
        QCOMPARE(m_bench->turns(), 1);
    }

    void reopensAClosedConversation()
    {
        QVERIFY(m_bench->take(m_bench->text(u"one"_s)));
        inTx(*m_bench->store, [](store::Tx &tx) { tx.execute(u"UPDATE conversations SET status = 'closed'"_s); });
        QVERIFY(m_bench->take(m_bench->text(u"two"_s)));
        QCOMPARE(m_bench->word(u"SELECT status FROM conversations"_s), u"open"_s);
    }

    void datesAMessageByItsAge()
    {
        auto event = m_bench->event(m_bench->text(u"hello"_s));
        event.age = 5min;
        QVERIFY(m_bench->take(event));
        QCOMPARE(number(*m_bench->store, u"SELECT at FROM messages"_s), toMillis(m_bench->clock.now() - 5min));
        QCOMPARE(number(*m_bench->store, u"SELECT last_inbound_at FROM conversation_channels"_s),
                 toMillis(m_bench->clock.now() - 5min));
        QCOMPARE(m_bench->turns(), 1);
    }

    void asksForAPersonInsteadOfAnsweringWhatIsOld()
    {
        auto event = m_bench->event(m_bench->text(u"hello"_s));
        event.age = 10min + 1ms;
        QVERIFY(m_bench->take(event));
        QCOMPARE(m_bench->turns(), 0);
        QCOMPARE(m_bench->word(u"SELECT handling FROM conversations"_s), u"needs_human"_s);
        QCOMPARE(m_bench->word(u"SELECT handover_reason FROM conversations"_s), u"lateMessage"_s);
    }

    void doesNotAnswerAgainWhatCameBeforeTheDataWasRestored()
    {
        inTx(*m_bench->store, [this](store::Tx &tx) { return messaging::reviewUnfinished(tx, m_bench->clock.now()); });
        m_bench->clock += 20s;
        auto before = m_bench->event(m_bench->text(u"hello"_s));
        before.age = 25s;
        QVERIFY(m_bench->take(before));
        QCOMPARE(m_bench->turns(), 0);
        QCOMPARE(m_bench->word(u"SELECT handover_reason FROM conversations"_s), u"restored"_s);
        auto stop = m_bench->event(m_bench->text(u"STOP"_s, u"whatsapp:+61412345679"_s));
        stop.age = 25s;
        QVERIFY(m_bench->take(stop));
        QVERIFY(m_bench->count(u"consent_entries WHERE state = 'opted_out'"_s) > 0);
        QCOMPARE(m_bench->count(u"sends"_s), 0);

        auto after = m_bench->event(m_bench->text(u"hello"_s, u"whatsapp:+61412345670"_s));
        after.age = 15s;
        QVERIFY(m_bench->take(after));
        QCOMPARE(m_bench->turns(), 1);
        auto stopAfter = m_bench->event(m_bench->text(u"STOP"_s, u"whatsapp:+61412345671"_s));
        stopAfter.age = 15s;
        QVERIFY(m_bench->take(stopAfter));
        QCOMPARE(m_bench->count(u"sends WHERE category = 'acknowledgement'"_s), 1);
    }

    void raisesNoTurnWherePeopleAnswer()
    {
        inTx(*m_bench->store, [](store::Tx &tx) { store::writeSettings(tx, u"agent"_s, {{u"enabled"_s, false}}); });
        QVERIFY(m_bench->take(m_bench->text(u"hello"_s)));
        QCOMPARE(m_bench->word(u"SELECT handling FROM conversations"_s), u"human"_s);
        QCOMPARE(m_bench->turns(), 0);
    }

    void asksNothingForABlankMessage()
    {
        QVERIFY(m_bench->take(sample(u"whatsapp_reaction_as_blank_message"_s)));
        QCOMPARE(m_bench->count(u"conversations WHERE needs_reply = 0 AND unread = 1"_s), 1);
        QCOMPARE(m_bench->turns(), 0);
    }

    void appliesADoubledWebhookOnce_OC13()
    {
        const auto params = m_bench->text(u"hello"_s);
        QVERIFY(m_bench->take(m_bench->event(params)));
        QVERIFY(m_bench->take(m_bench->event(params)));
        QCOMPARE(m_bench->word(kOutcome), u"duplicate"_s);
        QCOMPARE(m_bench->count(u"messages"_s), 1);
        QCOMPARE(m_bench->count(u"conversations WHERE unread = 1"_s), 1);
        QCOMPARE(m_bench->count(u"journal"_s), 2);
    }

    void leavesAMessageThatCameByWebhookAsItIs()
    {
        auto params = m_bench->text(u"hello"_s);
        QVERIFY(m_bench->take(params));
        params.insert(u"ButtonPayload"_s, u"later"_s);
        params.insert(u"ProfileName"_s, u"Somebody Else"_s);
        QVERIFY(m_bench->take(params));
        QVERIFY(!m_bench->word(u"SELECT COALESCE(extra, '') FROM messages"_s).contains("later"_L1));
        QCOMPARE(m_bench->word(u"SELECT name FROM contacts"_s), u"Ava Lind"_s);
    }

    void appliesEachStatusOnceWhateverTheOrder_OC15()
    {
        auto params = sample(u"sms_status_delivered"_s);
        for (const auto &status : {u"delivered"_s, u"sent"_s, u"queued"_s, u"sent"_s, u"delivered"_s}) {
            params.insert(u"MessageStatus"_s, status);
            QVERIFY(m_bench->take(m_bench->event(params, kStatusUrl)));
        }
        QCOMPARE(m_bench->count(u"status_events"_s), 3);
        QCOMPARE(m_bench->count(u"journal WHERE outcome = 'duplicate'"_s), 2);
    }

    void keepsTheAttemptOfAStatusUrl()
    {
        QVERIFY(m_bench->take(
            m_bench->event(sample(u"sms_status_sent"_s), kStatusUrl + "?attempt=0123456789abcdef0123456789abcdef")));
        QCOMPARE(m_bench->word(u"SELECT attempt_id FROM status_events"_s), u"0123456789abcdef0123456789abcdef"_s);
    }

    void believesTheAttemptOfAStatusThatWasKnownWithoutIt()
    {
        const auto params = sample(u"sms_status_sent"_s);
        const QByteArray attempt = "0123456789abcdef0123456789abcdef";
        addUncertainAttempt(QString::fromLatin1(attempt));
        QVERIFY(m_bench->take(m_bench->event(params, kStatusUrl)));
        QCOMPARE(m_bench->word(u"SELECT status FROM sends"_s), u"uncertain"_s);
        const auto callback = m_bench->event(params, kStatusUrl + "?attempt=" + attempt);
        QVERIFY(m_bench->take(callback));
        QCOMPARE(m_bench->word(kOutcome), u"applied"_s);
        QCOMPARE(m_bench->word(u"SELECT status FROM sends"_s), u"sent"_s);
        QCOMPARE(m_bench->word(u"SELECT sid FROM attempts"_s), params["MessageSid"_L1].toString());
        QVERIFY(m_bench->take(m_bench->event(params, kStatusUrl + "?attempt=" + attempt)));
        QCOMPARE(m_bench->word(kOutcome), u"duplicate"_s); // once
        QCOMPARE(m_bench->count(u"status_events"_s), 2);
    }

    void processesNothingThatIsNotTheProviders_OC11_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("account");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<QString>("problem");
        QTest::newRow("the current token") << kInboundUrl << kToken << kAccount << u"applied"_s << QString();
        QTest::newRow("the previous token") << kInboundUrl << kOldToken << kAccount << u"applied"_s << QString();
        QTest::newRow("another token") << kInboundUrl << QByteArray("54321") << kAccount << u"rejected"_s
                                       << u"signatureWrong"_s;
        QTest::newRow("another shop's tenant") << QByteArray("https://relay.example/t/abd/twilio/inbound") << kToken
                                               << kAccount << u"rejected"_s << u"foreignUrl"_s;
        QTest::newRow("a host that begins like ours") << QByteArray("https://relay.example.evil/t/abc/twilio/inbound")
                                                      << kToken << kAccount << u"rejected"_s << u"foreignUrl"_s;
        QTest::newRow("plain http") << QByteArray("http://relay.example/t/abc/twilio/inbound") << kToken << kAccount
                                    << u"rejected"_s << u"foreignUrl"_s;
        QTest::newRow("another account, well signed")
            << kInboundUrl << kToken << u"AC00000000000000000000000000000000"_s << u"rejected"_s << u"foreignAccount"_s;
    }
    void processesNothingThatIsNotTheProviders_OC11()
    {
        QFETCH(QByteArray, url);
        QFETCH(QByteArray, token);
        QFETCH(QString, account);
        QFETCH(QString, outcome);
        QFETCH(QString, problem);
        auto params = m_bench->text(u"hello"_s);
        params.insert(u"AccountSid"_s, account);
        QVERIFY(m_bench->take(m_bench->event(params, url, token)));
        QCOMPARE(m_bench->word(kOutcome), outcome);
        QCOMPARE(m_bench->word(kProblem), problem);
        QCOMPARE(m_bench->count(u"messages"_s), outcome == "applied"_L1 ? 1 : 0);
        QCOMPARE(m_bench->count(u"provider_seen"_s), outcome == "applied"_L1 ? 1 : 0);
    }

    void rejectsWhatWasTamperedWithAndCountsIt()
    {
        auto event = m_bench->event(m_bench->text(u"hello"_s));
        event.request.body.replace("hello", "hullo");
        QVERIFY(m_bench->take(event));
        event.seq += 1;
        event.request.headers.clear();
        QVERIFY(m_bench->take(event));
        QCOMPARE(m_bench->word(kProblem), u"signatureMissing"_s);
        QCOMPARE(m_bench->ingest.counts(), (IngestCounts{0, 0, 2, 0}));
    }

    void rejectsAnOversizedBodyAndKeepsItsBeginning()
    {
        auto event = m_bench->event(m_bench->text(QString(1024 * 1024, u'x')));
        QVERIFY(m_bench->take(event));
        QCOMPARE(m_bench->word(kProblem), u"oversized"_s);
        QCOMPARE(number(*m_bench->store, u"SELECT LENGTH(body) FROM journal"_s), 16 * 1024);
    }

    void keepsSoManyRejectedRequestsADayAndNoMore()
    {
        std::vector<LinkEvent> forged;
        for (int i = 0; i < Ingest::kRejectedPerDay + 20; ++i)
            forged.push_back(m_bench->event(m_bench->text(u"x"_s), kInboundUrl, "forged"));
        QVERIFY(waitForTask(m_bench->ingest.take(u"spool-1"_s, forged)));
        QCOMPARE(m_bench->count(u"journal"_s), Ingest::kRejectedPerDay);
        QCOMPARE(m_bench->ingest.counts().rejected, Ingest::kRejectedPerDay + 20);
        m_bench->clock += 24h;
        QVERIFY(m_bench->take(m_bench->event(m_bench->text(u"x"_s), kInboundUrl, "forged")));
        QCOMPARE(m_bench->count(u"journal"_s), Ingest::kRejectedPerDay + 1);
    }

    void journalsAsFailedWhatThrowsAndGoesOn()
    {
        refuseBodies(u"poison"_s);
        QSignalSpy failed(&m_bench->ingest, &IngestService::failedChanged);
        QVERIFY(waitForTask(m_bench->ingest.take(u"spool-1"_s, {m_bench->event(m_bench->text(u"good"_s)),
                                                                m_bench->event(m_bench->text(u"poison"_s)),
                                                                m_bench->event(m_bench->text(u"better"_s))})));
        QCOMPARE(m_bench->count(u"journal WHERE outcome = 'applied'"_s), 2);
        QCOMPARE(m_bench->count(u"journal WHERE outcome = 'failed'"_s), 1);
        QVERIFY(m_bench->word(u"SELECT problem FROM journal WHERE outcome = 'failed'"_s).contains("poisoned"_L1));
        QCOMPARE(m_bench->count(u"messages"_s), 2);
        QCOMPARE(m_bench->count(u"provider_seen"_s), 2);
        QCOMPARE(m_bench->count(u"link_cursors WHERE spool = 'spool-1' AND seq = 3"_s), 1);
        QCOMPARE(failed.size(), 1);
        QCOMPARE(waitForTask(m_bench->ingest.failedCount()).value(), 1);
    }

    void replaysWhatFailedOnceItsCauseIsGone_OC17()
    {
        refuseBodies(u"poison"_s);
        auto event = m_bench->event(m_bench->text(u"poison"_s));
        event.age = 1min;
        QVERIFY(m_bench->take(event));
        QVERIFY(m_bench->take(m_bench->text(u"good"_s)));
        const auto at = m_bench->clock.now() - 1min;
        m_bench->clock += 3h;
        inTx(*m_bench->store, [](store::Tx &tx) { allowRows(tx); });
        const auto counts = waitForTask(m_bench->ingest.replay({}));
        QCOMPARE(counts.value(), (IngestCounts{1, 1, 0, 0}));
        QCOMPARE(m_bench->count(u"messages WHERE direction = 'inbound'"_s), 2);
        QCOMPARE(number(*m_bench->store, u"SELECT at FROM messages WHERE body = 'poison'"_s), toMillis(at));
        QCOMPARE(m_bench->count(u"journal WHERE outcome = 'applied' AND problem IS NULL"_s), 2);
        QCOMPARE(m_bench->count(u"journal"_s), 2);
        QCOMPARE(waitForTask(m_bench->ingest.failedCount()).value(), 0);
        QCOMPARE(waitForTask(m_bench->ingest.replay({})).value(), (IngestCounts{0, 2, 0, 0}));
        QCOMPARE(m_bench->count(u"messages WHERE direction = 'inbound'"_s), 2);
    }

    void replaysOneSidOrWhatCameSince()
    {
        QVERIFY(m_bench->take(m_bench->text(u"one"_s)));
        m_bench->clock += 1h;
        const auto since = m_bench->clock.now();
        QVERIFY(m_bench->take(m_bench->text(u"two"_s)));
        QVERIFY(m_bench->take(m_bench->text(u"three"_s)));
        const auto sid = m_bench->word(u"SELECT sid FROM journal ORDER BY id"_s);
        QCOMPARE(waitForTask(m_bench->ingest.replay({sid, {}})).value().duplicates, 1);
        QCOMPARE(waitForTask(m_bench->ingest.replay({{}, since})).value().duplicates, 2);
    }

    void checksARejectedRequestAnewOnReplay()
    {
        QVERIFY(m_bench->take(m_bench->event(m_bench->text(u"hello"_s), kInboundUrl, "next")));
        QCOMPARE(waitForTask(m_bench->ingest.replay({})).value().rejected, 1);
        m_bench->ingest.setKeys({kAccount, {"next"}, {"https://relay.example/t/abc/"}});
        QCOMPARE(waitForTask(m_bench->ingest.replay({})).value().applied, 1);
        QCOMPARE(m_bench->count(u"messages"_s), 1);
    }

    void failsWhatIsTheProvidersButUnreadable()
    {
        QVERIFY(m_bench->take(QJsonObject{{u"AccountSid"_s, kAccount}, {u"CallSid"_s, u"CA1"_s}}));
        QCOMPARE(m_bench->word(kOutcome), u"failed"_s);
        QVERIFY(m_bench->word(kProblem).startsWith("unreadable: MessageSid"_L1));
    }

    void passesOverWhatTheCursorHas()
    {
        const auto event = m_bench->event(m_bench->text(u"hello"_s));
        QVERIFY(m_bench->take(event));
        QVERIFY(m_bench->take(event));
        QCOMPARE(m_bench->count(u"journal"_s), 1);
        QCOMPARE(waitForTask(m_bench->ingest.hello()).value().cursors.value(u"spool-1"_s), 1);
        QVERIFY(waitForTask(m_bench->ingest.skip(u"spool-1"_s, {2, 9, u"quota"_s})));
        QCOMPARE(waitForTask(m_bench->ingest.hello()).value().cursors.value(u"spool-1"_s), 9);
        QVERIFY(waitForTask(m_bench->ingest.startOver(u"spool-1"_s)));
        QVERIFY(waitForTask(m_bench->ingest.hello()).value().cursors.isEmpty());
        // Read again from the beginning, a message still applies once.
        QVERIFY(m_bench->take(event));
        QCOMPARE(m_bench->word(kOutcome), u"duplicate"_s);
    }

    void takesNothingBeforeItKnowsTheKeys()
    {
        IngestService fresh(*m_bench->store, m_bench->clock, {}, {});
        QVERIFY(!waitForTask(fresh.take(u"spool-1"_s, {m_bench->event(m_bench->text(u"hello"_s))})));
        QCOMPARE(m_bench->count(u"journal"_s), 0);
        QCOMPARE(m_bench->count(u"link_cursors"_s), 0);
    }

private:
    /// A send whose POST nobody knows the end of.
    void addUncertainAttempt(const QString &id)
    {
        inTx(*m_bench->store, [&](store::Tx &tx) {
            messaging::SendRow send;
            send.at = m_bench->clock.now();
            send.state = messaging::OutboxState::Uncertain;
            send.sender = kSmsSender;
            send.address = u"+61412345678"_s;
            send.body = u"Hello"_s;
            messaging::SendRepository().add(tx, send, {}, {}, 1);
            messaging::AttemptRow attempt;
            attempt.id = id;
            attempt.sendId = send.id;
            attempt.at = send.at;
            attempt.sender = send.sender;
            attempt.address = send.address;
            attempt.body = send.body;
            attempt.state = messaging::AttemptState::Uncertain;
            attempt.status = DeliveryStatus::Uncertain;
            QVERIFY(messaging::AttemptRepository().add(tx, attempt));
        });
    }

    /// Makes the effects of such a message fail inside the database, as a broken invariant would.
    void refuseBodies(const QString &body)
    {
        inTx(*m_bench->store,
             [body](store::Tx &tx) { refuseRows(tx, u"INSERT ON messages"_s, u"NEW.body = '%1'"_s.arg(body)); });
    }

    std::unique_ptr<IngestBench> m_bench;
};

QTEST_GUILESS_MAIN(IngestTest)
#include "tst_ingest.moc"
