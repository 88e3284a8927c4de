// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/new_contact.h"
#include "core/inbox/message_repository.h"
#include "core/webhooks/apply_inbound.h"

namespace counterbell::webhooks
{

/// Whom the message says it is from. A sender that is neither a number nor a user id (a short code, a name) is known
/// by that text alone: nobody is dropped for lacking a number, and nothing can be sent to it.
[[nodiscard]] contacts::InboundIdentity identityOf(const InboundMessageFact &fact);

/// The row for the timeline, without its conversation and author. The body is kept byte for byte.
[[nodiscard]] inbox::NewMessage messageOf(const InboundMessageFact &fact, const Arrival &arrival);
[[nodiscard]] std::vector<inbox::NewAttachment> attachmentsOf(const InboundMessageFact &fact);

/// What the channel said beyond the message, for the row's `extra`; empty for most.
[[nodiscard]] QJsonObject extraOf(const InboundMessageFact &fact);

/// Neither text nor file nor place: WhatsApp's reactions arrive so (FACTS 4.4). It asks for no answer.
[[nodiscard]] bool isBlank(const InboundMessageFact &fact);

} // namespace counterbell::webhooks
