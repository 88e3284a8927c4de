// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

/// What `up` keeps in DIR/up.json between its runs: ports, since tokens and registered URLs hang on them, and the
/// secrets it made for this folder.
struct UpState {
    quint16 twilioPort = 0;
    quint16 mediaPort = 0;
    quint16 relayPort = 0;
    quint16 relayOpsPort = 0;
    quint16 corePort = 0;
    QString accountSid;
    QString authToken;
    QString whatsappSender;
    QString smsSender;
    QString modelKey;
    QString pairingCode; ///< `<url>#<tenant>.<secret>`, empty until the relay has given one

    [[nodiscard]] QString twilioUrl() const;
    [[nodiscard]] QString relayUrl() const;
    [[nodiscard]] QString modelUrl() const;
    /// The relay's tenant, from the pairing code; empty while there is none.
    [[nodiscard]] QString tenant() const;

    [[nodiscard]] QJsonObject toJson() const;
    /// The error is a sentence that names the field.
    [[nodiscard]] static tl::expected<UpState, QString> fromJson(const QJsonObject &object);

    bool operator==(const UpState &) const = default;
};

/// What the core reads once, when its workspace is new (DIR/core/provision.json).
[[nodiscard]] QJsonObject provisionFor(const UpState &state, qint64 clockOffsetSeconds);

/// The relay's configuration file (CONTRACT 4). `directory` is absolute.
[[nodiscard]] QByteArray relayConfigurationFor(const UpState &state, const QString &directory);

/// The line that says where everything is (CONTRACT 1), without its newline.
[[nodiscard]] QByteArray readyLineFor(const UpState &state, const QString &coreUrl, const QString &coreToken);

} // namespace counterbell::sandbox
