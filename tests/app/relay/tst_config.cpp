// SPDX-License-Identifier: Apache-2.0
#include "app/relay/config.h"

#include <QTest>

using namespace counterbell::relay;
using namespace std::chrono_literals;

namespace
{

const QByteArray kLeast = "listen = \"127.0.0.1:8080\"\npublic_url = \"https://hooks.example\"\nspool = \"s.db\"\n";

} // namespace

/// The configuration file, and the sentences that refuse one.
class TestConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLeastIsEnough()
    {
        const auto config = parseConfig(kLeast.toStdString(), "/etc/relay");
        QVERIFY(config.has_value());
        QCOMPARE(config->listen.host, "127.0.0.1");
        QCOMPARE(config->listen.port, 8080);
        QCOMPARE(config->spool, "/etc/relay/s.db");
        QVERIFY(!config->opsListen);
        QCOMPARE(config->limits.bodyBytes, 1024u * 1024);
        QCOMPARE(config->limits.requestsPerSecond, 2000u);
        QCOMPARE(config->spoolLimits.acknowledged, 24h);
        QCOMPARE(config->spoolLimits.unacknowledged, 168h);
    }

    void readsEverySetting()
    {
        const auto config = parseConfig(R"(
listen = "[::1]:0"
public_url = "http://127.0.0.1:8080/relay//"
spool = "/var/lib/relay/spool.db"
ops_listen = "127.0.0.1:9100"
[tls]
certificate = "/c.pem"
key = "k.pem"
[proxy]
trusted = ["10.0.0.0/8", "::1"]
[limits]
body_bytes = 1
header_bytes = 300
header_count = 3
target_bytes = 64
header_seconds = 5
body_seconds = 6
idle_seconds = 7
connections = 8
connections_per_address = 9
requests_per_second = 10
spool_bytes = 11
media_bytes = 12
media_store_bytes = 13
[retention]
acknowledged_seconds = 0
unacknowledged_seconds = 60
)",
                                        "/etc/relay");
        QVERIFY2(config.has_value(), config ? "" : config.error().c_str());
        QCOMPARE(config->listen.host, "::1");
        QCOMPARE(config->publicUrl, "http://127.0.0.1:8080/relay");
        QCOMPARE(config->spool, "/var/lib/relay/spool.db");
        QCOMPARE(config->opsListen->port, 9100);
        QCOMPARE(config->tlsCertificate, "/c.pem");
        QCOMPARE(config->tlsKey, "/etc/relay/k.pem");
        QVERIFY(config->proxies.isTrusted("10.200.3.4"));
        const auto &limits = config->limits;
        QCOMPARE(limits.bodyBytes, 1u);
        QCOMPARE(limits.headerBytes, 300u);
        QCOMPARE(limits.headerCount, 3u);
        QCOMPARE(limits.targetBytes, 64u);
        QCOMPARE(limits.header, 5s);
        QCOMPARE(limits.body, 6s);
        QCOMPARE(limits.idle, 7s);
        QCOMPARE(limits.connections, 8u);
        QCOMPARE(limits.connectionsPerAddress, 9u);
        QCOMPARE(limits.requestsPerSecond, 10u);
        QCOMPARE(config->spoolLimits.bytesPerTenant, 11u);
        QCOMPARE(limits.mediaBytes, 12u);
        QCOMPARE(limits.mediaStoreBytes, 13u);
        QCOMPARE(config->spoolLimits.acknowledged, 0s);
        QCOMPARE(config->spoolLimits.unacknowledged, 60s);
    }

    void refusesWithASentenceThatNamesTheSetting_data()
    {
        QTest::addColumn<QByteArray>("toml");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const char *name, const QByteArray &toml, const QByteArray &named) {
            QTest::newRow(name) << toml << named;
        };
        row("no listen", "public_url = \"https://h\"\nspool = \"s\"\n", "listen is missing");
        row("no spool", "listen = \"127.0.0.1:1\"\npublic_url = \"https://h\"\n", "spool is missing");
        row("a typo", kLeast + "publik_url = 1\n", "publik_url is not a setting");
        row("a typo in a section", kLeast + "[limits]\nbodybytes = 1\n", "limits.bodybytes is not a setting");
        row("a text for a number", kLeast + "[limits]\nbody_bytes = \"1\"\n", "limits.body_bytes must be a whole");
        row("a number with a fraction", kLeast + "[limits]\nidle_seconds = 1.5\n", "limits.idle_seconds must");
        row("zero", kLeast + "[limits]\nconnections = 0\n", "limits.connections must be a whole number from 1");
        row("negative", kLeast + "[retention]\nacknowledged_seconds = -1\n", "retention.acknowledged_seconds must");
        row("a number for a section", kLeast + "limits = 3\n", "limits must be a section");
        row("a host name", "listen = \"localhost:80\"\npublic_url = \"https://h\"\nspool = \"s\"\n", "listen must be");
        row("no port", "listen = \"127.0.0.1\"\npublic_url = \"https://h\"\nspool = \"s\"\n", "listen must be");
        row("a port too high", "listen = \"127.0.0.1:70000\"\npublic_url = \"https://h\"\nspool = \"s\"\n",
            "listen must be");
        row("a bad ops address", kLeast + "ops_listen = \"x\"\n", "ops_listen must be");
        row("a URL with a query", "listen = \"127.0.0.1:1\"\npublic_url = \"https://h?x\"\nspool = \"s\"\n",
            "public_url must be");
        row("no URL", "listen = \"127.0.0.1:1\"\npublic_url = \"hooks.example\"\nspool = \"s\"\n",
            "public_url must be");
        row("half of TLS", kLeast + "[tls]\nkey = \"k\"\n", "tls.certificate and tls.key");
        row("a proxy that is no address", kLeast + "[proxy]\ntrusted = [\"nginx\"]\n", "\"nginx\"");
        row("a network too wide", kLeast + "[proxy]\ntrusted = [\"10.0.0.0/33\"]\n", "10.0.0.0/33");
        row("a list of numbers", kLeast + "[proxy]\ntrusted = [1]\n", "proxy.trusted must be");
        row("no TOML", "listen = \n", "line 1");
    }
    void refusesWithASentenceThatNamesTheSetting()
    {
        QFETCH(QByteArray, toml);
        QFETCH(QByteArray, named);
        const auto config = parseConfig(toml.toStdString(), "/etc");
        QVERIFY(!config.has_value());
        QVERIFY2(QByteArray::fromStdString(config.error()).contains(named), config.error().c_str());
    }

    void findsTheClientBehindTrustedProxiesOnly_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("forwarded");
        QTest::addColumn<QByteArray>("client");
        QTest::newRow("direct") << QByteArray("203.0.113.1") << QByteArray() << QByteArray("203.0.113.1");
        QTest::newRow("a stranger's claim")
            << QByteArray("203.0.113.1") << QByteArray("10.1.1.1") << QByteArray("203.0.113.1");
        QTest::newRow("one proxy") << QByteArray("10.0.0.1") << QByteArray("203.0.113.1") << QByteArray("203.0.113.1");
        QTest::newRow("a claim left of the truth")
            << QByteArray("10.0.0.1") << QByteArray("1.2.3.4, 203.0.113.1") << QByteArray("203.0.113.1");
        QTest::newRow("two proxies") << QByteArray("10.0.0.1") << QByteArray("203.0.113.1, 10.0.0.2")
                                     << QByteArray("203.0.113.1");
        QTest::newRow("nonsense") << QByteArray("10.0.0.1") << QByteArray("unknown") << QByteArray("10.0.0.1");
        QTest::newRow("version 6") << QByteArray("::1") << QByteArray("2001:db8::7") << QByteArray("2001:db8::7");
        QTest::newRow("only ours") << QByteArray("10.0.0.1") << QByteArray("10.0.0.3, 10.0.0.2")
                                   << QByteArray("10.0.0.3");
    }
    void findsTheClientBehindTrustedProxiesOnly()
    {
        QFETCH(QByteArray, address);
        QFETCH(QByteArray, forwarded);
        QFETCH(QByteArray, client);
        const auto proxies = TrustedProxies::parse({"10.0.0.0/8", "::1"});
        RequestHead head;
        if (!forwarded.isEmpty())
            head.headers.emplace_back("X-Forwarded-For", forwarded.toStdString());
        QCOMPARE(QByteArray::fromStdString(proxies->clientOf(address.toStdString(), head)), client);
    }
};

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
