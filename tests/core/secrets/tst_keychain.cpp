// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/keychain_secret_store.h"
#include "core/secrets/open_secrets.h"
#include "tests/support/result_text.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace counterbell::secrets;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

/// A wallet in memory that speaks KWallet's D-Bus interface; locked when its service name begins with "locked".
class FakeWallet : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.KWallet")

public Q_SLOTS:
    QString networkWallet() { return u"kdewallet"_s; }
    int open(const QString &, qlonglong, const QString &service) { return service.startsWith(u"locked") ? -1 : 1; }
    int entryType(int, const QString &folder, const QString &key, const QString &)
    {
        return m_entries.contains(folder + u'/' + key) ? 2 : 0;
    }
    QByteArray readEntry(int, const QString &folder, const QString &key, const QString &)
    {
        return m_entries.value(folder + u'/' + key);
    }
    int writeEntry(int, const QString &folder, const QString &key, const QByteArray &value, const QString &)
    {
        m_entries.insert(folder + u'/' + key, value);
        return 0;
    }
    int removeEntry(int, const QString &folder, const QString &key, const QString &)
    {
        m_entries.remove(folder + u'/' + key);
        return 0;
    }

private:
    QMap<QString, QByteArray> m_entries;
};

/// The keychain through QtKeychain itself, over a private bus with a wallet on it.
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
        if (daemon.isEmpty())
            QSKIP("no dbus-daemon on this machine");
        m_bus.start(daemon, {u"--session"_s, u"--nofork"_s, u"--print-address"_s,
                             u"--address=unix:path="_s + m_folder.filePath(u"bus"_s)});
        QVERIFY(m_bus.waitForReadyRead());
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "5");
        m_wallet.start(QCoreApplication::applicationFilePath(), {u"--wallet"_s});
        QVERIFY(m_wallet.waitForReadyRead());
    }
    void cleanupTestCase()
    {
        for (auto *process : {&m_wallet, &m_bus}) {
            process->terminate();
            process->waitForFinished();
        }
    }

    void keepsSecrets()
    {
        KeychainSecretStore keychain(u"counterbell-one"_s);
        const QByteArray binary("\0\xff\n", 3);
        using Read = Result<std::optional<QByteArray>>;
        QCOMPARE(QCoro::waitFor(keychain.read(u"auth_token"_s)), Read(std::nullopt));
        QVERIFY(QCoro::waitFor(keychain.write(u"auth_token"_s, "t")));
        QVERIFY(QCoro::waitFor(keychain.write(u"auth_token"_s, binary)));
        QCOMPARE(QCoro::waitFor(keychain.read(u"auth_token"_s)), Read(binary));
        KeychainSecretStore other(u"counterbell-two"_s);
        QCOMPARE(QCoro::waitFor(other.read(u"auth_token"_s)), Read(std::nullopt));
        QVERIFY(QCoro::waitFor(keychain.remove(u"auth_token"_s)));
        QVERIFY(QCoro::waitFor(keychain.remove(u"auth_token"_s)));
        QCOMPARE(QCoro::waitFor(keychain.read(u"auth_token"_s)), Read(std::nullopt));
    }

    void isChosenWhereItWorks()
    {
        const QTemporaryDir folder;
        const SecretOptions options{
            .folder = folder.path(), .keychainService = u"counterbell-three"_s, .passphrase = {}};
        const auto opened = QCoro::waitFor(openSecrets(options));
        QVERIFY(opened);
        QCOMPARE(opened->store->backend(), SecretBackend::Keychain);
        QVERIFY(opened->keychainProblem.isEmpty());
        QVERIFY(!QFile::exists(folder.filePath(u"secrets.key"_s)));
        QCOMPARE(QCoro::waitFor(openSecrets(options))->store->backend(), SecretBackend::Keychain);
    }

    void aLockedWalletSaysDenied()
    {
        KeychainSecretStore keychain(u"locked"_s);
        QCOMPARE(problemOf(QCoro::waitFor(keychain.read(u"a"_s))), u"keychainDenied"_s);
    }

private:
    QTemporaryDir m_folder;
    QProcess m_bus;
    QProcess m_wallet;
};

int main(int argc, char *argv[])
{
    const QCoreApplication app(argc, argv);
    if (app.arguments().contains(u"--wallet"_s)) {
        FakeWallet wallet;
        auto bus = QDBusConnection::sessionBus();
        if (!bus.registerObject(u"/modules/kwalletd5"_s, &wallet, QDBusConnection::ExportAllSlots) ||
            !bus.registerService(u"org.kde.kwalletd5"_s))
            return 1;
        puts("ready");
        fflush(stdout);
        return QCoreApplication::exec();
    }
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain.moc"
