// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/pairing.h"
#include "core/webhooks/registration.h"
#include "tests/core/webhooks/setup_fakes.h"
#include "tests/support/result_text.h"
#include "tests/support/script_server.h"
#include "tests/support/test_store.h"

#include <QJsonDocument>
#include <QTest>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;

namespace
{

const auto kTenant = u"0123456789abcdef0123456789abcdef"_s;
const PairedRelay kFirst{u"https://one.example"_s, kTenant, u"https://one.example"_s};
const PairedRelay kSecond{u"https://two.example"_s, u"fedcba9876543210fedcba9876543210"_s, u"https://two.example"_s};
const auto kSms = u"+61480000001"_s;
const auto kWhatsApp = u"+61480000002"_s;
const auto kForeign = u"https://elsewhere.example/hook"_s;

messaging::Senders senders()
{
    return {{{Channel::Sms, kSms, {}, {}, {}}, {Channel::Whatsapp, kWhatsApp, {}, {}, {}}}};
}

PairedRelays one()
{
    return {{kFirst}, {}};
}

} // namespace

class RegistrationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAPairingCode_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("url");
        const auto rest = u"#%1.s3cret"_s.arg(kTenant);
        QTest::newRow("https") << u"https://relay.example"_s + rest << u"https://relay.example"_s;
        QTest::newRow("a path and a slash") << u"https://relay.example/cb/"_s + rest << u"https://relay.example/cb"_s;
        QTest::newRow("http on loopback") << u"http://127.0.0.1:8080"_s + rest << u"http://127.0.0.1:8080"_s;
        QTest::newRow("http elsewhere would show the token") << u"http://relay.example"_s + rest << QString();
        QTest::newRow("no secret") << u"https://relay.example#"_s + kTenant << QString();
        QTest::newRow("an empty secret") << u"https://relay.example#"_s + kTenant + u'.' << QString();
        QTest::newRow("a short tenant") << u"https://relay.example#0123.s3cret"_s << QString();
        QTest::newRow("a tenant in capitals") << u"https://relay.example"_s + rest.toUpper() << QString();
        QTest::newRow("no url") << rest << QString();
        QTest::newRow("another scheme") << u"file:///etc"_s + rest << QString();
        QTest::newRow("a line break") << u"https://relay.example"_s + rest + u"\nx"_s << QString();
        QTest::newRow("endless") << u"https://relay.example"_s + rest + QString(2000, u'x') << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void readsAPairingCode()
    {
        QFETCH(QString, code);
        QFETCH(QString, url);
        const auto parsed = parsePairingCode(code);
        QCOMPARE(parsed.has_value(), !url.isEmpty());
        if (!parsed)
            return;
        QCOMPARE(parsed->url.toString(), url);
        QCOMPARE(parsed->tenant, kTenant);
    }

    void redeemsACodeOnce_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("reason");
        const QByteArray good = R"({"linkToken":"tok","tenant":"0123456789abcdef0123456789abcdef",)"
                                R"("publicUrl":"https://relay.example/"})";
        QTest::newRow("redeemed") << 200 << good << u"ok"_s;
        QTest::newRow("used") << 403 << QByteArray(R"({"reason":"usedCode"})") << u"notPermitted"_s;
        QTest::newRow("unknown") << 404 << QByteArray(R"({"reason":"unknownCode"})") << u"notPermitted"_s;
        QTest::newRow("too many tries: later") << 429 << QByteArray() << u"providerUnreachable"_s;
        QTest::newRow("a gateway's page") << 502 << QByteArray("<html>") << u"providerUnreachable"_s;
        QTest::newRow("no JSON") << 200 << QByteArray("fine") << u"providerUnreachable"_s;
        QTest::newRow("no token") << 200 << QByteArray(good).replace("tok\"", "\"") << u"providerUnreachable"_s;
        QTest::newRow("another tenant") << 200 << QByteArray(good).replace("0123", "3210") << u"providerUnreachable"_s;
        QTest::newRow("a redirect") << 302 << QByteArray() << u"providerUnreachable"_s;
    }
    void redeemsACodeOnce()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        test::ScriptServer server;
        server.then(test::answer(status, body));
        messaging::HttpClient http;
        const auto code = server.url(QString()).toString().remove(u'#') + u'#' + kTenant + u".s3cret"_s;
        const auto pairing = waitForTask(redeem(http, code, u"mine"_s));
        QTEST(test::reasonOf(pairing), "reason");
        QCOMPARE(server.requests().size(), size_t{1});
        QCOMPARE(server.requests().front().method, "POST");
        QCOMPARE(server.requests().front().target, "/pair");
        QCOMPARE(QJsonDocument::fromJson(server.requests().front().body)["code"_L1].toString(), code);
        QCOMPARE(QJsonDocument::fromJson(server.requests().front().body)["claim"_L1].toString(), u"mine"_s);
        if (!pairing)
            return;
        QCOMPARE(pairing->linkToken, "tok");
        QCOMPARE(pairing->relay.publicUrl, u"https://relay.example"_s);
        QCOMPARE(pairing->relay.publicBase(), u"https://relay.example/t/%1/"_s.arg(kTenant));
    }

    void registersTheUrlsWithTwiliosRetriesAndTheSecondRelayAsFallback()
    {
        auto relays = one();
        relays.items.push_back(kSecond);
        const auto urls = urlsToRegister(relays);
        QCOMPARE(urls.inbound, u"https://one.example/t/%1/twilio/inbound#rc=5&rp=all"_s.arg(kTenant));
        QCOMPARE(urls.status, u"https://one.example/t/%1/twilio/status#rc=5&rp=all"_s.arg(kTenant));
        QCOMPARE(urls.fallback, u"https://two.example/t/%1/twilio/inbound#rc=5&rp=all"_s.arg(kSecond.tenant));
        QVERIFY(urlsToRegister(one()).fallback.isEmpty());
    }

    void setsAllSendersAndThenLeavesThemAlone()
    {
        FakeSetup setup;
        setup.add(kSms, kWhatsApp);
        const auto done = waitForTask(registerWebhooks(setup, senders(), one(), WorkspaceKind::Live));
        QCOMPARE(test::reasonOf(done), u"ok"_s);
        QVERIFY(done->foreign.isEmpty());
        QCOMPARE(setup.numbers[kSms].smsUrl, urlsToRegister(one()).inbound);
        QCOMPARE(setup.senders[kWhatsApp].callbackUrl, urlsToRegister(one()).inbound);
        QCOMPARE(setup.senders[kWhatsApp].statusCallbackUrl, urlsToRegister(one()).status);
        QCOMPARE(setup.writes, 2);
        QVERIFY(waitForTask(registerWebhooks(setup, senders(), one(), WorkspaceKind::Live)));
        QCOMPARE(setup.writes, 2);
        auto relays = one();
        relays.items.push_back(kSecond);
        QVERIFY(waitForTask(registerWebhooks(setup, senders(), relays, WorkspaceKind::Live)));
        QVERIFY(setup.numbers[kSms].smsFallbackUrl.startsWith("https://two.example/"_L1));
        QVERIFY(setup.senders[kWhatsApp].fallbackUrl.startsWith("https://two.example/"_L1));
    }

    void asksBeforeItOverwritesSomebodysWebhook_data()
    {
        QTest::addColumn<QString>("present");
        QTest::addColumn<WorkspaceKind>("kind");
        QTest::addColumn<bool>("isOurs");
        QTest::newRow("unset, live") << QString() << WorkspaceKind::Live << true;
        QTest::newRow("ours, an older path")
            << u"https://one.example/t/%1/old"_s.arg(kTenant) << WorkspaceKind::Live << true;
        QTest::newRow("somebody's, live") << kForeign << WorkspaceKind::Live << false;
        QTest::newRow("another tenant of our relay, live")
            << u"https://one.example/t/ff/twilio/inbound"_s << WorkspaceKind::Live << false;
        QTest::newRow("somebody's, sandbox") << kForeign << WorkspaceKind::Sandbox << true;
    }
    void asksBeforeItOverwritesSomebodysWebhook()
    {
        QFETCH(QString, present);
        QFETCH(WorkspaceKind, kind);
        QFETCH(bool, isOurs);
        FakeSetup setup;
        setup.add(kSms, kWhatsApp);
        setup.numbers[kSms].smsUrl = present;
        setup.senders[kWhatsApp].callbackUrl = present;
        const auto done = waitForTask(registerWebhooks(setup, senders(), one(), kind));
        QCOMPARE(test::reasonOf(done), u"ok"_s);
        QCOMPARE(done->foreign, isOurs ? QStringList() : (QStringList{kSms, kWhatsApp}));
        QCOMPARE(setup.numbers[kSms].smsUrl, isOurs ? urlsToRegister(one()).inbound : present);
        QCOMPARE(setup.senders[kWhatsApp].callbackUrl, isOurs ? urlsToRegister(one()).inbound : present);
    }

    void clearsAnApplicationThatWouldHideTheUrl()
    {
        FakeSetup setup;
        setup.add(kSms, kWhatsApp);
        setup.numbers[kSms].smsApplicationSid = u"AP1"_s;
        QCOMPARE(waitForTask(registerWebhooks(setup, senders(), one(), WorkspaceKind::Live))->foreign,
                 QStringList{kSms});
        QVERIFY(waitForTask(registerWebhooks(setup, senders(), one(), WorkspaceKind::Sandbox))->foreign.isEmpty());
        QVERIFY(setup.numbers[kSms].smsApplicationSid.isEmpty());
    }

    void saysWhenASenderIsNotOursOrTheProviderIsAway()
    {
        FakeSetup setup;
        QCOMPARE(test::reasonOf(waitForTask(registerWebhooks(setup, senders(), one(), WorkspaceKind::Live))),
                 u"notFound"_s);
        setup.isDown = true;
        QCOMPARE(test::problemOf(waitForTask(registerWebhooks(setup, senders(), one(), WorkspaceKind::Live))),
                 u"network"_s);
    }

    void learnsWhichNumbersCarryFiles()
    {
        FakeSetup setup;
        setup.add(kSms, kWhatsApp);
        setup.numbers[kSms].mms = true;
        auto known = senders();
        const auto registered = [&] {
            return waitForTask(registerWebhooks(setup, known, one(), WorkspaceKind::Live)).value().mms;
        };
        QCOMPARE(registered(), (QMap<QString, bool>{{kSms, true}}));
        for (auto &sender : known.items)
            sender.mms = true;
        QVERIFY(registered().isEmpty()); // no news
        setup.numbers[kSms].mms = false;
        QCOMPARE(registered(), (QMap<QString, bool>{{kSms, false}}));
    }
};

QTEST_GUILESS_MAIN(RegistrationTest)
#include "tst_registration.moc"
