// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/id.h"
#include "core/store/transaction.h"

namespace counterbell::contacts
{

/// Two contacts are one person: WhatsApp sent a number and a business-scoped id that were known apart (FACTS 4.5), or a
/// member of the team says so. Addresses, consents, jobs, sends and the conversation of `gone` become those of `kept`,
/// and `gone` is deleted; an opt-out of either holds, since the ledgers become one. Rows keep their ids. Of two
/// conversations the more careful handling stays, and AI turns under way are void. An audit row remains, an event
/// with `joinedInto`, and what contact_split_repository.h needs to part them again. `actor` is a name, or "system".
MergeId joinContacts(store::Tx &tx, ContactId kept, ContactId gone, const QString &actor, Timestamp now);

/// The contact's job cards show whom they are for.
void announceJobs(store::Tx &tx, ContactId contact);

} // namespace counterbell::contacts
