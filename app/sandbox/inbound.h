// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/message.h"

#include <QJsonObject>

#include <tl/expected.hpp>

#include <optional>

namespace counterbell::sandbox
{

struct Context;

/// What a customer types into a handset (CONTRACT 2).
struct HandsetWrites {
    Channel channel = Channel::WhatsApp;
    QString body = {};
    QString mediaUrl = {};
    std::optional<QString> buttonPayload = {};
    std::optional<double> latitude = {};
    std::optional<double> longitude = {};
    QString bsuid = {}; ///< without prefix; From carries it in place of the number

    /// The error is a sentence that names the field.
    [[nodiscard]] static tl::expected<HandsetWrites, QString> fromJson(const QJsonObject &json);
};

/// Takes a customer's message into the account, opens the window, and, once all of that is written down, posts its
/// webhook: WhatsApp to the Sender's callback_url, SMS to the number's SmsUrl (FACTS 9.2, 9.3). On SMS Twilio's own
/// keywords take effect and are answered (FACTS 8); WhatsApp has none.
/// The sid; the error is a sentence.
[[nodiscard]] tl::expected<QString, QString> receiveFromHandset(Context &context, const QString &number,
                                                                const HandsetWrites &writes);

} // namespace counterbell::sandbox
