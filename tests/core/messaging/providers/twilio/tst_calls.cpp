// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_client.h"
#include "core/messaging/providers/twilio/client.h"
#include "tests/support/json_text.h"
#include "tests/support/result_text.h"
#include "tests/support/script_server.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

const QString kAccount = u"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s;
const QString kSid = u"SM0123456789abcdef0123456789abcdef"_s;
const QByteArray kBase = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

QByteArray row(const char *sid)
{
    return "{'sid':'" + QByteArray(sid) +
           "','direction':'inbound','from':'whatsapp:+61491573001','to':'whatsapp:+61412000001',"
           "'date_created':'Thu, 24 Aug 2023 05:01:45 +0000','status':'received','body':'hi'}";
}

/// A client of an account on a scripted server.
struct Stage {
    ScriptServer server;
    HttpClient http;
    TwilioClient client{http, {kAccount, u"SK1"_s, u"secret"_s, u"token"_s, HostMap(server.url(QString()))}};

    [[nodiscard]] QByteArray target(size_t i) const { return server.requests().at(i).target; }
};

} // namespace

/// Looking messages up, removing them, and the template list, against a scripted server.
class TestCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsThePagesOfTheMessageListAsTheyAre()
    {
        Stage stage;
        const QByteArray next = kBase + "/Messages.json?To=%2B61491573001&PageSize=1&Page=1&PageToken=PASM01";
        stage.server.then(answer(
            200,
            json("{'messages':[" + row("SM0123456789abcdef0123456789abcdef") + "],'next_page_uri':'" + next + "'}"),
            {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}}));
        stage.server.then(answer(200, json("{'messages':[],'next_page_uri':null}")));
        MessageFilter filter;
        filter.to = u"+61491573001"_s;
        filter.pageSize = 1;
        const auto first = QCoro::waitFor(stage.client.listMessages(filter, {}));
        QVERIFY(first);
        QCOMPARE(first->items.size(), 1u);
        QCOMPARE(first->items.front().sid, kSid);
        QCOMPARE(first->items.front().channel, Channel::Whatsapp);
        QVERIFY(first->serverDate);
        const auto second = QCoro::waitFor(stage.client.listMessages(filter, first->next));
        QVERIFY(second && !second->next);
        QCOMPARE(stage.target(0), kBase + "/Messages.json?To=%2B61491573001&PageSize=1");
        QCOMPARE(stage.target(1), next);
    }

    void neverFollowsAPageToAStranger()
    {
        Stage stage;
        ScriptServer stranger;
        const auto page = QCoro::waitFor(stage.client.listMessages({}, stranger.url(u"/x"_s).toString()));
        QCOMPARE(reasonOf(page), u"invalidArgument"_s);
        stranger.fence();
        stage.server.fence();
        QCOMPARE(stranger.heads() + stage.server.heads(), 0);
    }

    void fetchesOneMessage()
    {
        Stage stage;
        stage.server.then(answer(200, json(row("SM0123456789abcdef0123456789abcdef"))));
        stage.server.then(answer(404, json("{'code':20404,'message':'not found'}")));
        stage.server.then(answer(200, json("{'sid':'nonsense'}")));
        QCOMPARE(QCoro::waitFor(stage.client.fetchMessage(kSid))->body, u"hi"_s);
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.fetchMessage(kSid))), u"notFound"_s);
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.fetchMessage(kSid))), u"providerUnreachable"_s);
        QCOMPARE(stage.target(0), kBase + "/Messages/" + kSid.toLatin1() + ".json");
    }

    void redactsWithAnEmptyBody()
    {
        Stage stage;
        stage.server.then(answer(200, json(row("SM0123456789abcdef0123456789abcdef"))));
        stage.server.then(answer(409, json("{'code':20009,'message':'before it is complete'}")));
        QVERIFY(QCoro::waitFor(stage.client.redactMessage(kSid)));
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.redactMessage(kSid))), u"conflict"_s);
        QCOMPARE(stage.server.requests()[0].method, "POST");
        QCOMPARE(stage.server.requests()[0].body, "Body=");
    }

    void whatIsGoneCountsAsDeleted()
    {
        Stage stage;
        const auto media = u"ME0123456789abcdef0123456789abcdef"_s;
        stage.server.then(answer(204, ""));
        stage.server.then(answer(404, json("{'code':20404,'message':'not found'}")));
        stage.server.then(answer(401, json("{'code':20003,'message':'Authenticate'}")));
        stage.server.then(answer(204, ""));
        QVERIFY(QCoro::waitFor(stage.client.deleteMessage(kSid)));
        QVERIFY(QCoro::waitFor(stage.client.deleteMessage(kSid)));
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.deleteMessage(kSid))), u"notPermitted"_s);
        QVERIFY(QCoro::waitFor(stage.client.deleteMedia(kSid, media)));
        QCOMPARE(stage.server.requests()[0].method, "DELETE");
        QCOMPARE(stage.target(3), kBase + "/Messages/" + kSid.toLatin1() + "/Media/" + media.toLatin1() + ".json");
    }

    void neverPutsAStrangeSidIntoAPath_data()
    {
        QTest::addColumn<QString>("sid");
        QTest::newRow("a path") << u"SM/../../Accounts"_s;
        QTest::newRow("another kind") << u"CA0123456789abcdef0123456789abcdef"_s;
        QTest::newRow("a line after it") << u"SM0123456789abcdef0123456789abcdef\n"_s;
        QTest::newRow("empty") << QString();
    }
    void neverPutsAStrangeSidIntoAPath()
    {
        QFETCH(QString, sid);
        Stage stage;
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.fetchMessage(sid))), u"invalidArgument"_s);
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.redactMessage(sid))), u"invalidArgument"_s);
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.deleteMessage(sid))), u"invalidArgument"_s);
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.listMedia(sid))), u"invalidArgument"_s);
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.deleteMedia(kSid, sid))), u"invalidArgument"_s);
        stage.server.fence();
        QCOMPARE(stage.server.heads(), 0);
    }

    void readsEveryPageOfTheTemplates()
    {
        Stage stage;
        const auto page = [&](const QByteArray &sid, const QByteArray &next) {
            return answer(200, json("{'contents':[{'sid':'HX" + sid.repeated(16) +
                                    "','friendly_name':'n','types':{'twilio/text':{'body':'Hi {{1}}'}},"
                                    "'approval_requests':{'status':'approved','category':'UTILITY'}}],"
                                    "'meta':{'key':'contents','next_page_url':" +
                                    next + "}}"));
        };
        // One link in the sandbox's spelling, one in Twilio's: both lead to the base URL.
        stage.server.then(page("aa", "'" + stage.server.url(u"/v1/ContentAndApprovals?Page=1"_s).toEncoded() + "'"));
        stage.server.then(page("bb", "'https://content.twilio.com/v1/ContentAndApprovals?Page=2'"));
        stage.server.then(page("cc", "null"));
        const auto templates = QCoro::waitFor(stage.client.listTemplates());
        QVERIFY(templates);
        QCOMPARE(templates->size(), 3u);
        QCOMPARE(templates->at(2).parameters.size(), 1u);
        QCOMPARE(stage.target(0), "/v1/ContentAndApprovals?PageSize=100");
        QCOMPARE(stage.target(1), "/v1/ContentAndApprovals?Page=1");
        QCOMPARE(stage.target(2), "/v1/ContentAndApprovals?Page=2");
    }

    void halfATemplateListIsAnError()
    {
        Stage stage;
        stage.server.then(answer(200, json("{'contents':[],'meta':{'key':'contents',"
                                           "'next_page_url':'https://stranger.example/v1'}}")));
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.listTemplates())), u"providerUnreachable"_s);
        stage.server.then(answer(200, json("{'meta':{'key':'contents'}}")));
        QCOMPARE(reasonOf(QCoro::waitFor(stage.client.listTemplates())), u"providerUnreachable"_s);
        QCOMPARE(stage.server.requests().size(), 2u);
    }
};

QTEST_GUILESS_MAIN(TestCalls)
#include "tst_calls.moc"
