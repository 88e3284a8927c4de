// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/inbound_fact.h"
#include "core/webhooks/raw_request.h"

#include "core/api/result.h"

namespace counterbell::webhooks
{

/// Reads a Twilio webhook, inbound message or status callback, form body or GET (FACTS 4 and 5). Check the signature
/// first; this only reads. Parameters it doesn't know are passed over, since Twilio adds them without notice.
/// Reason::InvalidArgument with details.parameter and details.problem (missing, invalid) where one that everything
/// hangs on is absent: AccountSid, MessageSid, From, To, MessageStatus.
[[nodiscard]] Result<InboundFact> parseTwilio(const RawRequest &request);

} // namespace counterbell::webhooks
