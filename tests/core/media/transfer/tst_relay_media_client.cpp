// SPDX-License-Identifier: Apache-2.0
#include "core/media/transfer/relay_media_client.h"
#include "core/webhooks/relay_settings.h"
#include "tests/core/webhooks/setup_fakes.h"
#include "tests/support/rows.h"
#include "tests/support/script_server.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::media;
using namespace Qt::StringLiterals;

namespace
{

const auto kTenant = u"0123456789abcdef0123456789abcdef"_s;
const auto kPublic = u"https://relay.example"_s;
const auto kHosted = "{\"url\":\"https://relay.example/m/0123456789abcdef0123456789abcdef/r1\",\"expiresAt\":\"x\"}";

struct Scene {
    Scene() : store(clock), client(*store, secrets, http) {}

    void pair(const std::vector<QUrl> &urls)
    {
        webhooks::PairedRelays relays;
        for (const auto &url : urls)
            relays.items.push_back({url.toString(QUrl::StripTrailingSlash), kTenant, kPublic});
        inTx(*store, [relays](store::Tx &tx) { store::writeSettings(tx, webhooks::kRelaysGroup, toJson(relays)); });
        secrets.values[webhooks::linkTokenSecret(kTenant)] = "link-token";
    }
    Result<QUrl> host() { return waitForTask(client.host({u"a1-abc"_s, u"image/png"_s, "\x89picture"})); }

    FakeClock clock;
    TestStore store;
    FakeSecrets secrets;
    messaging::HttpClient http;
    RelayMediaClient client;
};

} // namespace

class RelayMediaClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsTheFileWithTheLinkToken()
    {
        test::ScriptServer relay;
        relay.then(test::answer(201, kHosted));
        Scene scene;
        scene.pair({relay.url(u""_s)});
        const auto url = scene.host();
        QVERIFY(url);
        QCOMPARE(url->toString(), u"https://relay.example/m/0123456789abcdef0123456789abcdef/r1"_s);
        QCOMPARE(relay.requests().size(), size_t(1));
        const auto &seen = relay.requests().front();
        QCOMPARE(seen.method, QByteArray("PUT"));
        QCOMPARE(seen.target, QByteArray("/media/0123456789abcdef0123456789abcdef/a1-abc?expires=259200"));
        QCOMPARE(seen.header("authorization"), QByteArray("Bearer link-token"));
        QCOMPARE(seen.header("content-type"), QByteArray("image/png"));
        QCOMPARE(seen.body, QByteArray("\x89picture"));
    }

    void saysWhetherItMayGetBetter_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("too large") << 413 << QByteArray() << Reason::MediaNotAllowed;
        QTest::newRow("full") << 503 << QByteArray("{}") << Reason::ProviderUnreachable;
        QTest::newRow("a wrong token") << 401 << QByteArray("{}") << Reason::ProviderUnreachable;
        QTest::newRow("half an answer") << 201 << QByteArray("{") << Reason::ProviderUnreachable;
        QTest::newRow("an address that isn't its own")
            << 201 << QByteArray("{\"url\":\"https://evil.example/m/x\"}") << Reason::ProviderUnreachable;
        QTest::newRow("a redirect") << 307 << QByteArray() << Reason::ProviderUnreachable;
    }
    void saysWhetherItMayGetBetter()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Reason, reason);
        test::ScriptServer relay;
        relay.then(test::answer(status, body));
        Scene scene;
        scene.pair({relay.url(u""_s)});
        QVERIFY(isRefused(scene.host(), reason));
        QCOMPARE(relay.requests().size(), size_t(1));
    }

    void takesTheSecondRelayWhereTheFirstIsAway()
    {
        test::ScriptServer away;
        away.stopListening();
        test::ScriptServer relay;
        relay.then(test::answer(201, kHosted));
        Scene scene;
        scene.pair({away.url(u""_s), relay.url(u""_s)});
        QVERIFY(scene.host());
    }

    void waitsForARelayToBePaired()
    {
        Scene scene;
        QVERIFY(isRefused(scene.host(), Reason::ProviderUnreachable));
    }
};

QTEST_GUILESS_MAIN(RelayMediaClientTest)
#include "tst_relay_media_client.moc"
