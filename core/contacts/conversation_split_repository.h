// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/merge_repository.h"

namespace counterbell::contacts
{

/// The conversations' part of contact_split_repository.h; both contacts exist again.
void splitConversations(store::Tx &tx, const MergeRecord &merge);

} // namespace counterbell::contacts
