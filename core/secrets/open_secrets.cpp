// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/open_secrets.h"

#include "core/secrets/file_secret_store.h"
#include "core/secrets/keychain_secret_store.h"
#include "core/secrets/shop_key.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

const auto kChoiceFile = u"secrets.backend"_s;
const auto kBoxFile = u"secrets.enc"_s;

/// The choice made before: empty when there is none, an error when it can't be read.
Result<std::optional<SecretBackend>> readChoice(const QDir &folder)
{
    QFile file(folder.filePath(kChoiceFile));
    if (!file.exists()) {
        // A file without a note beside it (restored by hand) tells by its header how it was made.
        QFile box(folder.filePath(kBoxFile));
        if (!box.exists())
            return std::nullopt;
        const auto header = box.open(QIODevice::ReadOnly) ? readHeader(box.read(1024)) : std::nullopt;
        if (!header)
            return secretProblem("tampered"_L1);
        return header->logN == 0 ? SecretBackend::KeyFile : SecretBackend::PassphraseFile;
    }
    if (!file.open(QIODevice::ReadOnly))
        return secretProblem("unreadable"_L1);
    const auto choice = fromWireName<SecretBackend>(QString::fromLatin1(file.read(64)).trimmed());
    if (!choice || choice == SecretBackend::Database)
        return secretProblem("unreadable"_L1);
    return choice;
}

Result<> writeChoice(const QDir &folder, SecretBackend choice)
{
    QSaveFile file(folder.filePath(kChoiceFile));
    const auto line = QByteArray(wireName(choice).data()) + '\n';
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(line) != line.size() || !file.flush() || !file.commit())
        return secretProblem("unwritable"_L1);
    return {};
}

Result<std::unique_ptr<FileSecretStore>> openFile(const SecretOptions &options, SecretBackend backend)
{
    const QDir folder(options.folder);
    const auto path = folder.filePath(kBoxFile);
    return backend == SecretBackend::PassphraseFile
               ? FileSecretStore::openWithPassphrase(path, options.passphrase)
               : FileSecretStore::openWithKeyFile(path, folder.filePath(kShopKeyFile));
}

} // namespace

QCoro::Task<Result<OpenedSecrets>> openSecrets(SecretOptions options)
{
    const QDir folder(options.folder);
    const auto before = readChoice(folder);
    if (!before)
        co_return tl::unexpected(before.error());

    OpenedSecrets opened;
    auto backend = *before;
    if ((!backend && options.mayUseKeychain) || backend == SecretBackend::Keychain) {
        auto keychain = std::make_unique<KeychainSecretStore>(options.keychainService);
        const auto works = co_await keychain->probe();
        if (works) {
            opened.store = std::move(keychain);
            backend = SecretBackend::Keychain;
        } else if (backend) {
            co_return tl::unexpected(works.error());
        } else {
            opened.keychainProblem = works.error().details.value("problem"_L1).toString();
        }
    }
    if (!opened.store) {
        if (!backend)
            backend = options.passphrase.isEmpty() ? SecretBackend::KeyFile : SecretBackend::PassphraseFile;
        auto file = openFile(options, *backend);
        if (!file)
            co_return tl::unexpected(file.error());
        opened.store = *std::move(file);
    }
    if (*before != backend) {
        if (const auto written = writeChoice(folder, *backend); !written)
            co_return tl::unexpected(written.error());
    }
    co_return opened;
}

QCoro::Task<Result<std::unique_ptr<SecretStore>>> openKeptSecrets(SecretOptions options)
{
    const auto before = readChoice(QDir(options.folder));
    if (!before)
        co_return tl::unexpected(before.error());
    const bool isFile = *before && **before != SecretBackend::Keychain;
    if (!*before || (isFile && !QFile::exists(QDir(options.folder).filePath(kBoxFile))))
        co_return std::unique_ptr<SecretStore>();
    auto opened = co_await openSecrets(std::move(options));
    if (!opened)
        co_return tl::unexpected(opened.error());
    co_return std::move(opened->store);
}

QCoro::Task<Result<>> removeKeptSecrets(QString folder, SecretStore *kept, QStringList names)
{
    const bool isInKeychain = kept->backend() == SecretBackend::Keychain;
    for (const auto &name : isInKeychain ? names : QStringList()) {
        if (const auto removed = co_await kept->remove(name); !removed)
            co_return tl::unexpected(removed.error());
    }
    for (const auto &file : {kChoiceFile, kBoxFile}) {
        const auto path = QDir(folder).filePath(file);
        if (QFile::exists(path) && !QFile::remove(path))
            co_return secretProblem("unwritable"_L1);
    }
    co_return Result<>{};
}

} // namespace counterbell::secrets
