// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/http_message.h"
#include "core/messaging/providers/provider_values.h"
#include "core/messaging/providers/send_outcome.h"

#include <QJsonObject>

#include <optional>

namespace counterbell::messaging
{

/// A Message of Twilio's (FACTS 1.2): numbers are strings there, the price is negative, much may be null, unknown keys
/// are ignored. Empty without a message sid, a creation date, or addresses of SMS or WhatsApp.
[[nodiscard]] std::optional<ListedMessage> readMessage(const QJsonObject &message);

/// The answer of a create call; empty unless it carries a message sid.
[[nodiscard]] std::optional<Accepted> readAccepted(const HttpAnswered &answer);

/// A page of the Messages list; empty when it isn't one.
[[nodiscard]] std::optional<MessageListPage> readMessagePage(const HttpAnswered &answer);

/// A page of a message's media, their URLs still to be filled in; empty when it isn't such a list.
[[nodiscard]] std::optional<std::vector<MediaItem>> readMediaList(const QJsonObject &page);

} // namespace counterbell::messaging
