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
const QString kSid = u"MM0123456789abcdef0123456789abcdef"_s;
const QString kMedia = u"ME0123456789abcdef0123456789abcdef"_s;
const QString kPath = u"/2010-04-01/Accounts/"_s + kAccount + u"/Messages/"_s + kSid + u"/Media/"_s + kMedia;

struct Stage {
    ScriptServer server;
    ScriptServer storage; ///< where the bytes really are
    HttpClient http;
    TwilioClient client{http, {kAccount, u"SK1"_s, u"secret"_s, u"token"_s, HostMap(server.url(QString()))}};

    auto fetch(const QUrl &url, qint64 maxBytes = 1000) { return QCoro::waitFor(client.fetchMedia(url, maxBytes)); }
    void redirectTo(const QByteArray &location) { server.then(answer(307, "", {{"location", location}})); }
};

} // namespace

/// Inbound files: credentials go to the account's own media paths and nowhere else (FACTS 1.5).
class TestMedia : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheRedirectWithoutCredentials()
    {
        Stage stage;
        stage.redirectTo(stage.storage.url(u"/bucket/x?sig=a%2Bb"_s).toEncoded());
        stage.storage.then(answer(200, "JPEG", {{"content-type", "image/jpeg"}}));
        const auto content = stage.fetch(stage.server.url(kPath));
        QVERIFY(content);
        QCOMPARE(content->bytes, "JPEG");
        QCOMPARE(content->contentType, u"image/jpeg"_s);
        QCOMPARE(stage.server.requests().front().header("authorization"),
                 "Basic " + QByteArray("SK1:secret").toBase64());
        QCOMPARE(stage.storage.requests().front().target, "/bucket/x?sig=a%2Bb");
        QVERIFY(stage.storage.requests().front().header("authorization").isEmpty());
    }

    void theUrlOfAWebhookLeadsToTheSandbox()
    {
        Stage stage;
        stage.server.then(answer(200, "JPEG", {}));
        QVERIFY(stage.fetch(QUrl(u"https://api.twilio.com"_s + kPath)));
        QCOMPARE(stage.server.requests().front().target, kPath.toLatin1());
    }

    void asksNobodyElse_data()
    {
        QTest::addColumn<QString>("url"); // a leading '/' stands on our server
        QTest::newRow("another account's")
            << u"/2010-04-01/Accounts/ACbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb/Messages/"_s + kSid + u"/Media/"_s + kMedia;
        QTest::newRow("not media") << u"/2010-04-01/Accounts/"_s + kAccount + u".json"_s;
        QTest::newRow("way out") << u"/2010-04-01/Accounts/"_s + kAccount + u"/Messages/"_s + kSid +
                                        u"/Media/../../../../x"_s;
        QTest::newRow("encoded way out") << kPath + u"%2F..%2F..%2FBalance.json"_s;
        QTest::newRow("with a query") << kPath + u"?x=1"_s;
        QTest::newRow("stranger") << u"https://evil.example"_s + kPath;
        QTest::newRow("router") << u"http://192.168.1.1/"_s + kPath;
        QTest::newRow("file") << u"file:///etc/passwd"_s;
        QTest::newRow("empty") << QString();
    }
    void asksNobodyElse()
    {
        QFETCH(QString, url);
        Stage stage;
        const auto target = url.startsWith(u'/') ? QUrl(stage.server.url(QString()).toString() + url) : QUrl(url);
        QCOMPARE(reasonOf(stage.fetch(target)), u"invalidArgument"_s);
        stage.server.fence();
        QCOMPARE(stage.server.heads(), 0);
    }

    void followsNoRedirectToAnUnsafePlace_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::newRow("the shop's router") << QByteArray("http://192.168.1.1/admin");
        QTest::newRow("unencrypted") << QByteArray("http://storage.example/x");
        QTest::newRow("a file") << QByteArray("file:///etc/passwd");
        QTest::newRow("with a password") << QByteArray("https://a:b@storage.example/x");
        QTest::newRow("empty") << QByteArray();
    }
    void followsNoRedirectToAnUnsafePlace()
    {
        QFETCH(QByteArray, location);
        Stage stage;
        // An empty Location means the same path again: without credentials it is refused there.
        stage.redirectTo(location);
        stage.server.then(answer(401, json("{'code':20003,'message':'Authenticate'}")));
        QVERIFY(!stage.fetch(stage.server.url(kPath)));
        for (size_t i = 1; i < stage.server.requests().size(); ++i)
            QVERIFY(stage.server.requests()[i].header("authorization").isEmpty());
    }

    void givesUpOnARing()
    {
        Stage stage;
        stage.redirectTo(stage.storage.url(u"/a"_s).toEncoded());
        for (int i = 0; i < 10; ++i)
            stage.storage.then(answer(302, "", {{"location", "/a"}}));
        QCOMPARE(reasonOf(stage.fetch(stage.server.url(kPath))), u"providerUnreachable"_s);
        QCOMPARE(stage.storage.requests().size(), 3u);
    }

    void stopsAtTheSizeItWasGiven()
    {
        Stage stage;
        stage.server.then(answer(200, QByteArray(1000, 'x'), {}));
        QCOMPARE(stage.fetch(stage.server.url(kPath))->bytes.size(), 1000);
        stage.server.then(answer(200, QByteArray(1001, 'x'), {}));
        QCOMPARE(problemOf(stage.fetch(stage.server.url(kPath))), u"tooLarge"_s);
    }

    void listsTheMediaOfAMessage()
    {
        Stage stage;
        stage.server.then(answer(200, json("{'media_list':[{'sid':'ME0123456789abcdef0123456789abcdef',"
                                           "'content_type':'image/jpeg'},{'sid':'x'}],'next_page_uri':null}")));
        stage.server.then(answer(200, "JPEG", {}));
        const auto media = QCoro::waitFor(stage.client.listMedia(kSid));
        QVERIFY(media);
        QCOMPARE(media->size(), 1u);
        QCOMPARE(media->front().contentType, u"image/jpeg"_s);
        QCOMPARE(media->front().url, stage.server.url(kPath));
        QVERIFY(stage.fetch(media->front().url));
    }
};

QTEST_GUILESS_MAIN(TestMedia)
#include "tst_media.moc"
