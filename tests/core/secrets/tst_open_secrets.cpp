// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/keychain_secret_store.h"
#include "core/secrets/open_secrets.h"
#include "tests/support/result_text.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace counterbell::secrets;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

/// Which backend a workspace gets, on a machine without a keychain.
class TestOpenSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // No bus, no keychain: a server, or a session that isn't one of a desktop.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qputenv("XDG_CURRENT_DESKTOP", "none");
        qunsetenv("KDE_SESSION_VERSION");
    }
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aMissingKeychainSaysSo()
    {
        KeychainSecretStore keychain(u"counterbell-test"_s);
        const auto problems = {
            problemOf(QCoro::waitFor(keychain.probe())), problemOf(QCoro::waitFor(keychain.read(u"a"_s))),
            problemOf(QCoro::waitFor(keychain.write(u"a"_s, "b"))), problemOf(QCoro::waitFor(keychain.remove(u"a"_s)))};
        for (const auto &found : problems)
            QVERIFY2(found == u"keychainUnavailable"_s, qPrintable(found));
        QCOMPARE(reasonOf(QCoro::waitFor(keychain.read(u"../a"_s))), u"invalidArgument"_s);
    }

    void withoutAKeychainTheFileIsChosenAndKept()
    {
        {
            const auto opened = QCoro::waitFor(openSecrets(options()));
            QVERIFY(opened);
            QCOMPARE(opened->store->backend(), SecretBackend::KeyFile);
            QCOMPARE(opened->keychainProblem, u"keychainUnavailable"_s);
            QVERIFY(QCoro::waitFor(opened->store->write(u"auth_token"_s, "t")));
        }
        const auto again = QCoro::waitFor(openSecrets(options()));
        QVERIFY(again);
        QCOMPARE(again->store->backend(), SecretBackend::KeyFile);
        QVERIFY(again->keychainProblem.isEmpty()); // not asked again
        QCOMPARE(*QCoro::waitFor(again->store->read(u"auth_token"_s)), std::optional(QByteArray("t")));
    }

    void aPassphraseMakesItsOwnKindOfFile()
    {
        auto given = options();
        given.passphrase = "horse";
        given.mayUseKeychain = false;
        {
            const auto opened = QCoro::waitFor(openSecrets(given));
            QCOMPARE(opened->store->backend(), SecretBackend::PassphraseFile);
            QVERIFY(opened->keychainProblem.isEmpty());
            QVERIFY(QCoro::waitFor(opened->store->write(u"auth_token"_s, "t")));
        }
        QVERIFY(!QFile::exists(m_folder->filePath(u"secrets.key"_s)));
        QCOMPARE(problemOf(QCoro::waitFor(openSecrets(options()))), u"passphraseNeeded"_s);
        given.passphrase = "cow";
        QCOMPARE(problemOf(QCoro::waitFor(openSecrets(given))), u"wrongKey"_s);
        // Without the note the file itself tells.
        QVERIFY(QFile::remove(m_folder->filePath(u"secrets.backend"_s)));
        QCOMPARE(problemOf(QCoro::waitFor(openSecrets(options()))), u"passphraseNeeded"_s);
        given.passphrase = "horse";
        QCOMPARE(QCoro::waitFor(openSecrets(given))->store->backend(), SecretBackend::PassphraseFile);
    }

    void secretsInAKeychainThatIsGoneAreNotStartedAfresh()
    {
        QVERIFY(writeFile(m_folder->filePath(u"secrets.backend"_s), "keychain\n"));
        QCOMPARE(problemOf(QCoro::waitFor(openSecrets(options()))), u"keychainUnavailable"_s);
        QVERIFY(!QFile::exists(m_folder->filePath(u"secrets.enc"_s)));
        QVERIFY(!QFile::exists(m_folder->filePath(u"secrets.key"_s)));
    }

    void anUnreadableNoteIsAnError()
    {
        QVERIFY(writeFile(m_folder->filePath(u"secrets.backend"_s), "floppy\n"));
        QCOMPARE(problemOf(QCoro::waitFor(openSecrets(options()))), u"unreadable"_s);
        QVERIFY(QFile::remove(m_folder->filePath(u"secrets.backend"_s)));
        QVERIFY(writeFile(m_folder->filePath(u"secrets.enc"_s), "nonsense"));
        QCOMPARE(problemOf(QCoro::waitFor(openSecrets(options()))), u"tampered"_s);
    }

private:
    [[nodiscard]] SecretOptions options() const
    {
        return {.folder = m_folder->path(), .keychainService = u"counterbell-test"_s, .passphrase = {}};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestOpenSecrets)
#include "tst_open_secrets.moc"
