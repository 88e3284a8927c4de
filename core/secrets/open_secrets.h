// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/secret_store.h"

#include <memory>

namespace counterbell::secrets
{

struct SecretOptions {
    QString folder;          ///< the workspace's data folder: secrets.enc, secrets.key, secrets.backend
    QString keychainService; ///< names the workspace in the keychain
    QByteArray passphrase;   ///< where the shop gives one at start; empty otherwise
    /// Not for a database that cores share: a branch's core is a server, without a session whose keychain is open, and
    /// what one core keeps has to reach the others (core/secrets/shared).
    bool mayUseKeychain = true;
};

struct OpenedSecrets {
    std::unique_ptr<SecretStore> store;
    /// Why the keychain isn't used, when it was asked and failed: a problem of secret_store.h.
    QString keychainProblem;
};

/// The workspace's secrets. The first time the keychain is taken if it works, else the encrypted file (passphrase if
/// given, key file if not); the choice is written down and kept, since secrets that were put into one place aren't
/// found in another: later a locked or missing keychain is an error to show, not a reason to start afresh.
[[nodiscard]] QCoro::Task<Result<OpenedSecrets>> openSecrets(SecretOptions options);

/// The same where a choice was made before; null where there is none: nothing is made then.
[[nodiscard]] QCoro::Task<Result<std::unique_ptr<SecretStore>>> openKeptSecrets(SecretOptions options);

/// Takes away what openKeptSecrets has opened, in an order in which whoever is killed on the way finds what is left
/// again. The key file stays. `names` are those in a keychain, which can't be asked for them. `unwritable` when some is
/// left.
[[nodiscard]] QCoro::Task<Result<>> removeKeptSecrets(QString folder, SecretStore *kept, QStringList names);

} // namespace counterbell::secrets
