// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/late_details.h"

#include "core/contacts/contact_repository.h"
#include "core/inbox/message_repository.h"
#include "core/webhooks/inbound_message.h"

namespace counterbell::webhooks
{

void fillIn(store::Tx &tx, MessageId id, const InboundMessageFact &fact, Timestamp now)
{
    const inbox::MessageRepository messages;
    if (!messages.fillInListed(tx, id, {fact.kind, fact.location, extraOf(fact), attachmentsOf(fact)}, now))
        return;
    if (!messages.isMembers(tx, id))
        contacts::ContactRepository().findOrCreateForInbound(tx, identityOf(fact), now);
}

} // namespace counterbell::webhooks
