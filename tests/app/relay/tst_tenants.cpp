// SPDX-License-Identifier: Apache-2.0
#include "app/relay/tenants.h"

#include "app/relay/sqlite.h"

#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_under_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay;
using namespace counterbell::relay::test;

/// Tenants, pairing, tokens: commands beside a running relay.
class TestTenants : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_relay = std::make_unique<RelayUnderTest>();
        QVERIFY(m_relay->start());
    }
    void cleanup() { m_relay.reset(); }

    void aCodeIsRedeemedUntilALinkWasOpened()
    {
        const auto code = QByteArray::fromStdString(*m_relay->tenants()->add("Shop"));
        QCOMPARE(code.size(), 32 + 1 + 32);
        const auto reply = m_relay->pair("https://anywhere.example/base#" + code);
        QCOMPARE(reply.status, 200);
        const auto json = QJsonDocument::fromJson(reply.body).object();
        QCOMPARE(json["tenant"_L1].toString().toLatin1(), code.left(32));
        QCOMPARE(json["linkToken"_L1].toString().size(), 64);
        QCOMPARE(json["publicUrl"_L1].toString(), u"https://hooks.example/base"_s);
        {
            LinkClient core(m_relay->port, json["linkToken"_L1].toString().toLatin1());
            QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        }
        const auto again = m_relay->pair(code);
        QCOMPARE(again.status, 403);
        QCOMPARE(again.body, R"({"reason":"usedCode"})");
    }

    void aCodeIsRedeemedOnceByAnybodyElse()
    {
        const auto code = QByteArray::fromStdString(*m_relay->tenants()->add("Shop"));
        const auto token = tokenFor(code);
        for (const QByteArray claim : {"", "a guess"}) {
            QCOMPARE(m_relay->pair(code, claim).status, 403);
            QCOMPARE(m_relay->pair(code, claim).body, R"({"reason":"usedCode"})");
        }
        LinkClient core(m_relay->port, token);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        // Without a claim, once is once.
        const auto bare = QByteArray::fromStdString(*m_relay->tenants()->add("Another"));
        QCOMPARE(m_relay->pair(bare).status, 200);
        QCOMPARE(m_relay->pair(bare).status, 403);
        QCOMPARE(m_relay->pair(bare, "late").status, 403);
    }

    void aCoreThatLostItsTokenBeforeTheFirstLinkRedeemsAgain()
    {
        const auto code = QByteArray::fromStdString(*m_relay->tenants()->add("Shop"));
        const auto lost = tokenFor(code);
        QVERIFY(m_relay->restart()); // it doesn't hang on the process
        const auto kept = tokenFor(code);
        QVERIFY(!kept.isEmpty() && kept != lost);
        // The newest wins, and being refused uses up nothing.
        LinkClient stranger(m_relay->port, lost);
        QCOMPARE(stranger.closeCode(), 4401);
        const auto newest = tokenFor(code);
        QVERIFY(!newest.isEmpty());
        LinkClient core(m_relay->port, newest);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        QCOMPARE(m_relay->pair(code).status, 403);
        // What is refused neither rotates nor ends anything.
        LinkClient still(m_relay->port, newest);
        QCOMPARE(still.hello()["t"_L1].toString(), u"welcome"_s);
    }

    void theTokenInUseOutlivesNewOnesThatNobodyCameWith()
    {
        const auto shop = m_relay->addShop();
        {
            LinkClient core(m_relay->port, shop.token);
            QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        }
        const auto first = QByteArray::fromStdString(*m_relay->tenants()->rotate("Halden & Rowe"));
        const auto lost = tokenFor(first);
        QVERIFY(!tokenFor(first).isEmpty());
        const auto second = QByteArray::fromStdString(*m_relay->tenants()->rotate("Halden & Rowe"));
        const auto fresh = tokenFor(second);
        {
            LinkClient core(m_relay->port, shop.token);
            QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
            LinkClient stranger(m_relay->port, lost);
            QCOMPARE(stranger.closeCode(), 4401);
        }
        LinkClient core(m_relay->port, fresh);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        LinkClient late(m_relay->port, shop.token);
        QCOMPARE(late.closeCode(), 4401);
    }

    void aLinkOfTheOldTokenLeavesANewCodeGood()
    {
        const auto code = QByteArray::fromStdString(*m_relay->tenants()->add("Shop"));
        const auto token = tokenFor(code);
        const auto next = QByteArray::fromStdString(*m_relay->tenants()->rotate("Shop"));
        LinkClient core(m_relay->port, token);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        QCOMPARE(m_relay->pair(code).status, 404); // another one took its place
        QCOMPARE(m_relay->pair(next).status, 200);
    }

    void aFileOfAnEarlierVersionIsUsed()
    {
        const auto shop = m_relay->addShop();
        m_relay->stop();
        {
            sqlite::Database db(tenantsPath(m_relay->config.spool));
            db.exec("ALTER TABLE tenants DROP COLUMN issued_by");
            db.exec("ALTER TABLE tenants DROP COLUMN claimed_by");
        }
        QVERIFY(m_relay->start());
        LinkClient core(m_relay->port, shop.token);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        const auto code = m_relay->tenants()->rotate("Halden & Rowe");
        QCOMPARE(m_relay->pair(QByteArray::fromStdString(*code)).status, 200);
    }

    void refusesWhatIsNoCode_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("no JSON") << QByteArray("code") << 400;
        QTest::newRow("no code") << QByteArray("{}") << 400;
        QTest::newRow("a number") << QByteArray("{\"code\":5}") << 400;
        QTest::newRow("something behind") << QByteArray("{\"code\":\"a.b\"} x") << 400;
        QTest::newRow("no dot") << QByteArray("{\"code\":\"abc\"}") << 404;
        QTest::newRow("an unknown tenant") << QByteArray("{\"code\":\"0123456789abcdef0123456789abcdef.00\"}") << 404;
        QTest::newRow("too long") << QByteArray("{\"code\":\"" + QByteArray(5000, 'x') + "\"}") << 413;
    }
    void refusesWhatIsNoCode()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        RawClient client(m_relay->port);
        client.send(post("/pair", body));
        const auto reply = client.read();
        QCOMPARE(reply.status, status);
        if (status == 404)
            QCOMPARE(reply.body, R"({"reason":"unknownCode"})");
    }

    void aWrongSecretDoesNotUseUpTheCode()
    {
        const auto code = QByteArray::fromStdString(*m_relay->tenants()->add("Shop"));
        QCOMPARE(m_relay->pair(code.left(33) + QByteArray(32, '0')).status, 404);
        QCOMPARE(m_relay->pair(code).status, 200);
    }

    void aCodeEndsAfterAWeek()
    {
        const auto code = QByteArray::fromStdString(*m_relay->tenants()->add("Shop"));
        sqlite::Database db(tenantsPath(m_relay->config.spool));
        db.exec("UPDATE tenants SET code_expires = code_expires - 7 * 86400000 - 1000");
        const auto reply = m_relay->pair(code);
        QCOMPARE(reply.status, 403);
        QCOMPARE(reply.body, R"({"reason":"expiredCode"})");
    }

    void onlyASumOfTheTokenIsKept()
    {
        const auto shop = m_relay->addShop();
        m_relay->stop();
        for (const auto &name : QDir(m_relay->folder.path()).entryList(QDir::Files)) {
            QFile file(m_relay->folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains(shop.token), qPrintable(name));
            QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), 0);
        }
    }

    void bothTokensAreValidWhileOneIsRotated()
    {
        const auto shop = m_relay->addShop();
        const auto code = m_relay->tenants()->rotate(shop.tenant.toStdString());
        QVERIFY(code.has_value());
        const auto json = QJsonDocument::fromJson(m_relay->pair(QByteArray::fromStdString(*code)).body).object();
        QCOMPARE(json["tenant"_L1].toString().toLatin1(), shop.tenant);
        const auto fresh = json["linkToken"_L1].toString().toLatin1();
        QVERIFY(fresh != shop.token);
        {
            LinkClient old(m_relay->port, shop.token);
            QCOMPARE(old.hello()["t"_L1].toString(), u"welcome"_s);
        }
        {
            LinkClient now(m_relay->port, fresh);
            QCOMPARE(now.hello()["t"_L1].toString(), u"welcome"_s);
        }
        // The new one has been used: that ends the old one.
        LinkClient late(m_relay->port, shop.token);
        QCOMPARE(late.closeCode(), 4401);
    }

    void aRevokedTenantComesBackWithTheNewTokenAlone()
    {
        const auto shop = m_relay->addShop();
        QVERIFY(m_relay->tenants()->revoke("Halden & Rowe").has_value());
        QTRY_COMPARE(m_relay->postStatus(shop, "x"), 404);
        const auto code = m_relay->tenants()->rotate("Halden & Rowe");
        QCOMPARE(m_relay->postStatus(shop, "x"), 404);
        QCOMPARE(m_relay->pair(QByteArray::fromStdString(*code)).status, 200);
        QCOMPARE(m_relay->postStatus(shop, "x"), 204);
        LinkClient old(m_relay->port, shop.token);
        QCOMPARE(old.closeCode(), 4401);
    }

    void removingATenantDeletesItsEvents()
    {
        const auto shop = m_relay->addShop();
        const auto other = m_relay->addShop("Other");
        QCOMPARE(m_relay->postStatus(shop, "private"), 204);
        QCOMPARE(m_relay->postStatus(other, "kept"), 204);
        QVERIFY(m_relay->tenants()->remove(shop.tenant.toStdString()).has_value());
        QVERIFY(!m_relay->tenants()->remove(shop.tenant.toStdString()).has_value());
        sqlite::Database db(m_relay->config.spool);
        QTRY_COMPARE(db.number("SELECT count(*) FROM events"), 1);
        QTRY_COMPARE(m_relay->postStatus(shop, "x"), 404);
        QCOMPARE(m_relay->tenants()->list().size(), 1u);
        // Its name is free again.
        QVERIFY(m_relay->tenants()->add("Halden & Rowe").has_value());
    }

    void removedWhileTheRelayWasDownIsDeletedAtItsStart()
    {
        const auto shop = m_relay->addShop();
        QCOMPARE(m_relay->postStatus(shop, "private"), 204);
        m_relay->stop();
        QVERIFY(m_relay->tenants()->remove(shop.tenant.toStdString()).has_value());
        QVERIFY(m_relay->start());
        sqlite::Database db(m_relay->config.spool);
        QTRY_COMPARE(db.number("SELECT count(*) FROM events"), 0);
    }

    void namesAreUniqueAndFit()
    {
        const auto tenants = m_relay->tenants();
        QVERIFY(tenants->add("Shop").has_value());
        QVERIFY(!tenants->add("Shop").has_value());
        QVERIFY(!tenants->add("").has_value());
        QVERIFY(!tenants->add("two\nlines").has_value());
        QVERIFY(!tenants->rotate("nobody").has_value());
        QVERIFY(!tenants->revoke("nobody").has_value());
    }

    void tenantsSurviveALostSpool()
    {
        const auto shop = m_relay->addShop();
        QCOMPARE(m_relay->postStatus(shop, "lost with the spool"), 204);
        QString first;
        {
            LinkClient core(m_relay->port, shop.token);
            first = core.hello()["spool"_L1].toString();
        }
        m_relay->stop();
        for (const auto *suffix : {"", "-wal", "-shm"})
            QFile::remove(QString::fromStdString(m_relay->config.spool) + QString::fromLatin1(suffix));
        QVERIFY(m_relay->start());
        QCOMPARE(m_relay->postStatus(shop, "first of the new spool"), 204);
        LinkClient core(m_relay->port, shop.token);
        // The cursor belongs to the old spool, so nothing of the new one is skipped (DESIGN 5 step 2).
        const auto welcome = core.hello(",\"cursors\":{\"" + first.toLatin1() + "\":1}");
        QVERIFY(welcome["spool"_L1].toString() != first);
        QCOMPARE(core.events(1)[0].body, "first of the new spool");
    }

private:
    /// As one core redeems it, whatever it has forgotten.
    QByteArray tokenFor(const QByteArray &code) const
    {
        const auto json = QJsonDocument::fromJson(m_relay->pair(code, "the core's claim").body).object();
        return json["linkToken"_L1].toString().toLatin1();
    }

    std::unique_ptr<RelayUnderTest> m_relay;
};

QTEST_GUILESS_MAIN(TestTenants)
#include "tst_tenants.moc"
