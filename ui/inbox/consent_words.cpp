// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/consent_words.h"

#include "ui/client/format.h"

#include <QCoreApplication>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Consent)
};
} // namespace

QString channelName(Channel channel)
{
    return channel == Channel::Whatsapp ? Words::tr("WhatsApp") : Words::tr("SMS");
}

QString consentWord(ConsentState state)
{
    switch (state) {
    case ConsentState::OptedIn:
        return Words::tr("Agreed");
    case ConsentState::OptedOut:
        return Words::tr("Opted out");
    case ConsentState::Unknown:
        break;
    }
    return Words::tr("Not asked");
}

QString consentOrigin(const ConsentEntry &entry)
{
    const auto evidence = entry.evidence.simplified().left(200);
    switch (entry.source) {
    case ConsentSource::Keyword:
        return evidence.isEmpty() ? Words::tr("Replied by keyword") : Words::tr("Replied %1").arg(isolated(evidence));
    case ConsentSource::Inbound:
        return Words::tr("Wrote to us first");
    case ConsentSource::Intake:
        return evidence.isEmpty() ? Words::tr("Said yes at the counter") : isolated(evidence);
    case ConsentSource::Operator:
        return evidence.isEmpty() ? Words::tr("Recorded by the team") : isolated(evidence);
    case ConsentSource::Provider:
        return entry.state == ConsentState::OptedOut ? Words::tr("Twilio blocks this number")
                                                     : Words::tr("Twilio lifted its block");
    case ConsentSource::Import:
        break;
    }
    return evidence.isEmpty() ? Words::tr("Imported") : Words::tr("Imported: %1").arg(isolated(evidence));
}

const ConsentEntry *newestEntry(const std::vector<ConsentEntry> &ledger, Channel channel)
{
    const auto found = std::ranges::find_if(ledger, [channel](const ConsentEntry &entry) {
        return entry.channel == channel && entry.purpose == ConsentPurpose::Service;
    });
    return found == ledger.end() ? nullptr : &*found;
}

bool isProviderBlocked(const std::vector<ConsentEntry> &ledger, Channel channel)
{
    // What the customer wrote and what Twilio says decide; a person's entry can't lift its block.
    const auto found = std::ranges::find_if(ledger, [](const ConsentEntry &entry) {
        return entry.channel == Channel::Sms &&
               (entry.source == ConsentSource::Keyword || entry.source == ConsentSource::Provider);
    });
    return channel == Channel::Sms && found != ledger.end() && found->providerBlocked;
}

QString onlyTheCustomerCan()
{
    return Words::tr("Only the customer can change this: Twilio blocks the number until they send START.");
}

} // namespace counterbell::ui
