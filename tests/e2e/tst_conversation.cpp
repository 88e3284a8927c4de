// SPDX-License-Identifier: Apache-2.0
// A customer writes on WhatsApp, the AI answers, a person takes over and hands back.
#include "tests/e2e/support/stage.h"
#include "tests/e2e/support/verify.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestConversation : public QObject
{
    Q_OBJECT
private:
    Desk desk() { return Desk(m_stage.agent()); }
    /// The id of the conversation with a number, once there is one.
    QString conversationId(const QString &number)
    {
        QString id;
        (void)QTest::qWaitFor([&] { return !(id = desk().conversationWith(number)["id"_L1].toString()).isEmpty(); });
        return id;
    }
    QJsonArray aiRows(const QString &id)
    {
        QJsonArray rows;
        for (const auto all = desk().messages(id); const auto &row : all) {
            if (row["author"_L1]["kind"_L1].toString() == "ai"_L1)
                rows.append(row);
        }
        return rows;
    }
    Reply onConversation(QLatin1StringView method, const QString &id, const QJsonObject &more = {})
    {
        auto params = more;
        params.insert(u"conversationId"_s, id);
        return m_stage.agent().call(method, params);
    }
    QString statusOf(const QString &id, const QString &sid)
    {
        return desk().messageWithSid(id, sid)["status"_L1].toString();
    }

    Stage m_stage;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_stage.open());
        QVERIFY(m_stage.agent().subscribe());
    }
    void cleanup() { m_stage.showLogOfFailure(); }
    void cleanupTestCase() { QVERIFY(m_stage.close()); }

    void aNewConversationAppearsWithinASecondByteForByte()
    {
        auto phone = m_stage.phone(u"+61498765432"_s);
        const auto body =
            u"   \n  مرحبًا! هل السوار جاهز؟ 💍👩‍👧\r\n\tline two\n\nlast line  "_s;
        QElapsedTimer time;
        time.start();
        const auto sid = phone.writes(body);
        QVERIFY(!sid.isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(!desk().conversationWith(phone.number()).isEmpty(), 3000);
        QVERIFY2(time.elapsed() < 1000, QByteArray::number(time.elapsed()).constData());

        const auto conversation = desk().conversationWith(phone.number());
        const auto id = conversation["id"_L1].toString();
        QCOMPARE(conversation["handling"_L1].toString(), u"ai"_s);
        QCOMPARE(conversation["status"_L1].toString(), u"open"_s);
        QCOMPARE(conversation["lastMessage"_L1]["body"_L1].toString(), body);
        const auto message = desk().messageWithSid(id, sid);
        QCOMPARE(message["body"_L1].toString().toUtf8().toHex(), body.toUtf8().toHex());
        QCOMPARE(message["direction"_L1].toString(), u"inbound"_s);
        QCOMPARE(message["status"_L1].toString(), u"received"_s);
        QCOMPARE(message["channel"_L1].toString(), u"whatsapp"_s);
        QCOMPARE(message["author"_L1]["kind"_L1].toString(), u"contact"_s);
        const auto channel = where(conversation["channels"_L1].toArray(), {{u"channel"_s, u"whatsapp"_s}}).first();
        const auto closes = QDateTime::fromString(channel["windowClosesAt"_L1].toString(), Qt::ISODateWithMs);
        const auto at = QDateTime::fromString(message["at"_L1].toString(), Qt::ISODateWithMs);
        QCOMPARE(at.secsTo(closes), 24 * 3600);
        QCOMPARE(channel["consent"_L1].toString(), u"opted_in"_s);
        QCOMPARE(channel["sender"_L1].toString(), m_stage.stack().value("whatsappSender"_L1));

        QTRY_COMPARE(desk().conversationWith(phone.number())["contact"_L1]["phone"_L1].toString(), phone.number());
        const auto &events = m_stage.agent().events();
        QTRY_VERIFY(std::ranges::any_of(events, [&](const Event &event) {
            return event.name == "message.added"_L1 && QJsonDocument(event.data).toJson().contains(sid.toLatin1());
        }));
    }

    void theAiAnswersAndItsStatusesRiseToRead()
    {
        auto phone = m_stage.phone(u"+61491573200"_s);
        phone.writes(u"Hello, what are your hours?"_s);
        const auto id = conversationId(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000);
        const auto got = phone.received().first();
        QCOMPARE(got["channel"_L1].toString(), u"whatsapp"_s);
        QCOMPARE(got["from"_L1].toString(), m_stage.stack().value("whatsappSender"_L1));
        const auto sid = got["sid"_L1].toString();
        QTRY_COMPARE(desk().messageWithSid(id, sid)["author"_L1]["kind"_L1].toString(), u"ai"_s);
        QCOMPARE(desk().messageWithSid(id, sid)["body"_L1], got["body"_L1]);
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(id, sid), u"read"_s, 10000);
        QCOMPARE(desk().conversation(id)["needsReply"_L1].toBool(), false);
        const auto send = desk().sendLog(desk().conversation(id)["contact"_L1]["id"_L1].toString()).first();
        QCOMPARE(send["category"_L1].toString(), u"ai"_s);
        QCOMPARE(send["status"_L1].toString(), u"read"_s);
        QCOMPARE(send["conversationId"_L1].toString(), id);
    }

    void theAiIsSilentAfterTakeOverAndAnswersTheNextInboundOnlyAfterRelease()
    {
        auto phone = m_stage.phone(u"+61491573201"_s);
        phone.writes(u"Good morning"_s);
        const auto id = conversationId(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000);

        const auto taken = onConversation("inbox.takeOver"_L1, id);
        VERIFY_OK(taken);
        QCOMPARE(taken["handling"_L1].toString(), u"human"_s);
        QCOMPARE(taken["assignee"_L1]["name"_L1].toString(), u"Priya Nair"_s);
        QVERIFY(taken.result.contains("inFlight"_L1));
        QCOMPARE(taken["inFlight"_L1].toArray().size(), 0);
        const auto modelRequests = m_stage.sandbox().modelRequests().size();

        const auto question = u"Can I pay by card?"_s;
        const auto sid = phone.writes(question);
        QTRY_VERIFY(!desk().messageWithSid(id, sid).isEmpty());
        QTRY_VERIFY(desk().conversation(id)["needsReply"_L1].toBool());
        const auto body = u"  Yes, of course! 💳\nWe take نقد too.\r\n "_s;
        const auto reply = desk().sendText(id, u"whatsapp"_s, body);
        VERIFY_OK(reply);
        QCOMPARE(reply["author"_L1]["name"_L1].toString(), u"Priya Nair"_s);
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 2, 5000);
        QCOMPARE(phone.bodies().last(), body);
        const auto replySid = phone.received().last()["sid"_L1].toString();
        QTRY_COMPARE_WITH_TIMEOUT(statusOf(id, replySid), u"read"_s, 10000);
        QCOMPARE(desk().conversation(id)["needsReply"_L1].toBool(), false);

        // A turn takes 0.5 s at most; the reply's way to `read` took longer than that, and nothing was asked.
        QCOMPARE(m_stage.sandbox().modelRequests().size(), modelRequests);
        QCOMPARE(aiRows(id).size(), 1);

        const auto released = onConversation("inbox.release"_L1, id);
        VERIFY_OK(released);
        QCOMPARE(released["handling"_L1].toString(), u"ai"_s);
        // What was said before the release is not answered: a message of somebody else passes through meanwhile.
        auto other = m_stage.phone(u"+61491573202"_s);
        other.writes(u"Hello"_s);
        QTRY_COMPARE_WITH_TIMEOUT(other.received().size(), 1, 10000);
        QCOMPARE(phone.received().size(), 2);
        QCOMPARE(aiRows(id).size(), 1);

        phone.writes(u"Thank you. And until when are you open?"_s);
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 3, 10000);
        QTRY_COMPARE(aiRows(id).size(), 2);
    }

    void releaseWithAnswerNowAnswersAtOnce()
    {
        auto phone = m_stage.phone(u"+61491573203"_s);
        phone.writes(u"Hi"_s);
        const auto id = conversationId(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000);
        VERIFY_OK(onConversation("inbox.takeOver"_L1, id));
        const auto sid = phone.writes(u"Do you engrave?"_s);
        QTRY_VERIFY(!desk().messageWithSid(id, sid).isEmpty());
        QCOMPARE(phone.received().size(), 1);
        VERIFY_OK(onConversation("inbox.release"_L1, id, {{u"answerNow"_s, true}}));
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 2, 10000);
        QCOMPARE(aiRows(id).size(), 2);
    }

    void takingOverWhileTheAiThinksMeansThatItSaysNothing()
    {
        auto phone = m_stage.phone(u"+61491573204"_s);
        const auto sid = phone.writes(u"Are you there?"_s);
        const auto id = conversationId(phone.number());
        QTRY_VERIFY(!desk().messageWithSid(id, sid).isEmpty());
        const auto taken = onConversation("inbox.takeOver"_L1, id); // well within the model's 0.2 s
        VERIFY_OK(taken);
        const auto inFlight = taken["inFlight"_L1].toArray().size();
        auto other = m_stage.phone(u"+61491573205"_s);
        other.writes(u"Hello"_s);
        QTRY_COMPARE_WITH_TIMEOUT(other.received().size(), 1, 10000);
        QCOMPARE(phone.received().size(), inFlight);
        QCOMPARE(aiRows(id).size(), inFlight);
    }

    void sendingByHandTakesOver()
    {
        auto phone = m_stage.phone(u"+61491573206"_s);
        phone.writes(u"Hi there"_s);
        const auto id = conversationId(phone.number());
        QTRY_COMPARE_WITH_TIMEOUT(phone.received().size(), 1, 10000);
        VERIFY_OK(desk().sendText(id, u"whatsapp"_s, u"Priya here."_s));
        QCOMPARE(desk().conversation(id)["handling"_L1].toString(), u"human"_s);
        QTRY_COMPARE(phone.bodies().last(), u"Priya here."_s);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestConversation)
#include "tst_conversation.moc"
