// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/open_secrets.h"

#include "core/secrets/file_secret_store.h"
#include "core/secrets/keychain_secret_store.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

/// The choice made before: empty when there is none, an error when it can't be read.
Result<std::optional<SecretBackend>> readChoice(const QDir &folder)
{
    QFile file(folder.filePath(u"secrets.backend"_s));
    if (!file.exists()) {
        // A file without a note beside it (restored by hand) tells by its header how it was made.
        QFile box(folder.filePath(u"secrets.enc"_s));
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
    if (!choice)
        return secretProblem("unreadable"_L1);
    return choice;
}

Result<> writeChoice(const QDir &folder, SecretBackend choice)
{
    QSaveFile file(folder.filePath(u"secrets.backend"_s));
    const auto line = QByteArray(wireName(choice).data()) + '\n';
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(line) != line.size() || !file.flush() || !file.commit())
        return secretProblem("unwritable"_L1);
    return {};
}

Result<std::unique_ptr<FileSecretStore>> openFile(const SecretOptions &options, SecretBackend backend)
{
    const QDir folder(options.folder);
    const auto path = folder.filePath(u"secrets.enc"_s);
    return backend == SecretBackend::PassphraseFile
               ? FileSecretStore::openWithPassphrase(path, options.passphrase)
               : FileSecretStore::openWithKeyFile(path, folder.filePath(u"secrets.key"_s));
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

} // namespace counterbell::secrets
