// SPDX-License-Identifier: Apache-2.0
// PostgreSQL alone.
#include "core/secrets/shared/open_shared_secrets.h"

#include "core/secrets/file_secret_store.h"
#include "core/store/settings_repository.h"
#include "tests/support/refused_rows.h"
#include "tests/support/result_text.h"
#include "tests/support/rows.h"

#include <QFile>
#include <QTest>

using namespace counterbell;
using namespace counterbell::secrets;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

/// A shop with three secrets, of which nothing refers to one any more.
ShopSecrets shopOf(store::Connection &db)
{
    return {{{u"token"_s}, {u"model.key"_s}, {u"old.key"_s, false}},
            !store::readSettings(db, u"workspace"_s).isEmpty()};
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A core's data folder.
struct Folder {
    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }
    [[nodiscard]] bool has(const QString &name) const { return QFile::exists(path(name)); }
    [[nodiscard]] QByteArray key() const { return bytesOf(path(u"secrets.key"_s)); }
    void copyKeyFrom(const Folder &other) const
    {
        QFile::remove(path(u"secrets.key"_s));
        QFile::copy(other.path(u"secrets.key"_s), path(u"secrets.key"_s));
        QFile::setPermissions(path(u"secrets.key"_s), QFile::ReadOwner | QFile::WriteOwner);
    }
    [[nodiscard]] SecretOptions options() const
    {
        SecretOptions where;
        where.folder = folder.path();
        where.keychainService = u"counterbell-test"_s;
        where.mayUseKeychain = false;
        return where;
    }
    /// Keeps secrets as a core without a shared database does.
    void keep(const QMap<QString, QByteArray> &values) const
    {
        const auto opened = QCoro::waitFor(openSecrets(options()));
        for (auto it = values.begin(); it != values.end(); ++it) {
            if (!QCoro::waitFor(opened->store->write(it.key(), it.value())))
                qFatal("a secret was not kept");
        }
    }

    QTemporaryDir folder;
};

using Opened = Result<std::unique_ptr<SecretStore>>;

} // namespace

/// How a core comes to the secrets of a database that it shares.
class OpenSharedSecretsTest : public QObject
{
    Q_OBJECT

private:
    Opened open(const SecretOptions &where) { return waitForTask(openSharedSecrets(&**m_store, where, shopOf)); }
    Opened open(const Folder &core) { return open(core.options()); }
    void makeShop()
    {
        inTx(**m_store, [](store::Tx &tx) { store::writeSettings(tx, u"workspace"_s, {{u"name"_s, u"Halden"_s}}); });
    }
    static QByteArray value(const Opened &secrets, const QString &name)
    {
        return waitForTask((*secrets)->read(name)).value().value_or("none");
    }
    qint64 rows() { return number(**m_store, u"SELECT COUNT(*) FROM sealed_secrets"_s); }

    FakeClock m_clock;
    std::unique_ptr<TestStore> m_store;

private Q_SLOTS:
    void init()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
        m_store = std::make_unique<TestStore>(m_clock);
    }
    void cleanup() { m_store.reset(); }

    void theFirstCoreMakesTheKeyAndAFurtherOneNeedsThatFileAlone()
    {
        const Folder first;
        const Folder second;
        const auto opened = open(first);
        QCOMPARE(problemOf(opened), u"ok"_s);
        QCOMPARE(first.key().size(), 32);
        QVERIFY(!first.has(u"secrets.enc"_s) && !first.has(u"secrets.backend"_s));
        QVERIFY(waitForTask((*opened)->write(u"token"_s, "t")));
        second.copyKeyFrom(first);
        QCOMPARE(value(open(second), u"token"_s), "t");
        QCOMPARE(value(open(first), u"token"_s), "t"); // again, from the start
    }

    void withoutTheKeyOrWithAnotherNothingIsMadeOrOverwritten()
    {
        const Folder first;
        QVERIFY(waitForTask((*open(first))->write(u"token"_s, "t")));
        const auto before = rows();

        const Folder without;
        QCOMPARE(problemOf(open(without)), u"shopKeyMissing"_s);
        QVERIFY(!without.has(u"secrets.key"_s));

        const Folder stranger;
        QVERIFY(createKeyFile(stranger.path(u"secrets.key"_s)));
        const auto key = stranger.key();
        QCOMPARE(problemOf(open(stranger)), u"shopKeyDiffers"_s);
        QCOMPARE(stranger.key(), key);

        const Folder exposed;
        exposed.copyKeyFrom(first);
        QFile::setPermissions(exposed.path(u"secrets.key"_s), QFile::ReadOwner | QFile::ReadOther);
        QCOMPARE(problemOf(open(exposed)), u"keyExposed"_s);
        QCOMPARE(rows(), before);
    }

    void ofTwoThatBeginAtOnceOneMakesTheKey()
    {
        const Folder one;
        const Folder other;
        // Both have looked, and found nothing, before either has written.
        auto first = gatherSecrets(one.options(), {}, std::nullopt, true);
        auto gathered = waitForTask(std::move(first));
        QVERIFY(gathered && gathered->isKeyMade);
        TestStore &store = *m_store;
        // The other's write finds the mark of the first.
        auto late = openSharedSecrets(&*store, other.options(), shopOf);
        auto writing = store->write([sealed = gathered->sealed](store::Tx &tx) { return moveIn(tx, sealed); });
        const auto won = waitFor(std::move(writing));
        const auto lost = waitForTask(std::move(late));
        // Whichever was faster: exactly one has its key in the database, and the other's is gone or was never taken.
        QVERIFY(won.has_value() != lost.has_value());
        if (won) {
            QCOMPARE(problemOf(lost), u"shopKeyMissing"_s);
            QVERIFY(!other.has(u"secrets.key"_s));
            other.copyKeyFrom(one);
            QVERIFY(open(other).has_value());
        } else {
            QCOMPARE(problemOf(won), u"shopKeyDiffers"_s);
        }
        QCOMPARE(rows(), 1);
    }

    void aKeyThatWasMadeForNothingIsNotLeftBehind()
    {
        const Folder first;
        const Folder late;
        auto gathered = waitForTask(gatherSecrets(late.options(), {}, std::nullopt, true));
        QVERIFY(late.has(u"secrets.key"_s));
        QVERIFY(open(first).has_value());
        auto writing = (*m_store)->write([sealed = gathered->sealed](store::Tx &tx) { return moveIn(tx, sealed); });
        QCOMPARE(problemOf(waitFor(std::move(writing))), u"shopKeyDiffers"_s);
        QVERIFY(dropUnusedKey(late.options(), *gathered));
        QVERIFY(!late.has(u"secrets.key"_s));
        // One that was there before stays.
        const Folder stranger;
        QVERIFY(createKeyFile(stranger.path(u"secrets.key"_s)));
        gathered = waitForTask(gatherSecrets(stranger.options(), {}, std::nullopt, true));
        QVERIFY(!dropUnusedKey(stranger.options(), *gathered));
        QVERIFY(stranger.has(u"secrets.key"_s));
    }

    void whatACoreHasKeptMovesInAndItsCopyGoes()
    {
        makeShop();
        const Folder core;
        core.keep({{u"token"_s, "t"}, {u"model.key"_s, "m"}, {u"old.key"_s, "o"}});
        const auto key = core.key();
        const auto opened = open(core);
        QCOMPARE(problemOf(opened), u"ok"_s);
        QCOMPARE(value(opened, u"token"_s), "t");
        QCOMPARE(value(opened, u"model.key"_s), "m");
        QCOMPARE(value(opened, u"old.key"_s), "none"); // nothing refers to it
        QVERIFY(!core.has(u"secrets.enc"_s) && !core.has(u"secrets.backend"_s));
        QCOMPARE(core.key(), key); // it is the shop's now
    }

    /// A core that dies is one whose next step never comes: each of its steps is the last one here.
    void whoeverDiesOnTheWayBeginsAgain_data()
    {
        QTest::addColumn<QString>("before");
        QTest::newRow("the commit") << u"commit"_s;
        QTest::newRow("the choice was removed") << u"choice"_s;
        QTest::newRow("the file was removed") << u"file"_s;
    }
    void whoeverDiesOnTheWayBeginsAgain()
    {
        QFETCH(const QString, before);
        makeShop();
        const Folder core;
        core.keep({{u"token"_s, "t"}, {u"model.key"_s, "m"}});
        const auto box = bytesOf(core.path(u"secrets.enc"_s));
        const auto choice = bytesOf(core.path(u"secrets.backend"_s));
        if (before == "commit"_L1)
            inTx(**m_store,
                 [](store::Tx &tx) { refuseRows(tx, u"INSERT ON sealed_secrets"_s, u"NEW.name = 'token'"_s); });
        auto opened = open(core);
        QCOMPARE(opened.has_value(), before != "commit"_L1);
        if (before == "commit"_L1) {
            QCOMPARE(rows(), 0);
            QCOMPARE(bytesOf(core.path(u"secrets.enc"_s)), box);
            QCOMPARE(bytesOf(core.path(u"secrets.backend"_s)), choice);
            inTx(**m_store, [](store::Tx &tx) { allowRows(tx); });
        } else {
            // What another core has changed meanwhile isn't undone by what was left over.
            QVERIFY(waitForTask((*opened)->write(u"token"_s, "newer")));
            const auto left = [&](const QString &name, const QByteArray &bytes) {
                QFile file(core.path(name));
                return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
            };
            QVERIFY(left(u"secrets.enc"_s, box));
            QVERIFY(before != "choice"_L1 || left(u"secrets.backend"_s, choice));
        }
        opened = open(core);
        QCOMPARE(problemOf(opened), u"ok"_s);
        QCOMPARE(value(opened, u"token"_s), before == "commit"_L1 ? "t" : "newer");
        QCOMPARE(value(opened, u"model.key"_s), "m");
        QVERIFY(!core.has(u"secrets.enc"_s) && !core.has(u"secrets.backend"_s));
    }

    void whatAFollowerAloneHadTakenInIsNotLost()
    {
        makeShop();
        const Folder leader;
        leader.keep({{u"token"_s, "t"}});
        QVERIFY(open(leader).has_value());
        const Folder follower;
        follower.copyKeyFrom(leader);
        follower.keep({{u"token"_s, "stale"}, {u"model.key"_s, "m"}});
        const auto opened = open(follower);
        QCOMPARE(value(opened, u"token"_s), "t");
        QCOMPARE(value(opened, u"model.key"_s), "m");
        QVERIFY(!follower.has(u"secrets.enc"_s));
    }

    void aShopWhoseSecretsLieElsewhereGetsNoNewKey()
    {
        makeShop();
        const Folder core;
        QCOMPARE(problemOf(open(core)), u"secretsElsewhere"_s);
        QVERIFY(!core.has(u"secrets.key"_s));
        QCOMPARE(rows(), 0);
        // By hand, after the key was lost for good and the table emptied.
        QVERIFY(createKeyFile(core.path(u"secrets.key"_s)));
        QVERIFY(open(core).has_value());
    }

    void oldCopiesThatCannotBeOpenedStayWhereTheyAre()
    {
        makeShop();
        const Folder leader;
        leader.keep({{u"token"_s, "t"}});
        QVERIFY(open(leader).has_value());
        const Folder other;
        other.keep({{u"token"_s, "other's"}});
        const auto box = bytesOf(other.path(u"secrets.enc"_s));
        QCOMPARE(problemOf(open(other)), u"shopKeyDiffers"_s);
        other.copyKeyFrom(leader);
        QCOMPARE(value(open(other), u"token"_s), "t");
        QCOMPARE(bytesOf(other.path(u"secrets.enc"_s)), box);
    }

    void aPassphraseWillDoInPlaceOfTheFile()
    {
        auto where = Folder().options();
        const Folder core;
        where.folder = core.folder.path();
        where.passphrase = "horse";
        QVERIFY(waitForTask((*open(where))->write(u"token"_s, "t")));
        QVERIFY(!core.has(u"secrets.key"_s));
        const Folder further;
        where.folder = further.folder.path();
        QCOMPARE(value(open(where), u"token"_s), "t");
        where.passphrase = "cow";
        QCOMPARE(problemOf(open(where)), u"shopKeyDiffers"_s);
        where.passphrase.clear();
        QCOMPARE(problemOf(open(where)), u"passphraseNeeded"_s);
        QVERIFY(!further.has(u"secrets.key"_s));
    }

    void aLookChangesNothing()
    {
        const Folder core;
        auto looked = waitForTask(openSealedSecrets(&**m_store, core.options()));
        QVERIFY(looked.has_value() && !*looked);
        QVERIFY(!core.has(u"secrets.key"_s));
        QCOMPARE(rows(), 0);
        QVERIFY(open(core).has_value());
        looked = waitForTask(openSealedSecrets(&**m_store, core.options()));
        QVERIFY(looked.has_value() && *looked);
        QCOMPARE(problemOf(waitForTask(openSealedSecrets(&**m_store, Folder().options()))), u"shopKeyMissing"_s);
    }
};

QTEST_GUILESS_MAIN(OpenSharedSecretsTest)
#include "tst_open_shared_secrets.moc"
