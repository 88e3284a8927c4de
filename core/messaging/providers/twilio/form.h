// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/provider_values.h"

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace counterbell::messaging
{

/// Names and values in order; a name may be repeated.
using FormFields = std::vector<std::pair<QByteArray, QString>>;

/// application/x-www-form-urlencoded, for bodies and queries. Everything but letters, digits and "-._~" is escaped,
/// '+' before all: QUrlQuery leaves it, and a number would arrive with a blank in front (FACTS 1.1).
[[nodiscard]] QByteArray encodeForm(const FormFields &fields);

/// "whatsapp:+61491573001" or "+61491573001".
[[nodiscard]] QString toTwilioAddress(Channel channel, const QString &bare);

/// The fields of a create call (FACTS 1.1, 6.4).
[[nodiscard]] FormFields createMessageFields(const OutboundMessage &message);
/// The query of a list call (FACTS 1.3).
[[nodiscard]] FormFields listMessagesFields(const MessageFilter &filter);

} // namespace counterbell::messaging
