// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"
#include "core/webhooks/inbound_fact.h"

namespace counterbell::webhooks
{

/// A message that catch-up found is told once more by its webhook, with what a list lacks (FACTS 5.2): the customer's
/// name and user id, a place, a button's payload, the files. Fills these in; a message that came by webhook at first
/// stays as it is.
void fillIn(store::Tx &tx, MessageId id, const InboundMessageFact &fact, Timestamp now);

} // namespace counterbell::webhooks
