// SPDX-License-Identifier: Apache-2.0
// PostgreSQL alone.
#include "app/core/shop_secrets.h"

#include "app/core/provision.h"
#include "core/messaging/setup/account_settings.h"
#include "core/secrets/file_secret_store.h"
#include "core/secrets/shared/shared_secret_store.h"
#include "core/webhooks/relay_settings.h"
#include "tests/support/rows.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const auto kTenant = u"0123456789abcdef0123456789abcdef"_s;
const auto kTokenName = webhooks::linkTokenSecret(kTenant);

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() &&
           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

QStringList secretFiles(const QTemporaryDir &folder)
{
    return QDir(folder.path()).entryList({u"secrets*"_s}, QDir::Files | QDir::Hidden);
}

/// counterbell-core on a folder and a database. It ends with this object.
class Core
{
public:
    Core(const QTemporaryDir &folder, const QString &store, const QStringList &command = {}) : m_folder(folder)
    {
        QFile::remove(folder.filePath(u"core.json"_s));
        m_process.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"),
                        QStringList{u"--data"_s, folder.path(), u"--store"_s, store} + command);
    }
    ~Core()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10'000))
            kill();
    }
    [[nodiscard]] bool isListening() const { return QFile::exists(m_folder.filePath(u"core.json"_s)); }
    [[nodiscard]] bool listens() const
    {
        return QTest::qWaitFor([this] { return isListening(); }, 20'000);
    }
    [[nodiscard]] bool isRunning() { return m_process.state() != QProcess::NotRunning; }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// The sentence with which it ended by itself, where it says that its arguments or data are wrong.
    [[nodiscard]] QString refusal()
    {
        if ((isRunning() && !m_process.waitForFinished(20'000)) || m_process.exitCode() != 2)
            return {};
        const auto said = QString::fromUtf8(m_process.readAllStandardError());
        const auto at = said.lastIndexOf(u"counterbell-core: "_s);
        return at < 0 ? QString() : said.mid(at + 18).trimmed();
    }
    /// What a command answered.
    [[nodiscard]] QJsonObject answer()
    {
        m_process.waitForFinished(60'000);
        return QJsonDocument::fromJson(m_process.readAllStandardOutput()).object();
    }

private:
    const QTemporaryDir &m_folder;
    QProcess m_process;
};

QString sentenceOf(QLatin1StringView problem)
{
    return secretsSentence(secrets::secretProblem(problem).value());
}

/// What doctor has found out about the secrets: "failed: …".
QString doctorsWord(const QTemporaryDir &folder, const QString &store)
{
    Core doctor(folder, store, {u"doctor"_s, u"--offline"_s, u"--json"_s});
    for (const auto checks = doctor.answer()["checks"_L1].toArray(); const auto &check : checks) {
        if (check["name"_L1].toString() == "secrets"_L1)
            return check["status"_L1].toString() + u": "_s + check["detail"_L1].toString();
    }
    return {};
}

bool copyKey(const QTemporaryDir &from, const QTemporaryDir &to)
{
    return writeFile(to.filePath(u"secrets.key"_s), bytesOf(from.filePath(u"secrets.key"_s)));
}

} // namespace

/// The secrets of a shop whose cores share a database, as the program keeps them.
class ShopSecretsTest : public QObject
{
    Q_OBJECT

private:
    static QMap<QString, QByteArray> values()
    {
        return {{QString(messaging::kAuthTokenSecret), "5ecre7a0th"},
                {QString(messaging::kApiKeySecret), "ap1key"},
                {QString(kModelKeySecret), "sk-m0del"},
                {QString(kErasureKeySecret), QByteArray(32, 'e')},
                {kTokenName, "l1nk"}};
    }
    /// A shop as a version without sealed secrets left it: its rows in the database, its secrets in the folder.
    static void leaveAsBefore(const QTemporaryDir &folder, store::Store &store)
    {
        inTx(store, [](store::Tx &tx) {
            store::writeSettings(tx, u"workspace"_s, {{u"kind"_s, u"sandbox"_s}});
            store::writeSettings(tx, u"store"_s, {{u"id"_s, u"the-same"_s}});
            store::writeSettings(tx, u"twilio"_s,
                                 {{u"accountSid"_s, u"AC00000000000000000000000000000001"_s},
                                  {u"apiKeySid"_s, u"SK00000000000000000000000000000001"_s},
                                  {u"baseUrl"_s, u"http://127.0.0.1:1"_s}});
            store::writeSettings(tx, u"agent"_s, {{u"hasKey"_s, true}});
            const webhooks::PairedRelays relays{{{u"http://127.0.0.1:1"_s, kTenant, u"http://127.0.0.1:1"_s}}, {}};
            store::writeSettings(tx, webhooks::kRelaysGroup, toJson(relays));
        });
        const auto file = secrets::FileSecretStore::openWithKeyFile(folder.filePath(u"secrets.enc"_s),
                                                                    folder.filePath(u"secrets.key"_s));
        const auto all = values();
        for (auto it = all.begin(); it != all.end(); ++it) {
            if (!waitForTask((*file)->write(it.key(), it.value())))
                qFatal("a secret was not kept");
        }
        if (!writeFile(folder.filePath(u"secrets.backend"_s), "key_file\n"))
            qFatal("the choice was not kept");
    }
    /// What a core with that folder's key finds in the database.
    QMap<QString, QByteArray> sealedValues(const QTemporaryDir &folder, const TestDatabase &database)
    {
        store::Store store(database.dialect(), m_clock, {.readLimit = 5s});
        if (!store.open({}))
            qFatal("the database did not open");
        secrets::SecretOptions where;
        where.folder = folder.path();
        const auto opened = waitForTask(secrets::openSealedSecrets(&store, where));
        QMap<QString, QByteArray> found;
        for (const auto &name : values().keys()) {
            const auto value = opened && *opened ? waitForTask((*opened)->read(name)) : std::nullopt;
            if (value && *value)
                found.insert(name, **value);
        }
        return found;
    }

    FakeClock m_clock;

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
    }

    void aCoreWithoutTheKeyIsRefusedWithOneSentence()
    {
        const TestDatabase database;
        const QTemporaryDir first;
        const QTemporaryDir second;
        {
            const Core core(first, database.url());
            QVERIFY(core.listens());
        }
        QCOMPARE(secretFiles(first), QStringList{u"secrets.key"_s});
        QCOMPARE(Core(second, database.url()).refusal(), sentenceOf("shopKeyMissing"_L1));
        QCOMPARE(doctorsWord(second, database.url()), u"failed: "_s + sentenceOf("shopKeyMissing"_L1));
        QCOMPARE(secretFiles(second), QStringList());
        const QByteArray another(32, 'x');
        QVERIFY(writeFile(second.filePath(u"secrets.key"_s), another));
        QCOMPARE(Core(second, database.url()).refusal(), sentenceOf("shopKeyDiffers"_L1));
        QCOMPARE(doctorsWord(second, database.url()), u"failed: "_s + sentenceOf("shopKeyDiffers"_L1));
        QCOMPARE(bytesOf(second.filePath(u"secrets.key"_s)), another);
        QVERIFY(copyKey(first, second));
        QVERIFY(Core(second, database.url()).listens());
        QVERIFY(!doctorsWord(second, database.url()).contains(u"secrets.key"_s));
    }

    void ofTwoThatStartAtOnceOnANewDatabaseOneIsRefused()
    {
        for (int i = 0; i < 4; ++i) {
            const TestDatabase database(TestDatabase::Content::Nothing);
            const QTemporaryDir folders[2];
            Core one(folders[0], database.url());
            Core other(folders[1], database.url());
            const auto isDecided = [&] {
                return (one.isListening() && !other.isRunning()) || (other.isListening() && !one.isRunning());
            };
            QTRY_VERIFY_WITH_TIMEOUT(isDecided(), 20'000);
            const bool isOneIn = one.isListening();
            QCOMPARE((isOneIn ? other : one).refusal(), sentenceOf("shopKeyMissing"_L1));
            QCOMPARE(secretFiles(folders[isOneIn ? 1 : 0]), QStringList());
            QVERIFY(copyKey(folders[isOneIn ? 0 : 1], folders[isOneIn ? 1 : 0]));
            QVERIFY(Core(folders[isOneIn ? 1 : 0], database.url()).listens());
        }
    }

    void aShopWhoseSecretsLieWithAnotherCoreGetsNoNewKey()
    {
        const TestDatabase database;
        const QTemporaryDir leader;
        const QTemporaryDir branch;
        {
            store::Store store(database.dialect(), m_clock, {});
            QVERIFY(store.open({}));
            leaveAsBefore(leader, store);
        }
        QCOMPARE(Core(branch, database.url()).refusal(), sentenceOf("secretsElsewhere"_L1));
        QCOMPARE(secretFiles(branch), QStringList());
        QVERIFY(doctorsWord(leader, database.url()).startsWith(u"ok: "_s));
        QCOMPARE(secretFiles(leader).size(), 3); // a doctor changes nothing
        QVERIFY(Core(leader, database.url()).listens());
        QVERIFY(copyKey(leader, branch));
        QVERIFY(Core(branch, database.url()).listens());
        QCOMPARE(sealedValues(branch, database), values());
    }

    /// Killed later and later, until it has come to listen: each secret is in the folder still, or in the database.
    void aCoreThatIsKilledWhileSecretsMoveInLosesNothing()
    {
        bool hasListened = false;
        for (auto patience = 5ms; !hasListened && patience < 5s; patience += patience / 6 + 1ms) {
            const TestDatabase database;
            const QTemporaryDir folder;
            {
                store::Store store(database.dialect(), m_clock, {});
                QVERIFY(store.open({}));
                leaveAsBefore(folder, store);
            }
            Core killed(folder, database.url());
            (void)QTest::qWaitFor([&] { return killed.isListening(); }, int(patience / 1ms));
            hasListened = killed.isListening();
            killed.kill();
            if (hasListened)
                QCOMPARE(secretFiles(folder), QStringList{u"secrets.key"_s});
            QVERIFY(Core(folder, database.url()).listens());
            QCOMPARE(secretFiles(folder), QStringList{u"secrets.key"_s});
            QCOMPARE(sealedValues(folder, database), values());
        }
        QVERIFY(hasListened);
    }

    void anOldCopyGoesOnlyOnceTheNewOneIsThere()
    {
        const TestDatabase database;
        const QTemporaryDir folder;
        {
            store::Store store(database.dialect(), m_clock, {});
            QVERIFY(store.open({}));
            leaveAsBefore(folder, store);
        }
        const auto isWhole = [&] { return secretFiles(folder).size() == 3; };
        Core killed(folder, database.url());
        const QDeadlineTimer deadline(20s);
        while (isWhole() && !deadline.hasExpired()) {
        }
        killed.kill(); // at the very moment at which the first of it is gone
        QVERIFY(!isWhole());
        QCOMPARE(sealedValues(folder, database), values());
    }

    void migratingMovesTheSecretsToo()
    {
        const TestDatabase target(TestDatabase::Content::Nothing);
        const QTemporaryDir folder;
        {
            store::Store store(store::sqliteDialect({folder.filePath(u"counterbell.sqlite"_s)}), m_clock, {});
            QVERIFY(store.open({}));
            leaveAsBefore(folder, store);
        }
        const auto key = bytesOf(folder.filePath(u"secrets.key"_s));
        Core migration(folder, target.url(), {u"migrate-store"_s, u"--json"_s});
        QCOMPARE(migration.answer()["secrets"_L1].toInt(), 5);
        QCOMPARE(secretFiles(folder), QStringList{u"secrets.key"_s});
        QCOMPARE(bytesOf(folder.filePath(u"secrets.key"_s)), key);
        QCOMPARE(sealedValues(folder, target), values());
        // The folder alone is no shop any more, and must not become a second one.
        const auto refusal = Core(folder, u"sqlite"_s).refusal();
        QVERIFY2(refusal.startsWith(u"This shop was moved to PostgreSQL: give --store"_s), qPrintable(refusal));
        QCOMPARE(Core(folder, u"sqlite"_s, {u"restore"_s, u"--json"_s}).answer()["problem"_L1].toString(), u"moved"_s);
        QVERIFY(Core(folder, target.url()).listens());
    }

    void aMigrationThatIsKilledLosesNoSecret()
    {
        bool isDone = false;
        for (auto patience = 5ms; !isDone && patience < 10s; patience += patience / 3 + 1ms) {
            const TestDatabase target(TestDatabase::Content::Nothing);
            const QTemporaryDir folder;
            {
                store::Store store(store::sqliteDialect({folder.filePath(u"counterbell.sqlite"_s)}), m_clock, {});
                QVERIFY(store.open({}));
                leaveAsBefore(folder, store);
            }
            Core migration(folder, target.url(), {u"migrate-store"_s, u"--json"_s});
            isDone = !QTest::qWaitFor([&] { return !migration.isRunning(); }, int(patience / 1ms))
                         ? false
                         : !migration.answer().isEmpty();
            migration.kill();
            const auto inFolder = secretFiles(folder).contains(u"secrets.enc"_s);
            if (!inFolder)
                QCOMPARE(sealedValues(folder, target), values());
            // Whoever died before the COMMIT begins again; the others have only the old copies left to remove.
            if (QFile::exists(folder.filePath(u"counterbell.sqlite"_s)))
                (void)Core(folder, target.url(), {u"migrate-store"_s, u"--json"_s}).answer();
            QVERIFY(Core(folder, target.url()).listens());
            QCOMPARE(sealedValues(folder, target), values());
            QCOMPARE(secretFiles(folder), QStringList{u"secrets.key"_s});
        }
        QVERIFY(isDone);
    }
};

QTEST_GUILESS_MAIN(ShopSecretsTest)
#include "tst_shop_secrets.moc"
