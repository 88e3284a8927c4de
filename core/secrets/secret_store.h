// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/enums.h"
#include "core/api/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

#include <qcorotask.h>

namespace counterbell::secrets
{

/// Where secrets lie; the settings page says which (DESIGN 9).
enum class SecretBackend {
    Keychain,       ///< the system's, through QtKeychain
    PassphraseFile, ///< encrypted file, the key made of a passphrase
    KeyFile,        ///< encrypted file, the key in a 0600 file beside it
    Database,       ///< each sealed in the database that several cores share; the key in a 0600 file of each
};

/// Auth token, API key, link token, model key: by name, never in clear in the database, in logs or on the
/// console's side.
/// Names are 1 to 64 of a-z, 0-9, '.', '_' and '-'; values at most 64 KiB (InvalidArgument otherwise).
///
/// Every other failure is Internal with details.problem: keychainUnavailable (no service, or it fails), keychainDenied
/// (locked, or the person said no); unreadable, unwritable, wrongKey, tampered, passphraseNeeded, keyMissing,
/// keyExposed (others may read the key file). Main thread; the store outlives its tasks.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    [[nodiscard]] virtual SecretBackend backend() const = 0;

    /// Empty when there is none of that name.
    [[nodiscard]] virtual QCoro::Task<Result<std::optional<QByteArray>>> read(QString name) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<>> write(QString name, QByteArray value) = 0;
    /// Fine, too, when there is none.
    [[nodiscard]] virtual QCoro::Task<Result<>> remove(QString name) = 0;
    /// Keeps `value` unless there is one of that name already; answers the one that is kept.
    [[nodiscard]] virtual QCoro::Task<Result<QByteArray>> keepOnce(QString name, QByteArray value);
};

/// The errors above.
[[nodiscard]] tl::unexpected<Error> secretProblem(QLatin1StringView problem);
[[nodiscard]] Result<> checkSecretName(const QString &name);
[[nodiscard]] Result<> checkSecretValue(const QByteArray &value);

} // namespace counterbell::secrets

COUNTERBELL_WIRE_NAMES(counterbell::secrets::SecretBackend,
                       {counterbell::secrets::SecretBackend::Keychain, QLatin1StringView("keychain")},
                       {counterbell::secrets::SecretBackend::PassphraseFile, QLatin1StringView("passphrase_file")},
                       {counterbell::secrets::SecretBackend::KeyFile, QLatin1StringView("key_file")},
                       {counterbell::secrets::SecretBackend::Database, QLatin1StringView("database")})
