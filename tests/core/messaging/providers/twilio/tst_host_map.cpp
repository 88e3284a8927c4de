// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/host_map.h"

#include <QTest>

using namespace counterbell::messaging;
using namespace Qt::StringLiterals;

/// Where calls go, and which links may be followed with credentials.
class TestHostMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsEveryHostUnderOneBaseInTheSandbox()
    {
        const HostMap live;
        const HostMap sandbox(QUrl(u"http://127.0.0.1:4010"_s));
        QVERIFY(!live.isSandbox());
        QVERIFY(sandbox.isSandbox());
        QCOMPARE(live.url(TwilioHost::Api, "/a.json", "To=%2B1&DateSent%3E=2").toEncoded(),
                 "https://api.twilio.com/a.json?To=%2B1&DateSent%3E=2");
        QCOMPARE(live.url(TwilioHost::Content, "/v1/Content").toEncoded(), "https://content.twilio.com/v1/Content");
        QCOMPARE(live.url(TwilioHost::Messaging, "/v2").toEncoded(), "https://messaging.twilio.com/v2");
        QCOMPARE(live.url(TwilioHost::Lookups, "/v2/%2B1").toEncoded(), "https://lookups.twilio.com/v2/%2B1");
        for (const auto host : {TwilioHost::Api, TwilioHost::Content, TwilioHost::Messaging, TwilioHost::Lookups})
            QCOMPARE(sandbox.url(host, "/v2/%2B1", "q=%2B").toEncoded(), "http://127.0.0.1:4010/v2/%2B1?q=%2B");
    }

    void followsItsOwnLinksOnly_data()
    {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QByteArray>("live"); // empty: refused
        QTest::addColumn<QByteArray>("sandbox");
        QTest::newRow("relative")
            << u"/2010-04-01/A.json?Page=1&PageToken=PASM1&To=%2B1"_s
            << QByteArray("https://api.twilio.com/2010-04-01/A.json?Page=1&PageToken=PASM1&To=%2B1")
            << QByteArray("http://127.0.0.1:4010/2010-04-01/A.json?Page=1&PageToken=PASM1&To=%2B1");
        QTest::newRow("absolute") << u"https://content.twilio.com/v1/Content?PageSize=10&Page=1"_s
                                  << QByteArray("https://content.twilio.com/v1/Content?PageSize=10&Page=1")
                                  << QByteArray("http://127.0.0.1:4010/v1/Content?PageSize=10&Page=1");
        QTest::newRow("the sandbox's own") << u"http://127.0.0.1:4010/v1/Content?Page=1"_s << QByteArray()
                                           << QByteArray("http://127.0.0.1:4010/v1/Content?Page=1");
        QTest::newRow("the sandbox's other port") << u"http://127.0.0.1:4011/v1"_s << QByteArray() << QByteArray();
        QTest::newRow("stranger") << u"https://api.twilio.com.example/v1"_s << QByteArray() << QByteArray();
        QTest::newRow("another host of Twilio's") << u"https://media.twilio.com/v1"_s << QByteArray() << QByteArray();
        QTest::newRow("another port") << u"https://api.twilio.com:8443/v1"_s << QByteArray() << QByteArray();
        QTest::newRow("unencrypted") << u"http://api.twilio.com/v1"_s << QByteArray() << QByteArray();
        QTest::newRow("user in front") << u"https://api.twilio.com@evil.example/v1"_s << QByteArray() << QByteArray();
        QTest::newRow("with a user") << u"https://evil@api.twilio.com/v1"_s << QByteArray() << QByteArray();
        QTest::newRow("host without scheme") << u"//evil.example/v1"_s << QByteArray() << QByteArray();
        QTest::newRow("no path") << u"v1"_s << QByteArray() << QByteArray();
        QTest::newRow("empty") << QString() << QByteArray() << QByteArray();
    }
    void followsItsOwnLinksOnly()
    {
        QFETCH(QString, link);
        QFETCH(QByteArray, live);
        QFETCH(QByteArray, sandbox);
        QCOMPARE(HostMap().ownLink(TwilioHost::Api, link).value_or(QUrl()).toEncoded(), live);
        const HostMap map(QUrl(u"http://127.0.0.1:4010"_s));
        QCOMPARE(map.ownLink(TwilioHost::Api, link).value_or(QUrl()).toEncoded(), sandbox);
    }
};

QTEST_GUILESS_MAIN(TestHostMap)
#include "tst_host_map.moc"
