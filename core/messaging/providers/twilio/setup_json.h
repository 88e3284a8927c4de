// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/provider_values.h"
#include "core/messaging/providers/twilio/form.h"

#include <QJsonObject>

#include <optional>

namespace counterbell::messaging
{

/// An IncomingPhoneNumber (FACTS 9.2); unset URLs come as "" or null. Empty without a number sid.
[[nodiscard]] std::optional<IncomingNumber> readIncomingNumber(const QJsonObject &number);

/// A sender of Senders v2 (FACTS 9.3). Empty unless it is a WhatsApp sender with a sid.
[[nodiscard]] std::optional<WhatsappSender> readWhatsappSender(const QJsonObject &sender);

/// The form that registers a number's webhooks. Twilio's schema wants an empty field only where something is cleared:
/// an application, which would win over SmsUrl (FACTS 9.2), or somebody's old fallback.
[[nodiscard]] FormFields incomingWebhookFields(const IncomingNumber &present, const WebhookUrls &urls);

/// The body that registers a sender's webhooks.
[[nodiscard]] QJsonObject senderWebhooks(const WebhookUrls &urls);

} // namespace counterbell::messaging
