// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fields.h"

namespace counterbell
{

/// How a message travels.
enum class Channel {
    Whatsapp,
    Sms,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::Channel, {counterbell::Channel::Whatsapp, QLatin1StringView("whatsapp")},
                       {counterbell::Channel::Sms, QLatin1StringView("sms")})
