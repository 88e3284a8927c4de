// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/message_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// The create example of Twilio's OpenAPI document (FACTS 1.2).
QJsonObject example()
{
    return QJsonDocument::fromJson(R"json({
        "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "api_version": "2010-04-01", "body": "Hello! 👍",
        "date_created": "Thu, 24 Aug 2023 05:01:45 +0000", "date_sent": "Thu, 24 Aug 2023 05:01:46 +0000",
        "date_updated": "Thu, 24 Aug 2023 05:01:45 +0000", "direction": "outbound-api", "error_code": null,
        "error_message": null, "from": "+14155552345", "num_media": "0", "num_segments": "1", "price": null,
        "price_unit": null, "messaging_service_sid": "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "sid": "SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "status": "queued", "to": "+14155552346", "tags": null,
        "subresource_uris": {"media": "/2010-04-01/Accounts/ACaa/Messages/SMaa/Media.json"},
        "uri": "/2010-04-01/Accounts/ACaa/Messages/SMaa.json"})json")
        .object();
}

QJsonObject with(QLatin1StringView key, const QJsonValue &value)
{
    auto message = example();
    message.insert(key, value);
    return message;
}

HttpAnswered page(const QJsonObject &object)
{
    return {.status = 200, .body = QJsonDocument(object).toJson(), .serverDate = Timestamp(1000s)};
}

} // namespace

/// Twilio's messages as values.
class TestMessageJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTwiliosExample()
    {
        const auto message = readMessage(example());
        QVERIFY(message);
        const ListedMessage expected{.sid = u"SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s,
                                     .direction = Direction::OutboundApi,
                                     .channel = Channel::Sms,
                                     .from = u"+14155552345"_s,
                                     .to = u"+14155552346"_s,
                                     .body = u"Hello! 👍"_s,
                                     .status = u"queued"_s,
                                     .errorCode = {},
                                     .dateCreated = Timestamp(1692853305s),
                                     .dateSent = Timestamp(1692853306s),
                                     .messagingServiceSid = u"MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s,
                                     .numMedia = 0,
                                     .price = {},
                                     .segments = 1};
        QCOMPARE(*message, expected);
    }

    void takesWhateverMayVary()
    {
        QCOMPARE(readMessage(with("price"_L1, u"-0.00750"_s))->price, std::optional(Money{7500, u"USD"_s}));
        auto priced = with("price"_L1, u"-0.0515"_s);
        priced.insert("price_unit"_L1, u"aud"_s);
        QCOMPARE(readMessage(priced)->price, std::optional(Money{51500, u"AUD"_s}));
        QCOMPARE(readMessage(with("error_code"_L1, 30003))->errorCode, std::optional(30003));
        QCOMPARE(readMessage(with("error_code"_L1, u"30003"_s))->errorCode, std::optional(30003));
        QVERIFY(!readMessage(with("date_sent"_L1, QJsonValue::Null))->dateSent);
        QCOMPARE(readMessage(with("from"_L1, QJsonValue::Null))->from, QString());
        QCOMPARE(readMessage(with("direction"_L1, u"inbound"_s))->direction, Direction::Inbound);
        QCOMPARE(readMessage(with("direction"_L1, u"outbound-reply"_s))->direction, Direction::OutboundOther);
        QCOMPARE(readMessage(with("sid"_L1, u"MM0123456789abcdef0123456789abcdef"_s))->sid.left(2), u"MM"_s);
        QCOMPARE(readMessage(with("num_media"_L1, u"2"_s))->numMedia, 2);
        QCOMPARE(readMessage(with("num_media"_L1, u"-2"_s))->numMedia, 0);
    }

    void tellsTheChannelByThePrefix()
    {
        auto message = with("to"_L1, u"whatsapp:BR.1000000000000001"_s);
        message.insert("from"_L1, u"whatsapp:+14155552345"_s);
        const auto read = readMessage(message);
        QCOMPARE(read->channel, Channel::Whatsapp);
        QCOMPARE(read->to, u"BR.1000000000000001"_s);
        QCOMPARE(read->from, u"+14155552345"_s);
    }

    void refusesWhatIsNoMessageOfOurs_data()
    {
        QTest::addColumn<QJsonObject>("message");
        QTest::newRow("empty") << QJsonObject();
        QTest::newRow("call sid") << with("sid"_L1, u"CAaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s);
        QTest::newRow("sid with a path") << with("sid"_L1, u"SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/.."_s);
        QTest::newRow("no date") << with("date_created"_L1, QJsonValue::Null);
        QTest::newRow("other channel") << with("to"_L1, u"messenger:123"_s);
    }
    void refusesWhatIsNoMessageOfOurs()
    {
        QFETCH(QJsonObject, message);
        QVERIFY(!readMessage(message));
    }

    void readsAPageAndCountsWhatItCantRead()
    {
        const auto read = readMessagePage(page({{"messages"_L1, QJsonArray{example(), QJsonObject(), 5}},
                                                {"next_page_uri"_L1, u"/2010-04-01/x?Page=1"_s}}));
        QVERIFY(read);
        QCOMPARE(read->items.size(), 1u);
        QCOMPARE(read->unreadable, 2);
        QCOMPARE(read->next, std::optional(u"/2010-04-01/x?Page=1"_s));
        QCOMPARE(read->serverDate, std::optional(Timestamp(1000s)));
        const auto last =
            readMessagePage(page({{"messages"_L1, QJsonArray()}, {"next_page_uri"_L1, QJsonValue::Null}}));
        QVERIFY(last && !last->next && last->items.empty());
        QVERIFY(!readMessagePage(page({{"calls"_L1, QJsonArray()}})));
        QVERIFY(!readMessagePage({.status = 200, .body = "[]"}));
    }

    void readsAnAcceptance()
    {
        const auto accepted = readAccepted(page(with("num_segments"_L1, u"0"_s)));
        QVERIFY(accepted);
        QCOMPARE(accepted->sid, u"SMaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s);
        QCOMPARE(accepted->status, u"queued"_s);
        QVERIFY(!accepted->segments);
        QVERIFY(!accepted->price);
        QCOMPARE(accepted->twilioDate, std::optional(Timestamp(1000s)));
        QCOMPARE(readAccepted(page(example()))->segments, std::optional(1));
    }
};

QTEST_GUILESS_MAIN(TestMessageJson)
#include "tst_message_json.moc"
