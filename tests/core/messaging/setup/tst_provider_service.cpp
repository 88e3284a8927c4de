// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_client.h"
#include "core/messaging/providers/twilio/client.h"
#include "core/messaging/setup/provider_service.h"
#include "core/secrets/file_secret_store.h"
#include "tests/support/json_text.h"
#include "tests/support/result_text.h"
#include "tests/support/script_server.h"
#include "tests/support/shop_fixture.h"

#include <QJsonDocument>
#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

const auto kAccount = u"AC0123456789abcdef0123456789abcdef"_s;
const auto kKey = u"SK0123456789abcdef0123456789abcdef"_s;
const QByteArray kMessages = "{'messages':[],'next_page_uri':null}";
const QByteArray kRefused = "{'code':20003,'message':'Authenticate'}";

QByteArray number(const char *phone, bool sms)
{
    return QByteArray("{'incoming_phone_numbers':[{'sid':'PN0123456789abcdef0123456789abcdef','phone_number':'") +
           phone + "','capabilities':{'sms':" + (sms ? "true" : "false") + "}}]}";
}

QByteArray whatsapp(const char *phone, const char *status)
{
    return QByteArray("{'senders':[{'sid':'XE0123456789abcdef0123456789abcdef','sender_id':'whatsapp:") + phone +
           "','status':'" + status + "'}],'meta':{'key':'senders','next_page_url':null}}";
}

/// A sandbox workspace whose Twilio is a scripted server, with real secrets in a file.
struct Scene {
    Scene()
    {
        secretStore = *secrets::FileSecretStore::openWithKeyFile(folder.filePath(u"secrets.enc"_s),
                                                                 folder.filePath(u"secrets.key"_s));
        Workspace workspace;
        workspace.kind = WorkspaceKind::Sandbox;
        shop.set(u"workspace"_s, workspace);
        inTx(*shop.store, [this](store::Tx &tx) {
            store::writeSettings(tx, u"twilio"_s, {{u"baseUrl"_s, server.url(QString()).toString()}});
        });
        service = std::make_unique<ProviderService>(*shop.store, shop.clock, *secretStore, [this](TwilioAccount a) {
            return std::make_shared<TwilioClient>(http, std::move(a));
        });
    }

    void keepGoodCredentials()
    {
        if (!waitForTask(service->setCredentials(shop.member, {kAccount, u"token-1"_s, {}, {}})))
            qFatal("the credentials were not kept");
    }
    /// How often cores were told that this part of the setup is another.
    qint64 noted(const QString &part)
    {
        return counterbell::number(
            *shop.store,
            u"SELECT COUNT(*) FROM event_log WHERE name = 'setup.changed' AND data LIKE '%\"%1\"%'"_s.arg(part));
    }
    KeptAccount kept() { return waitForTask(readAccount(&*shop.store, secretStore.get())).value(); }

    QTemporaryDir folder;
    test::Shop shop;
    ScriptServer server;
    HttpClient http;
    std::unique_ptr<secrets::SecretStore> secretStore;
    std::unique_ptr<ProviderService> service;
};

} // namespace

class ProviderServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsSecretsWhereTheyBelongAndNeverTellsThem_CB01_OC01()
    {
        Scene s;
        const auto set =
            waitForTask(s.service->setCredentials(s.shop.member, {kAccount, u"token-1"_s, kKey, u"secret-1"_s}))
                .value();
        QCOMPARE(s.noted(u"account"_s), 1);
        const auto &account = set.items.front();
        QCOMPARE(account.accountSid, kAccount);
        QCOMPARE(account.apiKeySid, kKey);
        QVERIFY(account.hasAuthToken && account.hasApiKeySecret);
        QCOMPARE(account.secretsIn, u"key_file"_s);
        QCOMPARE(account.senders.size(), size_t(2));
        const auto told = QJsonDocument(toJson(set)).toJson();
        QVERIFY(!told.contains("token-1") && !told.contains("secret-1"));
        for (const auto *table : {"settings WHERE value", "event_log WHERE data", "audit_log WHERE details"}) {
            const auto sql = u"SELECT COUNT(*) FROM %1 LIKE '%token-1%'"_s.arg(QLatin1String(table));
            QCOMPARE(counterbell::number(*s.shop.store, sql), 0);
        }
        QCOMPARE(counterbell::number(*s.shop.store,
                                     u"SELECT COUNT(*) FROM audit_log WHERE action = 'providers.credentialsChanged'"_s),
                 1);
        QCOMPARE(s.kept().account.authToken, u"token-1"_s);
        QCOMPARE(s.kept().account.auth().password, u"secret-1"_s);
        QVERIFY(s.kept().account.hosts.isSandbox());
    }

    void signaturesOfTheTokenBeforeStillCount()
    {
        Scene s;
        s.keepGoodCredentials();
        QVERIFY(waitForTask(s.service->setCredentials(s.shop.member, {{}, u"token-2"_s, {}, {}})));
        QCOMPARE(s.kept().tokens, (std::vector<QByteArray>{"token-2", "token-1"}));
        const auto other = u"ACffffffffffffffffffffffffffffffff"_s;
        QVERIFY(waitForTask(s.service->setCredentials(s.shop.member, {other, u"token-3"_s, {}, {}})));
        QCOMPARE(s.kept().tokens, (std::vector<QByteArray>{"token-3"})); // another account's never
    }

    void aRefusedChangeChangesNothing()
    {
        Scene s;
        s.keepGoodCredentials();
        QCOMPARE(reasonOf(waitForTask(s.service->setCredentials(s.shop.member, {u"nonsense"_s, u"t"_s, {}, {}}))),
                 u"invalidArgument"_s);
        QCOMPARE(s.noted(u"account"_s), 1);
        QCOMPARE(s.kept().account.authToken, u"token-1"_s);
        QVERIFY(waitForTask(s.service->setCredentials(s.shop.member, {{}, u"token-2"_s, {}, {}}))); // not stuck
    }

    void saysWhatIsWrong_CB02_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("problem");
        QTest::newRow("a wrong token") << 401 << kRefused << u"credentialsRefused"_s;
        QTest::newRow("a key that may not") << 403 << QByteArray("{'code':70051,'message':'no'}") << u"notPermitted"_s;
        QTest::newRow("no such account") << 404 << QByteArray("{'code':20404,'message':'no'}") << u"notFound"_s;
        QTest::newRow("too many calls") << 429 << QByteArray("{'code':20429,'message':'no'}") << u"rateLimited"_s;
        QTest::newRow("Twilio is down") << 503 << QByteArray("<html>") << u"serverFault"_s;
        QTest::newRow("a page of somebody else's") << 200 << QByteArray("<html>") << u"unreadable"_s;
    }
    void saysWhatIsWrong_CB02()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const QString, problem);
        Scene s;
        s.keepGoodCredentials();
        s.server.then(answer(status, json(body)));
        const auto test = waitForTask(s.service->test({})).value();
        QVERIFY(!test.ok);
        QCOMPARE(test.problem, problem);
        QCOMPARE(s.server.requests().size(), size_t(1)); // senders aren't asked for with what doesn't work
        QCOMPARE(waitForTask(s.service->list())->items.front().lastTest, test);
    }

    void saysThatNothingIsSetUp()
    {
        Scene s;
        QCOMPARE(waitForTask(s.service->test({}))->problem, u"notConfigured"_s);
        QCOMPARE(s.server.requests().size(), size_t(0));
    }

    void saysThatTwilioCannotBeReached()
    {
        Scene s;
        s.keepGoodCredentials();
        s.server.stopListening();
        QCOMPARE(waitForTask(s.service->test({}))->problem, u"network"_s);
    }

    void triesCredentialsWithoutKeepingThem_CB02()
    {
        Scene s;
        s.keepGoodCredentials();
        s.server.then(answer(401, json(kRefused)));
        const auto test = waitForTask(s.service->test({{}, u"token-2"_s, {}, {}})).value();
        QCOMPARE(test.problem, u"credentialsRefused"_s);
        QCOMPARE(test.code, 20003);
        QCOMPARE(s.server.requests().front().header("authorization"),
                 "Basic " + (kAccount + u":token-2"_s).toUtf8().toBase64());
        QCOMPARE(s.kept().account.authToken, u"token-1"_s);
        QVERIFY(!waitForTask(s.service->list())->items.front().lastTest); // said nothing of what is kept
    }

    void asksAboutEverySender_data()
    {
        QTest::addColumn<QByteArray>("sms");
        QTest::addColumn<QByteArray>("whatsapp");
        QTest::addColumn<QString>("problems");
        QTest::newRow("both fine") << number("+61480000001", true) << whatsapp("+61480000002", "ONLINE") << u"|"_s;
        QTest::newRow("a number for calls alone")
            << number("+61480000001", false) << whatsapp("+61480000002", "ONLINE") << u"noSms|"_s;
        QTest::newRow("neither is the account's")
            << number("+61480000009", true) << whatsapp("+61480000009", "ONLINE") << u"notAtAccount|notAtAccount"_s;
        QTest::newRow("WhatsApp is off") << number("+61480000001", true) << whatsapp("+61480000002", "OFFLINE")
                                         << u"|offline"_s;
    }
    void asksAboutEverySender()
    {
        QFETCH(const QByteArray, sms);
        QFETCH(const QByteArray, whatsapp);
        Scene s;
        s.keepGoodCredentials();
        s.server.then(answer(200, json(kMessages)));
        s.server.then(answer(200, json("{'friendly_name':'Halden','status':'active','type':'Full'}")));
        s.server.then(answer(200, json(sms)));
        s.server.then(answer(200, json(whatsapp)));
        const auto test = waitForTask(s.service->test({})).value();
        QVERIFY(test.ok);
        QCOMPARE(test.accountName, u"Halden"_s);
        QTEST(QString(test.senders.at(0).problem.value_or(QString()) + u'|' +
                      test.senders.at(1).problem.value_or(QString())),
              "problems");
    }

    void aSuspendedAccountIsNotFine()
    {
        Scene s;
        s.keepGoodCredentials();
        waitForTask(s.service->setSenders(s.shop.member, {})).value();
        s.server.then(answer(200, json(kMessages)));
        s.server.then(answer(200, json("{'friendly_name':'Halden','status':'suspended','type':'Full'}")));
        const auto test = waitForTask(s.service->test({})).value();
        QVERIFY(!test.ok);
        QCOMPARE(test.problem, u"accountSuspended"_s);
    }

    void setsAndShowsSenders()
    {
        Scene s;
        inTx(*s.shop.store, [&](store::Tx &tx) {
            markSenderDown(tx, Channel::Whatsapp, kWhatsappSender, true);
            pauseSender(tx, Channel::Sms, kSmsSender, s.shop.clock.now() + std::chrono::hours(1));
        });
        const auto shown = waitForTask(s.service->list())->items.front().senders;
        QCOMPARE(wireName(shown.at(0).status), "paused"_L1);
        QCOMPARE(wireName(shown.at(1).status), "down"_L1);
        const SetSenders wanted{{{Channel::Sms, u"HALDENROWE"_s, {}}, {Channel::Sms, kSmsSender, u"AU"_s}}};
        const auto set = waitForTask(s.service->setSenders(s.shop.member, wanted)).value();
        QCOMPARE(s.noted(u"senders"_s), 1);
        QCOMPARE(set.items.front().senders.at(0).number, u"HALDENROWE"_s);
        QCOMPARE(wireName(set.items.front().senders.at(1).status), "paused"_L1);
        s.shop.clock += std::chrono::hours(2);
        QCOMPARE(wireName(waitForTask(s.service->list())->items.front().senders.at(1).status), "ready"_L1);
    }
};

QTEST_GUILESS_MAIN(ProviderServiceTest)
#include "tst_provider_service.moc"
