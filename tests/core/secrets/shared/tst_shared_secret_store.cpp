// SPDX-License-Identifier: Apache-2.0
// PostgreSQL alone.
#include "core/secrets/shared/shared_secret_store.h"

#include "core/secrets/shared/moving_secrets.h"
#include "core/store/event_log.h"
#include "core/store/setup_change.h"
#include "tests/support/result_text.h"
#include "tests/support/rows.h"

#include <QJsonDocument>
#include <QTest>

using namespace counterbell;
using namespace counterbell::secrets;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

ShopKey keyOf(char fill)
{
    ShopKey shop;
    std::fill_n(shop.key.data(), SecretKey::kSize, static_cast<unsigned char>(fill));
    shop.header = makeHeader(shop.key, 0, QByteArray(16, fill));
    return shop;
}

using Read = Result<std::optional<QByteArray>>;

} // namespace

/// Secrets of a shop in the database that its cores share (DESIGN 9: never in clear).
class SharedSecretStoreTest : public QObject
{
    Q_OBJECT

private:
    Read read(SecretStore &secrets, const QString &name) { return waitForTask(secrets.read(name)); }
    /// Everything that the database holds, table by table, as it lies there.
    QByteArray wholeDatabase()
    {
        return inRead(**m_store, [](store::Connection &db) {
            QStringList tables;
            const auto names = db.query(u"SELECT tablename FROM pg_tables WHERE schemaname = 'public'"_s);
            while (names->next())
                tables << names->text(0);
            QByteArray all;
            for (const auto &table : tables) {
                const auto rows = db.query(u"SELECT convert_to(t::text, 'UTF8') FROM %1 t"_s.arg(table));
                while (rows->next())
                    all += rows->bytes(0) + '\n';
            }
            const auto boxes = db.query(u"SELECT box FROM sealed_secrets"_s);
            while (boxes->next())
                all += boxes->bytes(0) + '\n';
            return all;
        });
    }
    void exchange(const QString &one, const QString &other)
    {
        inTx(**m_store, [=](store::Tx &tx) {
            tx.execute(u"UPDATE sealed_secrets SET name = CASE name WHEN ? THEN '-' ELSE ? END WHERE name IN (?, ?)"_s,
                       one, one, one, other);
            tx.execute(u"UPDATE sealed_secrets SET name = ? WHERE name = '-'"_s, other);
        });
    }

    FakeClock m_clock;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<SharedSecretStore> m_secrets;

private Q_SLOTS:
    void init()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
        m_store = std::make_unique<TestStore>(m_clock);
        const auto key = keyOf('k');
        const SealedSecrets none{key.seal(u"(shop key)"_s, "counterbell"), {}};
        QVERIFY(inTx(**m_store, [none](store::Tx &tx) { return moveIn(tx, none).has_value(); }));
        m_secrets = std::make_unique<SharedSecretStore>(**m_store, keyOf('k'));
    }
    void cleanup()
    {
        m_secrets.reset();
        m_store.reset();
    }

    void whatOneCoreKeepsAllHave()
    {
        SharedSecretStore other(**m_store, keyOf('k'));
        const QByteArray binary("\0\xff\n'\\", 5);
        QCOMPARE(read(other, u"a"_s), Read(std::nullopt));
        QVERIFY(waitForTask(m_secrets->write(u"a"_s, "first")));
        QVERIFY(waitForTask(m_secrets->write(u"a"_s, binary)));
        QVERIFY(waitForTask(m_secrets->write(u"empty"_s, {})));
        QCOMPARE(read(other, u"a"_s), Read(binary));
        QCOMPARE(read(other, u"empty"_s), Read(QByteArray("")));
        QVERIFY(waitForTask(other.remove(u"a"_s)));
        QVERIFY(waitForTask(other.remove(u"a"_s)));
        QCOMPARE(read(*m_secrets, u"a"_s), Read(std::nullopt));
        QCOMPARE(m_secrets->backend(), SecretBackend::Database);
    }

    void noValueLiesInClear()
    {
        QVERIFY(waitForTask(m_secrets->write(u"twilio.auth-token"_s, "0123456789abcdef")));
        QVERIFY(waitForTask(m_secrets->write(u"model.key"_s, "sk-s3cret")));
        const auto all = wholeDatabase();
        QVERIFY(all.contains("CBSECRET") && all.contains("twilio.auth-token")); // it looks in the right place
        for (const QByteArray trace : {"0123456789abcdef", "sk-s3cret"}) {
            for (const auto &form : {trace, trace.toHex(), trace.toBase64().chopped(4)})
                QVERIFY2(!all.contains(form), form.constData());
        }
        const auto key = keyOf('k');
        QVERIFY(!all.contains(QByteArray(reinterpret_cast<const char *>(key.key.data()), SecretKey::kSize)));
    }

    void aBoxInAnothersPlaceIsRefused()
    {
        QVERIFY(waitForTask(m_secrets->write(u"relay.a.link-token"_s, "a's")));
        QVERIFY(waitForTask(m_secrets->write(u"relay.b.link-token"_s, "b's")));
        exchange(u"relay.a.link-token"_s, u"relay.b.link-token"_s);
        QCOMPARE(problemOf(read(*m_secrets, u"relay.a.link-token"_s)), u"tampered"_s);
        QCOMPARE(problemOf(read(*m_secrets, u"relay.b.link-token"_s)), u"tampered"_s);
        exchange(u"relay.a.link-token"_s, u"relay.b.link-token"_s);
        QCOMPARE(read(*m_secrets, u"relay.a.link-token"_s), Read(QByteArray("a's")));
    }

    void anotherKeyReadsNothingAndWritesNothing()
    {
        QVERIFY(waitForTask(m_secrets->write(u"a"_s, "ours")));
        SharedSecretStore stranger(**m_store, keyOf('x'));
        QCOMPARE(problemOf(read(stranger, u"a"_s)), u"wrongKey"_s);
        QCOMPARE(problemOf(waitForTask(stranger.write(u"a"_s, "theirs"))), u"shopKeyDiffers"_s);
        QCOMPARE(problemOf(waitForTask(stranger.keepOnce(u"b"_s, "theirs"))), u"shopKeyDiffers"_s);
        QCOMPARE(problemOf(waitForTask(stranger.remove(u"a"_s))), u"shopKeyDiffers"_s);
        QCOMPARE(read(*m_secrets, u"a"_s), Read(QByteArray("ours")));
        QCOMPARE(read(*m_secrets, u"b"_s), Read(std::nullopt));
    }

    void ofTwoThatKeepOneOnceBothHaveTheFirst()
    {
        SharedSecretStore other(**m_store, keyOf('k'));
        QCOMPARE(waitForTask(m_secrets->keepOnce(u"a"_s, "mine")), Result<QByteArray>("mine"));
        QCOMPARE(waitForTask(other.keepOnce(u"a"_s, "late")), Result<QByteArray>("mine"));
        QCOMPARE(read(other, u"a"_s), Read(QByteArray("mine")));
    }

    void theMarkOfTheKeyIsNoSecretByName()
    {
        QCOMPARE(reasonOf(waitForTask(m_secrets->write(u"(shop key)"_s, "x"))), u"invalidArgument"_s);
        QCOMPARE(reasonOf(waitForTask(m_secrets->remove(u"(shop key)"_s))), u"invalidArgument"_s);
        QCOMPARE(reasonOf(read(*m_secrets, u"(shop key)"_s)), u"invalidArgument"_s);
        QCOMPARE(reasonOf(waitForTask(m_secrets->write(u"a"_s, QByteArray(64 * 1024 + 1, 'x')))), u"invalidArgument"_s);
    }

    void eachChangeIsNotedByNameForCoresAlone()
    {
        QVERIFY(waitForTask(m_secrets->write(u"model.key"_s, "sk-s3cret")));
        QVERIFY(waitForTask(m_secrets->remove(u"model.key"_s)));
        QVERIFY(waitForTask(m_secrets->remove(u"model.key"_s))); // changes nothing
        const auto events = inRead(**m_store, [](store::Connection &db) { return store::readEvents(db, 0, 100); });
        QCOMPARE(events.size(), size_t{2});
        for (const auto &event : events) {
            const auto change = store::setupChange(event);
            QVERIFY(change.has_value());
            QVERIFY(change->part == store::SetupPart::Secret);
            QCOMPARE(change->secret, u"model.key"_s);
            QVERIFY(!QJsonDocument(event.data).toJson().contains("s3cret"));
        }
        QVERIFY(inRead(**m_store, [](store::Connection &db) { return store::readToldEvents(db, 0, 100); }).empty());
    }
};

QTEST_GUILESS_MAIN(SharedSecretStoreTest)
#include "tst_shared_secret_store.moc"
