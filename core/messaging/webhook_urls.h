// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/settings_repository.h"

namespace counterbell::messaging
{

/// Where Twilio reaches this shop: the public URLs under the relay, as registered, without a fragment.
/// Settings group "webhooks"; written when a relay is paired.
struct RegisteredWebhooks {
    QString inbound; ///< …/t/{tenant}/twilio/inbound
    QString status;  ///< …/t/{tenant}/twilio/status

    static constexpr auto fields()
    {
        return std::tuple{field("inbound", &RegisteredWebhooks::inbound), field("status", &RegisteredWebhooks::status)};
    }
};

[[nodiscard]] inline RegisteredWebhooks readWebhookUrls(store::Connection &db)
{
    return store::settingsOf<RegisteredWebhooks>(db, QStringLiteral("webhooks"));
}

} // namespace counterbell::messaging
