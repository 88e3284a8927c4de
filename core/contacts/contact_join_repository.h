// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/id.h"
#include "core/store/transaction.h"

namespace counterbell::contacts
{

/// Two contacts turned out to be one person: WhatsApp sent a number and a business-scoped id that were known apart
/// (FACTS 4.5). Addresses, consents, jobs, sends and the conversation of `gone` become those of `kept`, and `gone` is
/// deleted; an opt-out of either holds, since the ledgers become one. Of two conversations the more careful handling
/// stays, and AI turns under way are void. An audit row remains, and an event with `joinedInto`.
void joinContacts(store::Tx &tx, ContactId kept, ContactId gone, Timestamp now);

} // namespace counterbell::contacts
