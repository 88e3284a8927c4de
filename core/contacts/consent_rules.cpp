// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/consent_rules.h"

#include <algorithm>
#include <array>

namespace counterbell::contacts
{

namespace
{

constexpr std::array kChannels = {Channel::Whatsapp, Channel::Sms};
constexpr std::array kPurposes = {ConsentPurpose::Service, ConsentPurpose::Marketing};

const ConsentFact *decidingFact(std::span<const ConsentFact> ledger, Channel channel, ConsentPurpose purpose)
{
    const ConsentFact *deciding = nullptr;
    for (const auto &fact : ledger) {
        if (fact.channel != channel || fact.purpose != purpose || fact.state == ConsentState::Unknown)
            continue;
        if (!deciding || fact.at > deciding->at ||
            (fact.at == deciding->at && fact.state == ConsentState::OptedOut && deciding->state != fact.state))
            deciding = &fact;
    }
    return deciding;
}

/// Of the contact's own doing, as opposed to noted by somebody of the shop.
bool isOwn(const ConsentFact &fact)
{
    return fact.source == ConsentSource::Keyword || fact.source == ConsentSource::Provider;
}

/// Closed by the contact's own STOP, and open for this purpose if the STOP is taken back.
bool isLifted(std::span<const ConsentFact> ledger, Channel channel, ConsentPurpose purpose)
{
    const auto *deciding = decidingFact(ledger, channel, purpose);
    if (!deciding || deciding->state != ConsentState::OptedOut || !isOwn(*deciding))
        return false;
    return purpose == ConsentPurpose::Service || std::any_of(ledger.begin(), ledger.end(), [&](const auto &fact) {
               return fact.channel == channel && fact.purpose == purpose && fact.state == ConsentState::OptedIn;
           });
}

} // namespace

ConsentState currentConsent(std::span<const ConsentFact> ledger, Channel channel, ConsentPurpose purpose)
{
    const auto *deciding = decidingFact(ledger, channel, purpose);
    return deciding ? deciding->state : ConsentState::Unknown;
}

bool isProviderBlocked(std::span<const ConsentFact> ledger)
{
    const ConsentFact *deciding = nullptr;
    for (const auto &fact : ledger) {
        if (fact.channel != Channel::Sms || !isOwn(fact))
            continue;
        if (!deciding || fact.at > deciding->at || (fact.at == deciding->at && fact.providerBlocked))
            deciding = &fact;
    }
    return deciding && deciding->providerBlocked;
}

std::vector<ConsentFact> rowsForOptOut(std::span<const ConsentFact> ledger, const OptOut &optOut)
{
    const bool isBlocked = optOut.blocksAtProvider || isProviderBlocked(ledger);
    std::vector<ConsentFact> facts;
    for (const auto channel : kChannels) {
        if (optOut.perChannel && channel != optOut.channel)
            continue;
        for (const auto purpose : kPurposes)
            facts.push_back({channel, purpose, ConsentState::OptedOut, optOut.source, optOut.at,
                             isBlocked && channel == Channel::Sms});
    }
    return facts;
}

std::vector<ConsentFact> rowsForOptIn(std::span<const ConsentFact> ledger, const OptIn &optIn)
{
    std::vector<ConsentFact> facts;
    if (optIn.onlyIfOptedOut &&
        currentConsent(ledger, optIn.channel, ConsentPurpose::Service) != ConsentState::OptedOut)
        return facts;
    const bool isBlocked = isProviderBlocked(ledger) && !optIn.unblocksAtProvider;
    for (const auto channel : kChannels) {
        for (const auto purpose : kPurposes) {
            const bool isAskedFor = channel == optIn.channel && purpose == ConsentPurpose::Service;
            if (isAskedFor || isLifted(ledger, channel, purpose))
                facts.push_back({channel, purpose, ConsentState::OptedIn, ConsentSource::Keyword, optIn.at,
                                 isBlocked && channel == Channel::Sms});
        }
    }
    return facts;
}

std::optional<ConsentFact> rowForInbound(std::span<const ConsentFact> ledger, Channel channel, Timestamp at)
{
    if (currentConsent(ledger, channel, ConsentPurpose::Service) != ConsentState::Unknown)
        return std::nullopt;
    return ConsentFact{channel, ConsentPurpose::Service, ConsentState::OptedIn, ConsentSource::Inbound, at};
}

} // namespace counterbell::contacts
