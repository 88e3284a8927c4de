// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_ledger.h"

#include "core/api/workspace.h"
#include "core/store/settings_repository.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Tx;

std::vector<ConsentEntry> ConsentLedger::recordOptOut(Tx &tx, ContactId contact, OptOut optOut,
                                                      const Evidence &evidence) const
{
    optOut.perChannel = optOut.perChannel || store::settingsOf<Workspace>(tx, u"workspace"_s).optOutPerChannel;
    std::vector<ConsentEntry> entries;
    for (const auto &fact : rowsForOptOut(m_consents.facts(tx, contact), optOut))
        entries.push_back(append(tx, contact, fact, optOut.channel, evidence));
    return entries;
}

std::vector<ConsentEntry> ConsentLedger::recordOptIn(Tx &tx, ContactId contact, const OptIn &optIn,
                                                     const Evidence &evidence) const
{
    std::vector<ConsentEntry> entries;
    for (const auto &fact : rowsForOptIn(m_consents.facts(tx, contact), optIn))
        entries.push_back(append(tx, contact, fact, optIn.channel, evidence));
    return entries;
}

std::optional<ConsentEntry> ConsentLedger::recordInbound(Tx &tx, ContactId contact, Channel channel, Timestamp at,
                                                         const Evidence &evidence) const
{
    const auto fact = rowForInbound(m_consents.facts(tx, contact), channel, at);
    if (!fact)
        return std::nullopt;
    return append(tx, contact, *fact, channel, evidence);
}

ConsentEntry ConsentLedger::append(Tx &tx, ContactId contact, const ConsentFact &fact, Channel origin,
                                   const Evidence &evidence) const
{
    return m_consents.append(tx, {.contactId = contact,
                                  .channel = fact.channel,
                                  .purpose = fact.purpose,
                                  .state = fact.state,
                                  .source = fact.source,
                                  .evidence = evidence.text,
                                  .actor = evidence.actor,
                                  .actionAt = fact.at,
                                  .at = evidence.now,
                                  .providerBlocked = fact.providerBlocked,
                                  .originChannel = origin});
}

} // namespace counterbell::contacts
