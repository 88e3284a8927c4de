// SPDX-License-Identifier: Apache-2.0
#include "app/relay/media_store.h"
#include "tests/app/relay/relay_under_test.h"
#include "tests/app/relay/slow_loop.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

/// Hosted media (CONTRACT 4).
class TestMedia : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_relay.config.limits.mediaBytes = 200'000;
        m_relay.config.limits.mediaStoreBytes = 500'000;
        QVERIFY(m_relay.start());
        m_shop = m_relay.addShop();
        m_other = m_relay.addShop("Other");
    }

    void isServedAsItWasPut()
    {
        const auto bytes = QByteArray("\x89PNG\r\n\0\xff", 8).repeated(5000);
        const auto put = this->put("ring.png", bytes, "image/png");
        QCOMPARE(put.status, 201);
        const auto path = pathOf(put);
        QVERIFY(path.startsWith("/m/" + m_shop.tenant + "/"));
        QCOMPARE(path.size(), 3 + 32 + 1 + 32);
        const auto expires = QDateTime::fromString(json(put)["expiresAt"_L1].toString(), Qt::ISODateWithMs);
        QVERIFY(qAbs(QDateTime::currentDateTimeUtc().secsTo(expires) - 86400) < 60);

        const auto got = get(path);
        QCOMPARE(got.status, 200);
        QVERIFY(got.body == bytes);
        QCOMPARE(RawClient::header(got, "Content-Type"), "image/png");
        QCOMPARE(RawClient::header(got, "Content-Disposition"), "inline");
        QCOMPARE(RawClient::header(got, "X-Content-Type-Options"), "nosniff");
        QVERIFY(RawClient::header(got, "Content-Security-Policy").contains("sandbox"));

        const auto head = get(path, "HEAD");
        QCOMPARE(head.status, 200);
        QCOMPARE(RawClient::header(head, "Content-Length").toLongLong(), bytes.size());
    }

    void theSameIdKeepsItsAddress()
    {
        const auto first = put("same", "one", "text/plain");
        const auto second = put("same", "two", "text/html");
        QCOMPARE(second.status, 201);
        QCOMPARE(pathOf(first), pathOf(second));
        const auto got = get(pathOf(first));
        QCOMPARE(got.body, "two");
        QCOMPARE(RawClient::header(got, "Content-Type"), "text/html");
    }

    void expires()
    {
        const auto put = this->put("soon", "x", "text/plain", "?expires=1");
        QCOMPARE(put.status, 201);
        QCOMPARE(get(pathOf(put)).status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(get(pathOf(put)).status, 404, 4000);
    }

    void survivesARestart()
    {
        const auto put = this->put("kept", "still here", "text/plain");
        // What a power cut leaves half-written is cleared away.
        QFile half(m_relay.folder.filePath(u"spool.db.media/"_s + QString::fromLatin1(m_shop.tenant) + u"/x.part"_s));
        QVERIFY(half.open(QIODevice::WriteOnly));
        half.close();
        QVERIFY(m_relay.restart());
        QCOMPARE(get(pathOf(put)).body, "still here");
        QVERIFY(!half.exists());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<int>("status");
        const QByteArray type = "Content-Type: image/png\r\n";
        const QByteArray token = "Authorization: Bearer K\r\n";
        QTest::newRow("no token") << QByteArray("/media/T/a") << type << 401;
        QTest::newRow("a wrong token") << QByteArray("/media/T/a") << type + "Authorization: Bearer x\r\n" << 401;
        QTest::newRow("another tenant's folder") << QByteArray("/media/O/a") << type + token << 403;
        QTest::newRow("no type") << QByteArray("/media/T/a") << token << 400;
        QTest::newRow("no media type") << QByteArray("/media/T/a") << token + "Content-Type: png\r\n" << 400;
        QTest::newRow("no id") << QByteArray("/media/T/") << type + token << 400;
        QTest::newRow("a path as id") << QByteArray("/media/T/a/b") << type + token << 400;
        QTest::newRow("dots") << QByteArray("/media/T/..") << type + token << 400;
        QTest::newRow("no time") << QByteArray("/media/T/a?expires=0") << type + token << 400;
        QTest::newRow("more than a week") << QByteArray("/media/T/a?expires=604801") << type + token << 400;
        QTest::newRow("another parameter") << QByteArray("/media/T/a?x=1") << type + token << 400;
    }
    void refuses()
    {
        QFETCH(QByteArray, target);
        QFETCH(QByteArray, headers);
        QFETCH(int, status);
        target.replace("/T", "/" + m_shop.tenant).replace("/O", "/" + m_other.tenant);
        headers.replace("Bearer K", "Bearer " + m_shop.token);
        RawClient client(m_relay.port);
        client.send("PUT " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n" + headers + "\r\nx");
        QCOMPARE(client.read().status, status);
    }

    void refusesWhatIsTooLargeOrTooMuch()
    {
        QCOMPARE(put("large", QByteArray(200'001, 'x'), "image/png").status, 413);
        QCOMPARE(put("a", QByteArray(200'000, 'x'), "image/png").status, 201);
        QCOMPARE(put("b", QByteArray(200'000, 'x'), "image/png").status, 201);
        const auto full = put("c", QByteArray(200'000, 'x'), "image/png");
        QCOMPARE(full.status, 503);
        QCOMPARE(full.body, R"({"reason":"quota"})");
        QCOMPARE(put("b", QByteArray(190'000, 'y'), "image/png").status, 201);
    }

    void emptyFilesTakeUpRoomToo()
    {
        RelayUnderTest relay;
        relay.config.limits.mediaStoreBytes = 100'000;
        QVERIFY(relay.start());
        const auto shop = relay.addShop();
        QList<int> statuses;
        for (int i = 0; i < 8; ++i) {
            RawClient client(relay.port);
            client.send("PUT /media/" + shop.tenant + "/empty" + QByteArray::number(i) +
                        " HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nAuthorization: Bearer " + shop.token +
                        "\r\nContent-Length: 0\r\n\r\n");
            statuses << client.read().status;
        }
        QCOMPARE(statuses, (QList<int>{201, 201, 201, 201, 201, 201, 503, 503}));
    }

    void guessesDontStandInTheWay()
    {
        QTemporaryDir folder;
        const counterbell::relay::Log log(true);
        // Nobody runs what the store's thread posts: whoever has his answer had it at once.
        auto store = counterbell::relay::MediaStore::open(
            folder.path().toStdString(), 1'000'000, [](const std::function<void()> &) {}, log);
        QVERIFY(store.has_value());
        int unknown = 0;
        for (int i = 0; i < 1000; ++i)
            (*store)->get("t", "guess" + std::to_string(i), [&](const auto &file) {
                unknown += file.error() == counterbell::relay::MediaStore::Refusal::Unknown;
            });
        QCOMPARE(unknown, 1000);
    }

    void whatWaitsForAFileEndsOnTheNetworkThread()
    {
        namespace relay = counterbell::relay;
        SlowLoop loop;
        QTemporaryDir folder;
        const relay::Log log(true);
        auto store = relay::MediaStore::open(folder.path().toStdString(), 1'000'000, loop.post(), log);
        QVERIFY(store.has_value());
        std::thread::id put;
        std::thread::id got;
        std::string random;
        (*store)->put("t", "id", "image/png", "x", std::chrono::seconds(60),
                      [&, held = std::make_shared<LetGoOf>(put)](const auto &stored) { random = stored->random; });
        QVERIFY(loop.run([&] { return put != std::thread::id(); }));
        (*store)->get("t", random, [held = std::make_shared<LetGoOf>(got)](const auto &) {});
        QVERIFY(loop.run([&] { return got != std::thread::id(); }));
        loop.end();
        QVERIFY(put == std::this_thread::get_id());
        QVERIFY(got == std::this_thread::get_id());
    }

    void aPageIsOnlySaved_data()
    {
        QTest::addColumn<QByteArray>("disposition");
        for (const auto *shown : {"image/jpeg", "IMAGE/PNG", "video/mp4", "audio/ogg; codecs=opus", "application/pdf",
                                  "text/plain;charset=utf-8"})
            QTest::newRow(shown) << QByteArray("inline");
        for (const auto *saved :
             {"text/html", "Text/HTML; charset=utf-8", "image/svg+xml", "application/xhtml+xml", "text/xml", "x/y"})
            QTest::newRow(saved) << QByteArray("attachment");
    }
    void aPageIsOnlySaved()
    {
        const auto path = pathOf(put("typed", "x", QTest::currentDataTag()));
        QTEST(RawClient::header(get(path), "Content-Disposition"), "disposition");
    }

    void anAddressHoldsForItsTenantOnly()
    {
        const auto path = pathOf(put("mine", "x", "text/plain"));
        QCOMPARE(get("/m/" + m_other.tenant + path.mid(3 + 32)).status, 404);
        QCOMPARE(get("/m/" + m_shop.tenant + "/" + QByteArray(32, '0')).status, 404);
        QCOMPARE(get("/m/" + m_shop.tenant + "/../spool.db").status, 404);
    }

private:
    Reply put(const QByteArray &id, const QByteArray &bytes, const QByteArray &type, const QByteArray &query = {}) const
    {
        RawClient client(m_relay.port);
        client.send("PUT /media/" + m_shop.tenant + "/" + id + query + " HTTP/1.1\r\nHost: h\r\nContent-Type: " + type +
                    "\r\nAuthorization: Bearer " + m_shop.token +
                    "\r\nContent-Length: " + QByteArray::number(bytes.size()) + "\r\n\r\n" + bytes);
        return client.read();
    }
    Reply get(const QByteArray &path, const QByteArray &method = "GET") const
    {
        RawClient client(m_relay.port);
        client.send(method + " " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
        return client.read(method == "HEAD");
    }
    static QJsonObject json(const Reply &reply) { return QJsonDocument::fromJson(reply.body).object(); }
    static QByteArray pathOf(const Reply &put)
    {
        return json(put)["url"_L1].toString().toLatin1().replace("https://hooks.example/base", "");
    }

    RelayUnderTest m_relay;
    RelayUnderTest::Shop m_shop;
    RelayUnderTest::Shop m_other;
};

QTEST_GUILESS_MAIN(TestMedia)
#include "tst_media.moc"
