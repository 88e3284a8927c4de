// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"
#include "core/secrets/secret_store.h"
#include "core/store/store.h"

namespace counterbell
{

/// What `provision.json` in the data folder says a new workspace shall be; read while there is none yet, and deleted
/// once there is (new_workspace.h). Without the file the workspace is live and empty. Secrets in it, the pairing code
/// among them, go to the secret store and nowhere else.
struct Provision {
    WorkspaceKind kind = WorkspaceKind::Live;
    bool seed = false;
    QString twilioBaseUrl; ///< a stand-in for Twilio's hosts; empty is Twilio itself
    QString accountSid;
    QByteArray authToken;
    QString whatsappSender;
    QString smsSender;
    QString pairingCode;
    QString modelBaseUrl;
    QString modelName;
    QByteArray modelKey;
    std::chrono::seconds clockOffset{0};
};

/// The file's content; the default when there is none, a sentence when it is there and isn't right. A live workspace
/// never gets a stand-in for Twilio, a seed or a moved clock.
[[nodiscard]] tl::expected<Provision, QString> readProvision(const QString &file);

/// Whether the database holds a workspace already.
[[nodiscard]] bool isWorkspaceMade(store::Connection &db);
/// Writes the settings that the provision names.
void makeWorkspace(store::Tx &tx, const Provision &provision);
/// Puts the secrets away.
[[nodiscard]] QCoro::Task<Result<>> keepSecrets(secrets::SecretStore &secrets, Provision provision);

/// The names that secrets are kept under.
inline constexpr QLatin1StringView kModelKeySecret{"model.key"};
inline constexpr QLatin1StringView kErasureKeySecret{"contacts.erasure-key"};

} // namespace counterbell
