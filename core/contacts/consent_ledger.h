// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/consent_repository.h"

namespace counterbell::contacts
{

/// Applies the consent rules to a contact's ledger, inside the caller's transaction (DESIGN 6).
class ConsentLedger
{
public:
    /// What was said and by whom, for the rows: the body of a keyword, the customer's name, the time of recording.
    struct Evidence {
        QString text;
        QString actor = {};
        Timestamp now;
    };

    /// STOP, or Twilio's word that there was one: rows for every channel and purpose, for its own channel only where
    /// the workspace says so (Workspace::optOutPerChannel) or `optOut` does.
    std::vector<ConsentEntry> recordOptOut(store::Tx &tx, ContactId contact, OptOut optOut,
                                           const Evidence &evidence) const;

    /// START and its like: service messages on its own channel, and what the contact's own STOP had closed elsewhere.
    /// Nothing for a YES that turns nothing back on.
    std::vector<ConsentEntry> recordOptIn(store::Tx &tx, ContactId contact, const OptIn &optIn,
                                          const Evidence &evidence) const;

    /// A customer wrote on a channel: an opt-in of source inbound while nothing was known, else nothing.
    std::optional<ConsentEntry> recordInbound(store::Tx &tx, ContactId contact, Channel channel, Timestamp at,
                                              const Evidence &evidence) const;

private:
    [[nodiscard]] ConsentEntry append(store::Tx &tx, ContactId contact, const ConsentFact &fact, Channel origin,
                                      const Evidence &evidence) const;

    ConsentRepository m_consents;
};

} // namespace counterbell::contacts
