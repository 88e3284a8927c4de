// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/consent_rules.h"
#include "core/contacts/new_contact.h"
#include "core/store/cursor.h"
#include "core/store/transaction.h"

#include <map>

namespace counterbell::contacts
{

/// The consent ledger's rows (DESIGN 6): appended and read, never altered.
class ConsentRepository
{
public:
    ConsentEntry append(store::Tx &tx, const NewConsent &entry) const;

    /// What the ledger says now; the same answer as currentConsent() on all rows, by the index.
    [[nodiscard]] ConsentState current(store::Connection &db, ContactId contact, Channel channel,
                                       ConsentPurpose purpose) const;
    /// The row that decides.
    [[nodiscard]] std::optional<ConsentEntry> latest(store::Connection &db, ContactId contact, Channel channel,
                                                     ConsentPurpose purpose) const;
    /// Whether Twilio itself refuses this contact's number by SMS; as isProviderBlocked() of the rules.
    [[nodiscard]] bool isProviderBlocked(store::Connection &db, ContactId contact) const;

    /// Everything about a contact, oldest first, as the rules take it.
    [[nodiscard]] std::vector<ConsentFact> facts(store::Connection &db, ContactId contact) const;
    /// The same of many contacts; those without any are left out.
    [[nodiscard]] std::map<ContactId, std::vector<ConsentFact>> facts(store::Connection &db,
                                                                      const std::vector<ContactId> &contacts) const;
    [[nodiscard]] std::optional<ConsentEntry> find(store::Connection &db, ConsentEntryId id) const;
    /// Newest record first.
    [[nodiscard]] Page<ConsentEntry> history(store::Connection &db, ContactId contact,
                                             const store::Window<store::TimeCursor> &window) const;
};

} // namespace counterbell::contacts
