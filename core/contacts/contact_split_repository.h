// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/merge_repository.h"

namespace counterbell::contacts
{

/// Parts two contacts that were merged. What the merge moved goes back, under its old ids: contact, addresses,
/// consents, jobs, sends, conversation and messages. What came later stays with the survivor: messages, jobs and
/// sends made since, and every detail of the survivor that somebody has changed since; only an opt-out that was
/// recorded since and still holds is written to both ledgers, so that parting them silences nobody's STOP. Where the
/// conversation has not been touched since, both get the state they had; else the survivor's stays as it is now.
/// AI turns that the merge cancelled don't come back. The merge must hold, with none later in its way.
void splitContacts(store::Tx &tx, const MergeRecord &merge, Timestamp now);

} // namespace counterbell::contacts
