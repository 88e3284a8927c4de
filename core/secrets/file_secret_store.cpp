// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/file_secret_store.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kLargestFile = 4 * 1024 * 1024;

/// Null when there is no file.
Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestFile)
        return secretProblem("unreadable"_L1);
    const auto bytes = file.readAll();
    return bytes.isNull() ? QByteArray("") : bytes;
}

} // namespace

FileSecretStore::FileSecretStore(QString path, SecretBackend backend, SecretKey key, BoxHeader header)
    : m_path(std::move(path)), m_backend(backend), m_key(std::move(key)), m_header(std::move(header))
{
}

Result<std::unique_ptr<FileSecretStore>>
FileSecretStore::openWithPassphrase(const QString &path, const QByteArray &passphrase, ScryptCost cost)
{
    const auto box = readFile(path);
    if (!box)
        return tl::unexpected(box.error());
    if (passphrase.isEmpty())
        return secretProblem("passphraseNeeded"_L1);
    auto salt = randomBytes(16);
    if (!box->isNull()) {
        const auto header = readHeader(*box);
        if (!header)
            return secretProblem("tampered"_L1);
        if (header->logN == 0) // made with a key file
            return secretProblem("wrongKey"_L1);
        salt = header->salt;
        cost.logN = header->logN;
    }
    auto key = keyFromPassphrase(passphrase, salt, cost);
    if (!key)
        return tl::unexpected(key.error());
    auto header = makeHeader(*key, cost.logN, salt);
    return verified(std::unique_ptr<FileSecretStore>(
        new FileSecretStore(path, SecretBackend::PassphraseFile, *std::move(key), std::move(header))));
}

Result<std::unique_ptr<FileSecretStore>> FileSecretStore::openWithKeyFile(const QString &path, const QString &keyPath)
{
    auto key = readKeyFile(keyPath);
    // A new key only for a new file: beside an old one it would lock its secrets away for good.
    if (!key && key.error() == secretProblem("keyMissing"_L1).value() && !QFile::exists(path))
        key = createKeyFile(keyPath);
    if (!key)
        return tl::unexpected(key.error());
    auto header = makeHeader(*key, 0, randomBytes(16));
    return verified(std::unique_ptr<FileSecretStore>(
        new FileSecretStore(path, SecretBackend::KeyFile, *std::move(key), std::move(header))));
}

Result<std::unique_ptr<FileSecretStore>> FileSecretStore::verified(std::unique_ptr<FileSecretStore> store)
{
    const auto secrets = store->load();
    if (!secrets)
        return tl::unexpected(secrets.error());
    return store;
}

Result<FileSecretStore::Secrets> FileSecretStore::load() const
{
    const auto box = readFile(m_path);
    if (!box)
        return tl::unexpected(box.error());
    if (box->isNull())
        return Secrets();
    const auto plain = open(m_key, *box);
    if (!plain)
        return tl::unexpected(plain.error());
    Secrets secrets;
    const auto object = QJsonDocument::fromJson(*plain).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        secrets.insert(it.key(), QByteArray::fromBase64(it.value().toString().toLatin1()));
    return secrets;
}

Result<> FileSecretStore::save(const Secrets &secrets) const
{
    QJsonObject object;
    for (auto it = secrets.begin(); it != secrets.end(); ++it)
        object.insert(it.key(), QString::fromLatin1(it.value().toBase64()));
    const auto box = seal(m_key, m_header, QJsonDocument(object).toJson(QJsonDocument::Compact));
    QSaveFile file(m_path);
    // Narrowed while it is still empty, whatever the umask.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(box) != box.size() || !file.flush() || !file.commit())
        return secretProblem("unwritable"_L1);
    return {};
}

QCoro::Task<Result<std::optional<QByteArray>>> FileSecretStore::read(QString name)
{
    const auto secrets = checkSecretName(name).and_then([this] { return load(); });
    if (!secrets)
        co_return tl::unexpected(secrets.error());
    const auto it = secrets->find(name);
    co_return it == secrets->end() ? std::nullopt : std::optional(*it);
}

QCoro::Task<Result<>> FileSecretStore::write(QString name, QByteArray value)
{
    auto secrets =
        checkSecretName(name).and_then([&] { return checkSecretValue(value); }).and_then([this] { return load(); });
    if (!secrets)
        co_return tl::unexpected(secrets.error());
    secrets->insert(name, value.isNull() ? QByteArray("") : value);
    co_return save(*secrets);
}

QCoro::Task<Result<>> FileSecretStore::remove(QString name)
{
    auto secrets = checkSecretName(name).and_then([this] { return load(); });
    if (!secrets)
        co_return tl::unexpected(secrets.error());
    if (secrets->remove(name) == 0)
        co_return Result<>();
    co_return save(*secrets);
}

} // namespace counterbell::secrets
