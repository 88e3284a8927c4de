// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/secret_store.h"

#include <chrono>

namespace counterbell::secrets
{

/// The system's keychain (Secret Service or KWallet) through QtKeychain. Never falls back to a plain file.
class KeychainSecretStore : public SecretStore
{
public:
    /// `service` names the workspace, so that two of them on one PC don't share secrets. `patience` bounds each job,
    /// also while the system asks the person for a password (keychainDenied then).
    explicit KeychainSecretStore(QString service, std::chrono::milliseconds patience = std::chrono::seconds{60});

    SecretBackend backend() const override { return SecretBackend::Keychain; }
    QCoro::Task<Result<std::optional<QByteArray>>> read(QString name) override;
    QCoro::Task<Result<>> write(QString name, QByteArray value) override;
    QCoro::Task<Result<>> remove(QString name) override;

    /// Writes, reads and removes a value: whether a keychain is there and lets us in.
    [[nodiscard]] QCoro::Task<Result<>> probe();

private:
    QString m_service;
    std::chrono::milliseconds m_patience;
};

} // namespace counterbell::secrets
