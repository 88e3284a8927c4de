// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/team.h"
#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_repository.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::contacts
{

/// consent.*: what a person of the shop reads in the ledger and adds to it (DESIGN 6).
class ConsentService
{
public:
    ConsentService(store::Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// Newest first; `notFound` for a contact that there isn't.
    [[nodiscard]] QCoro::Task<Result<Page<ConsentEntry>>> history(ConsentHistoryRequest request);

    /// Adds a row for one channel. `notPermitted` for staff outside intake, `evidenceRequired` for an opt-in without
    /// evidence, `conflict` with details.problem `onlyTheCustomerCan` for an SMS number that Twilio blocks: that only
    /// the customer's START lifts.
    [[nodiscard]] QCoro::Task<Result<ConsentEntry>> record(Member actor, RecordConsent request);

private:
    [[nodiscard]] Result<ConsentEntry> recordIn(store::Tx &tx, const Member &actor, const RecordConsent &request,
                                                Timestamp now) const;

    store::Store &m_store;
    const Clock &m_clock;
    const ConsentRepository m_consents{};
    const ContactRepository m_contacts{};
};

} // namespace counterbell::contacts
