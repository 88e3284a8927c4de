// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/sealed_box.h"
#include "core/secrets/secret_store.h"

#include <QMap>

#include <memory>

namespace counterbell::secrets
{

/// All secrets in one file, encrypted with AES-256-GCM, replaced as a whole and readable by its owner alone.
class FileSecretStore : public SecretStore
{
public:
    /// Opens the file or, if there is none, prepares for the first write. The passphrase's key takes a moment to make.
    [[nodiscard]] static Result<std::unique_ptr<FileSecretStore>>
    openWithPassphrase(const QString &path, const QByteArray &passphrase, ScryptCost cost = {});
    /// The same with a key file, which is made when neither file exists.
    [[nodiscard]] static Result<std::unique_ptr<FileSecretStore>> openWithKeyFile(const QString &path,
                                                                                  const QString &keyPath);

    SecretBackend backend() const override { return m_backend; }
    QCoro::Task<Result<std::optional<QByteArray>>> read(QString name) override;
    QCoro::Task<Result<>> write(QString name, QByteArray value) override;
    QCoro::Task<Result<>> remove(QString name) override;

private:
    using Secrets = QMap<QString, QByteArray>;

    FileSecretStore(QString path, SecretBackend backend, SecretKey key, BoxHeader header);
    [[nodiscard]] static Result<std::unique_ptr<FileSecretStore>> verified(std::unique_ptr<FileSecretStore> store);

    [[nodiscard]] Result<Secrets> load() const;
    [[nodiscard]] Result<> save(const Secrets &secrets) const;

    QString m_path;
    SecretBackend m_backend;
    SecretKey m_key;
    BoxHeader m_header;
};

} // namespace counterbell::secrets
