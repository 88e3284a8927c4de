// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/team.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::contacts
{

/// contacts.merge and contacts.unmerge: two contacts that are one person, and the way back (FEATURES 5.9). Members
/// have threads of their own, not contacts, so theirs never merge.
class MergeService
{
public:
    MergeService(store::Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// Answers the survivor. `notFound`; `conflict` with details.problem `sameContact`.
    [[nodiscard]] QCoro::Task<Result<Contact>> merge(Member me, MergeContacts request);
    /// Answers the restored contact (contact_split_repository.h says what it gets back). `notFound` where no merge of it is known;
    /// `conflict` with details.problem `undone`, or `laterMerge` with details.mergeId, which is to be undone first.
    [[nodiscard]] QCoro::Task<Result<Contact>> unmerge(Member me, UnmergeContacts request);

private:
    store::Store &m_store;
    const Clock &m_clock;
};

} // namespace counterbell::contacts
