// SPDX-License-Identifier: Apache-2.0
#include "app/core/new_workspace.h"
#include "app/core/provision.h"
#include "core/messaging/setup/account_settings.h"
#include "core/secrets/file_secret_store.h"
#include "core/webhooks/relay_settings.h"
#include "core/workspace/business_clock.h"
#include "tests/core/webhooks/setup_fakes.h"
#include "tests/support/refused_rows.h"
#include "tests/support/rows.h"

#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QByteArray kAuthToken = "5ecre7a0th70ken05ecre7a0th70ken0";
const QByteArray kModelKey = "sk-5ecre7-m0del-key";
const QByteArray kCodeSecret = "c0de5ecre7c0de5ecre7c0de5ecre7c0";
const auto kPairingCode = u"http://127.0.0.1:1#0123456789abcdef0123456789abcdef."_s + QString::fromLatin1(kCodeSecret);

QString provisionIn(const QTemporaryDir &folder)
{
    return folder.filePath(u"provision.json"_s);
}

bool writeProvision(const QTemporaryDir &folder)
{
    const QJsonObject content{
        {u"kind"_s, u"sandbox"_s},
        {u"twilio"_s, QJsonObject{{u"baseUrl"_s, u"http://127.0.0.1:1"_s},
                                  {u"accountSid"_s, u"AC00000000000000000000000000000001"_s},
                                  {u"authToken"_s, QString::fromLatin1(kAuthToken)}}},
        {u"relay"_s, QJsonObject{{u"pairingCode"_s, kPairingCode}}},
        {u"model"_s, QJsonObject{{u"baseUrl"_s, u"http://127.0.0.1:1/v1"_s},
                                 {u"name"_s, u"m"_s},
                                 {u"apiKey"_s, QString::fromLatin1(kModelKey)}}},
    };
    QFile file(provisionIn(folder));
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(content).toJson()) > 0;
}

/// Files below the folder that hold one of the secrets in clear.
QStringList filesWithSecrets(const QTemporaryDir &folder)
{
    QStringList found;
    for (const auto &name : QDir(folder.path()).entryList(QDir::Files | QDir::Hidden)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return {name + u" can't be read"_s};
        const auto content = file.readAll();
        if (content.contains(kAuthToken) || content.contains(kModelKey) || content.contains(kCodeSecret))
            found << name;
    }
    return found;
}

/// A core on a folder, which is nowhere paired and reaches nobody. It ends with this object.
class Core
{
public:
    explicit Core(const QTemporaryDir &folder)
    {
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"),
                        {u"--data"_s, folder.path(), u"--listen"_s, u"127.0.0.1:0"_s});
    }
    ~Core()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(10000))
            kill();
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

private:
    QProcess m_process;
};

} // namespace

class NewWorkspaceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFileGoesOnceItsSecretsAreAway()
    {
        const QTemporaryDir folder;
        QVERIFY(writeProvision(folder));
        TestStore store{m_clock};
        FakeSecrets secrets;
        QVERIFY(make(store, secrets, folder).has_value());
        QVERIFY(!QFile::exists(provisionIn(folder)));
        QCOMPARE(secrets.values.value(messaging::kAuthTokenSecret), kAuthToken);
        QCOMPARE(secrets.values.value(kModelKeySecret), kModelKey);
        QCOMPARE(secrets.values.value(webhooks::kPairingCodeSecret), kPairingCode.toLatin1());
        QCOMPARE(number(*store, u"SELECT count(*) FROM settings WHERE value LIKE '%5ecre7%'"_s), 0);
    }

    void theFileStaysWhileItsSecretsAreNotAway()
    {
        const QTemporaryDir folder;
        QVERIFY(writeProvision(folder));
        TestStore store{m_clock};
        FakeSecrets secrets;
        secrets.failing = u"write"_s;
        QVERIFY(!make(store, secrets, folder).has_value());
        QVERIFY(QFile::exists(provisionIn(folder)));
        QCOMPARE(number(*store, u"SELECT count(*) FROM settings WHERE key = 'workspace'"_s), 0);
        secrets.failing.clear();
        QVERIFY(make(store, secrets, folder).has_value());
        QVERIFY(!QFile::exists(provisionIn(folder)));
        QCOMPARE(secrets.values.size(), 3);
    }

    void theFileStaysWhileThereIsNoWorkspace()
    {
        const QTemporaryDir folder;
        QVERIFY(writeProvision(folder));
        TestStore store{m_clock};
        FakeSecrets secrets;
        inTx(*store, [](store::Tx &tx) { refuseRows(tx, u"INSERT ON settings"_s); });
        QVERIFY(!make(store, secrets, folder).has_value());
        QVERIFY(QFile::exists(provisionIn(folder)));
        inTx(*store, [](store::Tx &tx) { allowRows(tx); });
        QVERIFY(make(store, secrets, folder).has_value());
        QVERIFY(!QFile::exists(provisionIn(folder)));
    }

    void aFileThatWasLeftOverGoesUnread()
    {
        const QTemporaryDir folder;
        QVERIFY(writeProvision(folder));
        TestStore store{m_clock};
        FakeSecrets secrets;
        QVERIFY(make(store, secrets, folder).has_value());
        secrets.values.clear();
        QVERIFY(writeProvision(folder));
        QVERIFY(make(store, secrets, folder).has_value());
        QVERIFY(!QFile::exists(provisionIn(folder)));
        QVERIFY(secrets.values.isEmpty());
    }

    /// Killed later and later, until it has come to listen: either the file is still there, or all of it is put away.
    void aCoreThatIsKilledAtAnyPointLosesNothing()
    {
        bool hasListened = false;
        for (auto patience = 5ms; !hasListened && patience < 5s; patience += patience / 6 + 1ms) {
            const QTemporaryDir folder;
            QVERIFY(writeProvision(folder));
            Core killed(folder);
            (void)QTest::qWaitFor([&] { return QFile::exists(folder.filePath(u"core.json"_s)); }, int(patience / 1ms));
            killed.kill();
            hasListened = QFile::exists(folder.filePath(u"core.json"_s));
            QVERIFY(!hasListened || !QFile::exists(provisionIn(folder)));

            auto again = std::make_unique<Core>(folder);
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder.filePath(u"core.json"_s)), 20000);
            QVERIFY(!QFile::exists(provisionIn(folder)));
            QCOMPARE(filesWithSecrets(folder), QStringList());
            again.reset();
            const auto secrets = secrets::FileSecretStore::openWithKeyFile(folder.filePath(u"secrets.enc"_s),
                                                                           folder.filePath(u"secrets.key"_s));
            QVERIFY(secrets.has_value());
            QCOMPARE(read(**secrets, messaging::kAuthTokenSecret), kAuthToken);
            QCOMPARE(read(**secrets, kModelKeySecret), kModelKey);
            QCOMPARE(read(**secrets, webhooks::kPairingCodeSecret), kPairingCode.toLatin1());
        }
        QVERIFY(hasListened);
    }

private:
    tl::expected<void, QString> make(TestStore &store, FakeSecrets &secrets, const QTemporaryDir &folder)
    {
        return waitForTask(makeWorkspaceOnce(*store, secrets, m_business, provisionIn(folder)));
    }
    static QByteArray read(secrets::SecretStore &secrets, QLatin1StringView name)
    {
        const auto value = waitForTask(secrets.read(name));
        return value ? value->value_or(QByteArray()) : QByteArray();
    }

    FakeClock m_clock;
    workspace::BusinessClock m_business;
};

QTEST_GUILESS_MAIN(NewWorkspaceTest)
#include "tst_new_workspace.moc"
