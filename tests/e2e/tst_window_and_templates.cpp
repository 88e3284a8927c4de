// SPDX-License-Identifier: Apache-2.0
// A day later: free text is refused, and only an approved template with the right values gets through.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestWindowAndTemplates : public QObject
{
    Q_OBJECT
private:
    Desk desk() { return Desk(m_stage.agent()); }
    QString contactId() { return desk().conversation(m_id)["contact"_L1]["id"_L1].toString(); }
    /// The newest row of the send log is a refusal of a reply, with everything that a reader needs.
    QByteArray whatIsWrongWithTheRefusal(const QString &reason, int rowsBefore)
    {
        const auto rows = desk().sendLog(contactId());
        const auto row = rows.first().toObject();
        const bool isRight = rows.size() == rowsBefore + 1 && row["status"_L1] == u"refused"_s &&
                             row["reason"_L1] == reason && row["category"_L1] == u"reply"_s &&
                             row["channel"_L1] == u"whatsapp"_s && row["conversationId"_L1] == m_id &&
                             row["recipient"_L1]["number"_L1] == m_number &&
                             !row["recipient"_L1]["name"_L1].toString().isEmpty() && !row.contains("sid"_L1) &&
                             row["attempts"_L1].toArray().isEmpty();
        return isRight ? QByteArray()
                       : QByteArray::number(rows.size() - rowsBefore) + " new; " + QJsonDocument(row).toJson();
    }

    Stage m_stage;
    const QString m_number = u"+61491573300"_s;
    QString m_id;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_stage.open());
        auto phone = m_stage.phone(m_number);
        phone.writes(u"Hello"_s);
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000);
        m_id = desk().conversationWith(m_number)["id"_L1].toString();
        VERIFY_OK(m_stage.agent().call("inbox.takeOver"_L1, {{u"conversationId"_s, m_id}}));
    }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void freeTextIsFreeWithinTheDay()
    {
        QVERIFY(m_stage.sandbox().advanceClock(23h + 50min));
        VERIFY_OK(desk().sendText(m_id, u"whatsapp"_s, u"Still in time"_s));
        QTRY_COMPARE(m_stage.phone(m_number).bodies().last(), u"Still in time"_s);
    }

    void freeTextIsRefused25HoursLaterAndOnSmsItIsNot()
    {
        QVERIFY(m_stage.sandbox().advanceClock(1h + 10min)); // 25 h in all
        const auto creates = m_stage.sandbox().creates();
        const auto rows = desk().sendLog(contactId()).size();
        VERIFY_REFUSED(desk().sendText(m_id, u"whatsapp"_s, u"Too late"_s), "sessionWindowExpired");
        QCOMPARE(whatIsWrongWithTheRefusal(u"sessionWindowExpired"_s, rows), QByteArray());
        QCOMPARE(m_stage.sandbox().creates(), creates);

        auto phone = m_stage.phone(m_number);
        const auto sms = desk().sendText(m_id, u"sms"_s, u"By text then"_s); // SMS has no window
        VERIFY_OK(sms);
        QTRY_COMPARE(phone.bodies(u"sms"_s), QStringList{u"By text then"_s});
        QVERIFY(!phone.bodies().contains(u"Too late"_s));
    }

    void aTemplateThatIsNotApprovedIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("status");
        QTest::newRow("pending") << u"valuation_certificate"_s << u"pending"_s;
        QTest::newRow("rejected") << u"deposit_reminder"_s << u"rejected"_s;
        QTest::newRow("paused") << u"workshop_delay"_s << u"paused"_s;
    }
    void aTemplateThatIsNotApprovedIsRefused()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, status);
        const auto found = desk().templateNamed(name);
        QCOMPARE(found["status"_L1].toString(), status);
        QCOMPARE(found["parameters"_L1].toArray(), (QJsonArray{u"1"_s, u"2"_s}));
        const auto rows = desk().sendLog(contactId()).size();
        const auto creates = m_stage.sandbox().creates();
        const QJsonObject values{{u"1"_s, u"Ava"_s}, {u"2"_s, u"ring"_s}};
        VERIFY_REFUSED(desk().sendTemplate(m_id, found["sid"_L1].toString(), values), "templateNotApproved");
        QCOMPARE(whatIsWrongWithTheRefusal(u"templateNotApproved"_s, rows), QByteArray());
        QCOMPARE(m_stage.sandbox().creates(), creates);
    }

    void aWrongSetOfValuesIsRefused_data()
    {
        QTest::addColumn<QJsonObject>("values");
        QTest::newRow("none") << QJsonObject{};
        QTest::newRow("one is missing") << QJsonObject{{u"1"_s, u"Ava"_s}};
        QTest::newRow("one too many") << QJsonObject{{u"1"_s, u"Ava"_s}, {u"2"_s, u"ring"_s}, {u"3"_s, u"x"_s}};
        QTest::newRow("another name") << QJsonObject{{u"1"_s, u"Ava"_s}, {u"piece"_s, u"ring"_s}};
    }
    void aWrongSetOfValuesIsRefused()
    {
        QFETCH(const QJsonObject, values);
        const auto update = desk().templateNamed(u"repair_update"_s);
        const auto rows = desk().sendLog(contactId()).size();
        const auto creates = m_stage.sandbox().creates();
        const auto refused = desk().sendTemplate(m_id, update["sid"_L1].toString(), values);
        VERIFY_REFUSED(refused, "templateParameterMismatch");
        QCOMPARE(refused.details["expected"_L1].toArray(), (QJsonArray{u"1"_s, u"2"_s}));
        QCOMPARE(refused.details["given"_L1].toArray(), QJsonArray::fromStringList(values.keys()));
        QCOMPARE(whatIsWrongWithTheRefusal(u"templateParameterMismatch"_s, rows), QByteArray());
        QCOMPARE(m_stage.sandbox().creates(), creates);
    }

    void aWrongValueIsRefused_data()
    {
        QTest::addColumn<QString>("value");
        QTest::newRow("empty") << QString(u""_s);
        QTest::newRow("a line break") << u"ring\nand chain"_s;
    }
    void aWrongValueIsRefused()
    {
        QFETCH(const QString, value);
        const auto update = desk().templateNamed(u"repair_update"_s);
        const auto rows = desk().sendLog(contactId()).size();
        const auto refused =
            desk().sendTemplate(m_id, update["sid"_L1].toString(), {{u"1"_s, u"Ava"_s}, {u"2"_s, value}});
        VERIFY_REFUSED(refused, "templateValueInvalid");
        QCOMPARE(whatIsWrongWithTheRefusal(u"templateValueInvalid"_s, rows), QByteArray());
    }

    void theRightOneArrives()
    {
        const auto update = desk().templateNamed(u"repair_update"_s);
        const QJsonObject values{{u"1"_s, u"Zoë"_s}, {u"2"_s, u"gold bracelet 💍"_s}};
        const auto text =
            u"Hi Zoë, an update on your gold bracelet 💍: it is with our goldsmith and on schedule. We will write when it is ready."_s;
        const auto preview =
            m_stage.agent().call("templates.preview"_L1, {{u"sid"_s, update["sid"_L1]}, {u"variables"_s, values}});
        VERIFY_OK(preview);
        QCOMPARE(preview["body"_L1].toString(), text);

        const auto sent = desk().sendTemplate(m_id, update["sid"_L1].toString(), values);
        VERIFY_OK(sent);
        QCOMPARE(sent["kind"_L1].toString(), u"template"_s);
        auto phone = m_stage.phone(m_number);
        QTRY_COMPARE(phone.bodies(u"whatsapp"_s).last(), text);
        QTRY_COMPARE_WITH_TIMEOUT(desk().messageWithBody(m_id, text)["status"_L1].toString(), u"read"_s, 10000);
        QCOMPARE(desk().messageWithBody(m_id, text)["sid"_L1], phone.received().last()["sid"_L1]);
    }

    void oneWithoutBlanksArrivesToo()
    {
        const auto hours = desk().templateNamed(u"opening_hours"_s);
        VERIFY_OK(desk().sendTemplate(m_id, hours["sid"_L1].toString(), {}));
        QTRY_COMPARE(m_stage.phone(m_number).bodies().last(), hours["body"_L1].toString());
    }

    void marketingNeedsItsOwnOptIn()
    {
        const auto spring = desk().templateNamed(u"spring_preview"_s);
        const auto rows = desk().sendLog(contactId()).size();
        VERIFY_REFUSED(desk().sendTemplate(m_id, spring["sid"_L1].toString(), {{u"1"_s, u"Ava"_s}}), "consentRequired");
        QCOMPARE(whatIsWrongWithTheRefusal(u"consentRequired"_s, rows), QByteArray());
        VERIFY_OK(m_stage.agent().call("consent.record"_L1, {{u"contactId"_s, contactId()},
                                                             {u"channel"_s, u"whatsapp"_s},
                                                             {u"state"_s, u"opted_in"_s},
                                                             {u"purpose"_s, u"marketing"_s},
                                                             {u"evidence"_s, u"Signed the card at the counter"_s}}));
        VERIFY_OK(desk().sendTemplate(m_id, spring["sid"_L1].toString(), {{u"1"_s, u"Ava"_s}}));
        QTRY_VERIFY(m_stage.phone(m_number).bodies().last().startsWith("Hi Ava, our spring pieces"_L1));
    }

    void anUnknownTemplateIsRefused()
    {
        const auto refused = desk().sendTemplate(m_id, u"HX00000000000000000000000000000000"_s, {});
        QVERIFY2(refused.reason == "templateNotApproved"_L1 || refused.reason == "notFound"_L1,
                 refused.text().constData());
    }

    void theCustomersNextMessageOpensTheWindowAgain()
    {
        auto phone = m_stage.phone(m_number);
        VERIFY_REFUSED(desk().sendText(m_id, u"whatsapp"_s, u"Not yet"_s), "sessionWindowExpired");
        const auto sid = phone.writes(u"Lovely, thanks"_s);
        QTRY_VERIFY(!desk().messageWithSid(m_id, sid).isEmpty());
        VERIFY_OK(desk().sendText(m_id, u"whatsapp"_s, u"You are welcome"_s));
        QTRY_COMPARE(phone.bodies().last(), u"You are welcome"_s);
    }

    void aTextThatIsTooLongIsRefused()
    {
        const auto rows = desk().sendLog(contactId()).size();
        VERIFY_OK(desk().sendText(m_id, u"whatsapp"_s, QString(1600, u'x')));
        QTRY_COMPARE(m_stage.phone(m_number).bodies().last().size(), 1600);
        VERIFY_REFUSED(desk().sendText(m_id, u"whatsapp"_s, QString(1601, u'x')), "textTooLong");
        QCOMPARE(whatIsWrongWithTheRefusal(u"textTooLong"_s, int(rows) + 1), QByteArray());
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestWindowAndTemplates)
#include "tst_window_and_templates.moc"
