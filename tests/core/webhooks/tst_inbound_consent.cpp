// SPDX-License-Identifier: Apache-2.0
#include "tests/core/webhooks/ingest_bench.h"

#include <QSignalSpy>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const auto kWhatsApp = u"whatsapp:+61412345678"_s;
const auto kSms = u"+61412345678"_s;
const auto kAcknowledgements = u"sends WHERE category = 'acknowledgement'"_s;

} // namespace

class InboundConsentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<IngestBench>(); }
    void cleanup() { m_bench.reset(); }

    void closesEveryChannelOnAnOptOutWord_PQ32_OC34_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("from");
        QTest::addColumn<int>("acknowledged");
        for (const auto &word : {u"STOP"_s, u"STOPALL"_s, u"UNSUBSCRIBE"_s, u"CANCEL"_s, u"END"_s, u"QUIT"_s,
                                 u"REVOKE"_s, u"OPTOUT"_s, u"UITSCHRIJVEN"_s}) {
            QTest::newRow(qPrintable(word + u" by WhatsApp"_s)) << word << kWhatsApp << 1;
            QTest::newRow(qPrintable(word + u" by SMS"_s)) << word << kSms << (word == "UITSCHRIJVEN"_L1 ? 1 : 0);
        }
        QTest::newRow("lower case, blanks and a full stop by SMS") << u" stop. "_s << kSms << 1;
    }
    void closesEveryChannelOnAnOptOutWord_PQ32_OC34()
    {
        QFETCH(QString, body);
        QFETCH(QString, from);
        QFETCH(int, acknowledged);
        QVERIFY(m_bench->take(m_bench->text(body, from)));
        QCOMPARE(state(u"whatsapp"_s), u"opted_out"_s);
        QCOMPARE(state(u"sms"_s), u"opted_out"_s);
        QCOMPARE(m_bench->count(kAcknowledgements + u" AND status = 'queued'"_s), acknowledged);
        QCOMPARE(m_bench->count(
                     u"consent_entries WHERE source = 'keyword' AND provider_blocked = 1 AND channel = 'sms'"_s) > 0,
                 from == kSms && acknowledged == 0);
        QCOMPARE(m_bench->turns(), 0);
        QCOMPARE(m_bench->count(u"conversations WHERE needs_reply = 0 AND unread = 1"_s), 1);
        QCOMPARE(m_bench->count(u"messages WHERE event = 'opted_out'"_s), 1);
    }

    void acknowledgesOnceByTheWorkspacesText_OC32()
    {
        QSignalSpy wakes(&m_bench->ingest, &IngestService::sendRequested);
        QVERIFY(m_bench->take(m_bench->text(u"STOP"_s, kWhatsApp)));
        QCOMPARE(wakes.size(), 1);
        QVERIFY(m_bench->take(m_bench->text(u"STOP"_s, kWhatsApp)));
        QCOMPARE(wakes.size(), 1);
        QCOMPARE(m_bench->count(kAcknowledgements), 1);
        QCOMPARE(m_bench->word(u"SELECT body FROM sends"_s), u"You are opted out. Reply START to re-subscribe."_s);
        QCOMPARE(m_bench->word(u"SELECT channel FROM sends"_s), u"whatsapp"_s);
        QCOMPARE(m_bench->word(u"SELECT author_kind FROM sends"_s), u"system"_s);
    }

    void keepsSilentWhereAdvancedOptOutAnswered()
    {
        auto params = m_bench->text(u"PARAR"_s, kSms);
        params.insert(u"OptOutType"_s, u"STOP"_s);
        QVERIFY(m_bench->take(params));
        QCOMPARE(state(u"sms"_s), u"opted_out"_s);
        QCOMPARE(m_bench->count(u"sends"_s), 0);
    }

    void closesOnlyItsOwnChannelWhereTheShopSaysSo()
    {
        inTx(*m_bench->store, [](store::Tx &tx) {
            auto workspace = store::readSettings(tx, u"workspace"_s);
            workspace.insert(u"optOutPerChannel"_s, true);
            store::writeSettings(tx, u"workspace"_s, workspace);
        });
        QVERIFY(m_bench->take(m_bench->text(u"STOP"_s, kWhatsApp)));
        QCOMPARE(state(u"whatsapp"_s), u"opted_out"_s);
        QCOMPARE(state(u"sms"_s), u"none"_s);
    }

    void opensAgainOnAStart_PQ33()
    {
        QVERIFY(m_bench->take(m_bench->text(u"STOP"_s, kWhatsApp)));
        m_bench->clock += 1min;
        QVERIFY(m_bench->take(m_bench->text(u"Start"_s, kWhatsApp)));
        QCOMPARE(state(u"whatsapp"_s), u"opted_in"_s);
        QCOMPARE(state(u"sms"_s), u"opted_in"_s);
        QVERIFY(m_bench->count(u"consent_entries WHERE state = 'opted_out'"_s) > 0);
        QCOMPARE(m_bench->count(u"messages WHERE event = 'opted_in'"_s), 1);
        QCOMPARE(m_bench->turns(), 0);
    }

    void takesAYesForAnAnswerUnlessOptedOut_PQ33()
    {
        QVERIFY(m_bench->take(m_bench->text(u"yes"_s, kWhatsApp)));
        QCOMPARE(m_bench->turns(), 1);
        QCOMPARE(m_bench->count(u"conversations WHERE needs_reply = 1"_s), 1);
        QCOMPARE(m_bench->word(u"SELECT source FROM consent_entries"_s), u"inbound"_s);
        m_bench->clock += 1min;
        QVERIFY(m_bench->take(m_bench->text(u"STOP"_s, kWhatsApp)));
        m_bench->clock += 1min;
        QVERIFY(m_bench->take(m_bench->text(u"Ja"_s, kWhatsApp)));
        QCOMPARE(state(u"whatsapp"_s), u"opted_in"_s);
    }

    void letsTheLatestMessageDecideWhateverTheOrderOfArrival()
    {
        auto stop = m_bench->event(m_bench->text(u"STOP"_s, kWhatsApp));
        auto start = m_bench->event(m_bench->text(u"START"_s, kWhatsApp));
        std::swap(stop.seq, start.seq);
        start.age = 1min;
        stop.age = 5min;
        QVERIFY(m_bench->take(start));
        QVERIFY(m_bench->take(stop));
        QCOMPARE(state(u"whatsapp"_s), u"opted_in"_s);
        QCOMPARE(m_bench->count(u"sends"_s), 0);
    }

    void recordsWhoWritesFirstAsAnOptIn()
    {
        QVERIFY(m_bench->take(m_bench->text(u"hello"_s, kWhatsApp)));
        QVERIFY(m_bench->take(m_bench->text(u"again"_s, kWhatsApp)));
        QCOMPARE(m_bench->count(u"consent_entries"_s), 1);
        QCOMPARE(m_bench->word(u"SELECT evidence FROM consent_entries"_s), u"hello"_s);
        QCOMPARE(state(u"whatsapp"_s), u"opted_in"_s);
        QCOMPARE(state(u"sms"_s), u"none"_s);
    }

    void answersHelpOnceWhereTwilioDoesNot_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("from");
        QTest::addColumn<int>("answers");
        QTest::newRow("WhatsApp") << u"HELP"_s << kWhatsApp << 1;
        QTest::newRow("SMS, Twilio's word") << u"info"_s << kSms << 0;
        QTest::newRow("SMS, ours alone") << u"Help!"_s << kSms << 1;
    }
    void answersHelpOnceWhereTwilioDoesNot()
    {
        QFETCH(QString, body);
        QFETCH(QString, from);
        QFETCH(int, answers);
        QVERIFY(m_bench->take(m_bench->text(body, from)));
        QCOMPARE(m_bench->count(kAcknowledgements), answers);
        QCOMPARE(m_bench->turns(), 0);
        QVERIFY(m_bench->take(m_bench->text(u"STOP"_s, kWhatsApp)));
        const auto before = m_bench->count(kAcknowledgements);
        QVERIFY(m_bench->take(m_bench->text(u"HELP"_s, kWhatsApp)));
        QCOMPARE(m_bench->count(kAcknowledgements), before);
    }

    void leavesAWishToAPersonAndSilencesTheAi()
    {
        QVERIFY(m_bench->take(m_bench->text(u"please stop texting me"_s, kWhatsApp)));
        QCOMPARE(state(u"whatsapp"_s), u"opted_in"_s);
        QCOMPARE(m_bench->count(u"messages WHERE event = 'possible_opt_out'"_s), 1);
        QCOMPARE(m_bench->word(u"SELECT handling FROM conversations"_s), u"needs_human"_s);
        QCOMPARE(m_bench->word(u"SELECT handover_reason FROM conversations"_s), u"possibleOptOut"_s);
        QCOMPARE(m_bench->turns(), 0);
        QCOMPARE(m_bench->count(u"conversations WHERE needs_reply = 1"_s), 1);
    }

    void raisesNoTurnForWhoIsOptedOut()
    {
        QVERIFY(m_bench->take(m_bench->text(u"STOP"_s, kWhatsApp)));
        m_bench->clock += 1min;
        QVERIFY(m_bench->take(m_bench->text(u"where is my ring?"_s, kWhatsApp)));
        QCOMPARE(m_bench->turns(), 0);
        QCOMPARE(m_bench->word(u"SELECT handover_reason FROM conversations"_s), u"recipientOptedOut"_s);
    }

    void treatsAMembersNumberAsNoCustomer()
    {
        addMember();
        QVERIFY(m_bench->take(m_bench->text(u"on my way"_s, u"whatsapp:+61400000007"_s)));
        QCOMPARE(m_bench->count(u"contacts"_s), 0);
        QCOMPARE(m_bench->count(u"conversations WHERE member_id IS NOT NULL AND needs_reply = 0"_s), 1);
        QCOMPARE(m_bench->count(u"conversation_channels WHERE last_inbound_at IS NOT NULL"_s), 1);
        QCOMPARE(m_bench->word(u"SELECT author_kind FROM messages"_s), u"member"_s);
        QCOMPARE(m_bench->turns(), 0);
        QVERIFY(m_bench->take(m_bench->text(u"Stop"_s, u"whatsapp:+61400000007"_s)));
        QCOMPARE(m_bench->count(u"members WHERE opted_out = 1"_s), 1);
        QCOMPARE(m_bench->count(u"sends"_s), 0);
        QVERIFY(m_bench->take(m_bench->text(u"yes"_s, u"whatsapp:+61400000007"_s)));
        QCOMPARE(m_bench->count(u"members WHERE opted_out = 1"_s), 1);
        QVERIFY(m_bench->take(m_bench->text(u"START"_s, u"+61400000007"_s)));
        QCOMPARE(m_bench->count(u"members WHERE opted_out = 0"_s), 1);
        QCOMPARE(m_bench->count(u"consent_entries"_s), 0);
        QCOMPARE(m_bench->count(u"conversations"_s), 1);
    }

    void dropsNobodyWhoLacksANumber_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("address");
        QTest::newRow("a user id") << u"whatsapp:BR.1000000000000001"_s << kWhatsAppSender << u"BR.1000000000000001"_s;
        QTest::newRow("a short code") << u"19991"_s << kSmsSender << u"19991"_s;
        QTest::newRow("a name") << u"TELSTRA"_s << kSmsSender << u"TELSTRA"_s;
    }
    void dropsNobodyWhoLacksANumber()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, address);
        auto params = m_bench->text(u"hola"_s, from);
        params.insert(u"To"_s, to);
        QVERIFY(m_bench->take(params));
        QCOMPARE(m_bench->count(u"messages WHERE direction = 'inbound'"_s), 1);
        QCOMPARE(m_bench->count(u"contacts WHERE phone IS NULL"_s), 1);
        QCOMPARE(m_bench->word(u"SELECT address FROM conversation_channels"_s), address);
    }

    void joinsANumberAndAUserIdOfOneCustomer()
    {
        auto hidden = m_bench->text(u"hola"_s, u"whatsapp:BR.1000000000000001"_s);
        QVERIFY(m_bench->take(hidden));
        auto shown = m_bench->text(u"hola"_s, kWhatsApp);
        shown.insert(u"ExternalUserId"_s, u"whatsapp:BR.1000000000000001"_s);
        QVERIFY(m_bench->take(shown));
        QCOMPARE(m_bench->count(u"contacts"_s), 1);
        QCOMPARE(m_bench->count(u"conversations"_s), 1);
        QCOMPARE(m_bench->word(u"SELECT phone FROM contacts"_s), u"+61412345678"_s);
    }

private:
    void addMember()
    {
        inTx(*m_bench->store, [](store::Tx &tx) {
            tx.execute(u"INSERT INTO members (name, role, phone) VALUES ('Tom', 'staff', '+61400000007')"_s);
        });
    }
    /// What the ledger's last service row says about a channel.
    QString state(const QString &channel)
    {
        return m_bench->word(u"SELECT state FROM consent_entries WHERE channel = '%1' AND purpose = 'service' "
                             "ORDER BY action_at DESC, id DESC LIMIT 1"_s.arg(channel));
    }

    std::unique_ptr<IngestBench> m_bench;
};

QTEST_GUILESS_MAIN(InboundConsentTest)
#include "tst_inbound_consent.moc"
