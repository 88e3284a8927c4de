// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"
#include "core/store/transaction.h"

namespace counterbell::contacts
{

/// Something about this contact changed that a screen shows: the contact, and their conversation where there is one.
void announceContact(store::Tx &tx, ContactId contact);

} // namespace counterbell::contacts
