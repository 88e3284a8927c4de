// SPDX-License-Identifier: Apache-2.0
// A customer says stop: every road is closed, they hear of it once, and only they or a record of their wish opens it.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestOptOut : public QObject
{
    Q_OBJECT
private:
    struct Customer {
        QString number;
        QString contactId;
        QString conversationId;
    };
    Desk desk() { return Desk(m_stage.agent()); }
    Reply record(const QString &contactId, const QString &channel, const QString &state, const QString &evidence)
    {
        return m_stage.agent().call(
            "consent.record"_L1,
            {{u"contactId"_s, contactId}, {u"channel"_s, channel}, {u"state"_s, state}, {u"evidence"_s, evidence}});
    }
    /// Somebody who wrote on a channel and was answered by the AI.
    Customer customerOn(const QString &channel, const QString &number)
    {
        auto phone = m_stage.phone(number);
        phone.writes(u"Hello there"_s, channel);
        (void)QTest::qWaitFor([&] { return phone.received().size() == 1; }, 10000);
        const auto conversation = desk().conversationWith(number);
        return {number, conversation["contact"_L1]["id"_L1].toString(), conversation["id"_L1].toString()};
    }
    QString consentOn(const Customer &customer, const QString &channel)
    {
        return desk().consent(customer.contactId)[channel].toString();
    }
    /// A job set ready; the notice's status and reason.
    QStringList noticeFor(const Customer &customer)
    {
        const auto job = m_stage.staff().call(
            "jobs.create"_L1,
            {{u"kind"_s, u"repair"_s}, {u"contactId"_s, customer.contactId}, {u"description"_s, u"Ring"_s}});
        const auto ready =
            m_stage.staff().call("jobs.setStatus"_L1, {{u"jobId"_s, job["id"_L1]}, {u"status"_s, u"ready"_s}});
        if (!ready.ok() || ready["status"_L1].toString() != "ready"_L1)
            qWarning("jobs.setStatus: %s", ready.text().constData());
        const auto row = where(desk().sendLog(customer.contactId), {{u"category"_s, u"job_ready"_s}}).first();
        return {row["status"_L1].toString(), row["reason"_L1].toString(), row["recipient"_L1]["number"_L1].toString()};
    }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stage.open()); }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void stopClosesEveryRoad_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("number");
        QTest::newRow("whatsapp, blanks and a dot") << u"whatsapp"_s << u" stop. "_s << u"+61491573400"_s;
        QTest::newRow("sms, blanks and a dot") << u"sms"_s << u" stop. "_s << u"+61491573401"_s;
        QTest::newRow("sms, Twilio's own word") << u"sms"_s << u"STOP"_s << u"+61491573402"_s;
        QTest::newRow("sms, a word of ours alone") << u"sms"_s << u"Uitschrijven!"_s << u"+61491573403"_s;
    }
    void stopClosesEveryRoad()
    {
        QFETCH(const QString, channel);
        QFETCH(const QString, word);
        QFETCH(const QString, number);
        const auto customer = customerOn(channel, number);
        QVERIFY(!customer.conversationId.isEmpty());
        auto phone = m_stage.phone(number);
        const auto aiReplies = phone.received().size();
        QCOMPARE(aiReplies, 1);

        const auto sid = phone.writes(word, channel);
        QTRY_COMPARE(consentOn(customer, u"whatsapp"_s), u"opted_out"_s);
        QCOMPARE(consentOn(customer, u"sms"_s), u"opted_out"_s);
        QCOMPARE(desk().messageWithSid(customer.conversationId, sid)["body"_L1].toString(), word);
        QTRY_COMPARE(phone.received().size(), aiReplies + 1); // the acknowledgement
        QCOMPARE(phone.received().last()["channel"_L1].toString(), channel);
        const auto entries = desk().ledger(customer.contactId);
        QVERIFY(!where(entries, {{u"channel"_s, channel}, {u"state"_s, u"opted_out"_s}, {u"source"_s, u"keyword"_s}})
                     .isEmpty());
        QVERIFY(where(entries, {{u"state"_s, u"opted_out"_s}}).first()["evidence"_L1].toString().contains(word));

        // Every road.
        const auto creates = m_stage.sandbox().creates();
        for (const auto &road : {u"whatsapp"_s, u"sms"_s})
            VERIFY_REFUSED(desk().sendText(customer.conversationId, road, u"Hello?"_s), "recipientOptedOut");
        const auto update = desk().templateNamed(u"repair_update"_s)["sid"_L1].toString();
        const QJsonObject values{{u"1"_s, u"Ava"_s}, {u"2"_s, u"ring"_s}};
        VERIFY_REFUSED(desk().sendTemplate(customer.conversationId, update, values), "recipientOptedOut");
        QCOMPARE(noticeFor(customer), (QStringList{u"refused"_s, u"recipientOptedOut"_s, number}));
        const auto refused =
            where(desk().sendLog(customer.contactId), {{u"status"_s, u"refused"_s}, {u"category"_s, u"reply"_s}});
        QCOMPARE(refused.size(), 3);
        for (const auto &row : refused) {
            QCOMPARE(row["reason"_L1].toString(), u"recipientOptedOut"_s);
            QCOMPARE(row["recipient"_L1]["number"_L1].toString(), number);
        }
        VERIFY_OK(m_stage.agent().call("inbox.release"_L1,
                                       {{u"conversationId"_s, customer.conversationId}, {u"answerNow"_s, true}}));
        const auto models = m_stage.sandbox().modelRequests().size();
        const auto question = phone.writes(u"One more question"_s, channel);
        QTRY_VERIFY(!desk().messageWithSid(customer.conversationId, question).isEmpty());
        const auto again = phone.writes(word, channel); // no second acknowledgement from us
        QTRY_VERIFY(!desk().messageWithSid(customer.conversationId, again).isEmpty());
        // The AI would have answered somebody else by now.
        auto other = m_stage.phone(QString(number).replace(u"5734"_s, u"5735"_s));
        other.writes(u"Hello"_s, u"sms"_s);
        QTRY_COMPARE_WITH_TIMEOUT(other.received().size(), 1, 10000);
        QCOMPARE(m_stage.sandbox().modelRequests().size(), models + 1);
        QCOMPARE(m_stage.sandbox().creates(), creates + 1);
        QCOMPARE(phone.received().size(), aiReplies + 1);
        QCOMPARE(consentOn(customer, channel), u"opted_out"_s);
    }

    void startOpensAgain_data()
    {
        QTest::addColumn<QString>("channel");
        QTest::addColumn<QString>("stop");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("number");
        QTest::newRow("whatsapp") << u"whatsapp"_s << u" stop. "_s << u"START"_s << u"+61491573410"_s;
        QTest::newRow("sms after ours") << u"sms"_s << u" stop. "_s << u" start! "_s << u"+61491573411"_s;
        QTest::newRow("sms after Twilio's") << u"sms"_s << u"stop"_s << u"START"_s << u"+61491573412"_s;
        QTest::newRow("whatsapp, yes") << u"whatsapp"_s << u"STOP"_s << u"Yes"_s << u"+61491573413"_s;
    }
    void startOpensAgain()
    {
        QFETCH(const QString, channel);
        QFETCH(const QString, stop);
        QFETCH(const QString, word);
        QFETCH(const QString, number);
        const auto customer = customerOn(channel, number);
        auto phone = m_stage.phone(number);
        phone.writes(stop, channel);
        QTRY_COMPARE(consentOn(customer, channel), u"opted_out"_s);
        QTRY_COMPARE(phone.received().size(), 2);
        phone.writes(word, channel);
        QTRY_COMPARE(consentOn(customer, u"whatsapp"_s), u"opted_in"_s);
        QCOMPARE(consentOn(customer, u"sms"_s), u"opted_in"_s);
        VERIFY_OK(desk().sendText(customer.conversationId, channel, u"Welcome back"_s));
        QTRY_COMPARE(phone.bodies(channel).last(), u"Welcome back"_s);
        const QStringList arrived{u"delivered"_s, u"read"_s};
        QTRY_VERIFY_WITH_TIMEOUT(
            arrived.contains(
                desk().messageWithBody(customer.conversationId, u"Welcome back"_s)["status"_L1].toString()),
            10000);

        // The ledger keeps all of it, newest first: what opened, what closed, and the first word.
        const auto states =
            column(where(desk().ledger(customer.contactId), {{u"channel"_s, channel}, {u"purpose"_s, u"service"_s}}),
                   "state"_L1);
        QCOMPARE(states, (QStringList{u"opted_in"_s, u"opted_out"_s, u"opted_in"_s}));
        const auto sources =
            column(where(desk().ledger(customer.contactId), {{u"channel"_s, channel}, {u"purpose"_s, u"service"_s}}),
                   "source"_L1);
        QCOMPARE(sources, (QStringList{u"keyword"_s, u"keyword"_s, u"inbound"_s}));
        const auto notice = noticeFor(customer);
        QVERIFY2(notice.first() != "refused"_L1, qPrintable(notice.join(u' ')));
    }

    void aRecordedOptInOpensAgainWhereItMay()
    {
        const auto customer = customerOn(u"whatsapp"_s, u"+61491573420"_s);
        auto phone = m_stage.phone(customer.number);
        phone.writes(u"Stop"_s);
        QTRY_COMPARE(consentOn(customer, u"whatsapp"_s), u"opted_out"_s);
        QTRY_COMPARE(phone.received().size(), 2);
        VERIFY_REFUSED(record(customer.contactId, u"whatsapp"_s, u"opted_in"_s, {}), "evidenceRequired");
        VERIFY_REFUSED(record(customer.contactId, u"whatsapp"_s, u"opted_in"_s, u"  "_s), "evidenceRequired");
        const auto entry =
            record(customer.contactId, u"whatsapp"_s, u"opted_in"_s, u"Asked at the counter to be written to again"_s);
        VERIFY_OK(entry);
        QCOMPARE(entry["source"_L1].toString(), u"operator"_s);
        QCOMPARE(entry["state"_L1].toString(), u"opted_in"_s);
        QCOMPARE(entry["actor"_L1].toString(), u"Priya Nair"_s);
        QCOMPARE(consentOn(customer, u"whatsapp"_s), u"opted_in"_s);
        VERIFY_OK(desk().sendText(customer.conversationId, u"whatsapp"_s, u"Glad to"_s));
        QTRY_COMPARE(phone.bodies().last(), u"Glad to"_s);
        const auto states = column(
            where(desk().ledger(customer.contactId), {{u"channel"_s, u"whatsapp"_s}, {u"purpose"_s, u"service"_s}}),
            "state"_L1);
        QCOMPARE(states, (QStringList{u"opted_in"_s, u"opted_out"_s, u"opted_in"_s}));
    }

    void aNumberBlockedAtTwilioIsOpenedByTheCustomerAlone()
    {
        const auto customer = customerOn(u"sms"_s, u"+61491573421"_s);
        auto phone = m_stage.phone(customer.number);
        phone.writes(u"STOP"_s, u"sms"_s);
        QTRY_COMPARE(consentOn(customer, u"sms"_s), u"opted_out"_s);
        const auto closed =
            where(desk().ledger(customer.contactId), {{u"channel"_s, u"sms"_s}, {u"state"_s, u"opted_out"_s}}).first();
        QCOMPARE(closed["providerBlocked"_L1].toBool(), true);
        const auto recorded = record(customer.contactId, u"sms"_s, u"opted_in"_s, u"Asked at the counter"_s);
        const auto creates = m_stage.sandbox().creates();
        VERIFY_REFUSED(desk().sendText(customer.conversationId, u"sms"_s, u"Hello?"_s), "recipientOptedOut");
        QCOMPARE(m_stage.sandbox().creates(), creates);
        if (recorded.ok())
            QCOMPARE(recorded["providerBlocked"_L1].toBool(), true);

        phone.writes(u"START"_s, u"sms"_s);
        QTRY_COMPARE(consentOn(customer, u"sms"_s), u"opted_in"_s);
        VERIFY_OK(desk().sendText(customer.conversationId, u"sms"_s, u"There you are"_s));
        QTRY_COMPARE(phone.bodies(u"sms"_s).last(), u"There you are"_s);
    }

    void anOperatorsOptOutClosesTheChannelToo()
    {
        const auto customer = customerOn(u"whatsapp"_s, u"+61491573422"_s);
        VERIFY_OK(record(customer.contactId, u"whatsapp"_s, u"opted_out"_s, u"Said so on the phone"_s));
        VERIFY_REFUSED(desk().sendText(customer.conversationId, u"whatsapp"_s, u"Hello?"_s), "recipientOptedOut");
        QCOMPARE(m_stage.phone(customer.number).received().size(), 1);
    }

    void whatOnlyReadsLikeStopAsksForAPerson()
    {
        const auto customer = customerOn(u"whatsapp"_s, u"+61491573423"_s);
        auto phone = m_stage.phone(customer.number);
        phone.writes(u"please stop texting me"_s);
        QTRY_COMPARE(desk().conversation(customer.conversationId)["handling"_L1].toString(), u"needs_human"_s);
        QCOMPARE(consentOn(customer, u"whatsapp"_s), u"opted_in"_s);
        VERIFY_OK(desk().sendText(customer.conversationId, u"whatsapp"_s, u"Do you want to hear no more from us?"_s));
        QTRY_COMPARE(phone.received().size(), 2);
    }

    void aStopWhileTheAiThinksIsInTime()
    {
        auto phone = m_stage.phone(u"+61491573424"_s);
        phone.writes(u"Hello"_s);
        phone.writes(u"STOP"_s);
        QTRY_VERIFY(!desk().conversationWith(phone.number()).isEmpty());
        const auto contactId = desk().conversationWith(phone.number())["contact"_L1]["id"_L1].toString();
        QTRY_COMPARE(desk().consent(contactId)["whatsapp"_L1].toString(), u"opted_out"_s);
        QTRY_COMPARE(phone.received().size(), 1); // the acknowledgement
        auto other = m_stage.phone(u"+61491573425"_s);
        other.writes(u"Hello"_s);
        QTRY_COMPARE_WITH_TIMEOUT(other.received().size(), 1, 10000);
        QCOMPARE(phone.received().size(), 1);
        QCOMPARE(where(desk().sendLog(contactId), {{u"category"_s, u"acknowledgement"_s}}).size(), 1);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestOptOut)
#include "tst_opt_out.moc"
