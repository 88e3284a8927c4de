// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/consent_event.h"

#include "ui/client/format.h"
#include "ui/inbox/consent_words.h"
#include "ui/inbox/moment_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Consent)
};

/// Rows that one act wrote; those of a form's boxes are written one after the other.
bool isSameAct(const ConsentEntry &a, const ConsentEntry &b)
{
    return a.source == b.source && a.state == b.state && a.evidence == b.evidence && a.actor == b.actor &&
           std::chrono::abs(a.at - b.at) <= 2s;
}

bool isOwnOptOut(const ConsentEntry &entry)
{
    return entry.state == ConsentState::OptedOut &&
           (entry.source == ConsentSource::Keyword || entry.source == ConsentSource::Provider);
}

void add(std::vector<Channel> &channels, Channel channel)
{
    if (std::ranges::find(channels, channel) == channels.end())
        channels.push_back(channel);
}

QString optOutAct(const ConsentEvent &event)
{
    if (event.service.size() > 1)
        return Words::tr("Opted out of everything");
    if (!event.service.empty())
        return Words::tr("Opted out of %1").arg(channelName(event.service.front()));
    return event.offers.size() > 1 ? Words::tr("Opted out of offers")
                                   : Words::tr("Opted out of offers on %1").arg(channelName(event.offers.front()));
}

QString optInAct(const ConsentEvent &event)
{
    if (event.service.empty())
        return event.offers.size() > 1 ? Words::tr("Agreed to offers")
                                       : Words::tr("Agreed to offers on %1").arg(channelName(event.offers.front()));
    if (event.service.size() > 1)
        return event.offers.empty() ? Words::tr("Agreed to WhatsApp and SMS")
                                    : Words::tr("Agreed to WhatsApp, SMS and offers");
    const auto channel = channelName(event.service.front());
    return event.offers.empty() ? Words::tr("Agreed to %1").arg(channel)
                                : Words::tr("Agreed to %1 and offers").arg(channel);
}

QString whenOf(Timestamp at, Timestamp now)
{
    const auto day = QDateTime::fromMSecsSinceEpoch(toMillis(at)).date();
    const auto today = QDateTime::fromMSecsSinceEpoch(toMillis(now)).date();
    if (day == today)
        return momentWords(at, now);
    if (day.year() != today.year())
        return isolated(QLocale().toString(day, u"d MMM yyyy"_s));
    //: A day and a time in a list: "6 Nov, 11:40"
    return Words::tr("%1, %2").arg(isolated(QLocale().toString(day, u"d MMM"_s)), clockTime(at));
}

} // namespace

std::vector<ConsentEvent> consentEvents(const std::vector<ConsentEntry> &ledger)
{
    std::vector<ConsentEvent> events;
    for (size_t i = 0; i < ledger.size(); ++i) {
        const auto &entry = ledger[i];
        const bool isOfOffers = entry.purpose == ConsentPurpose::Marketing;
        const auto agreed = [&](const ConsentEntry &older) {
            return older.channel == entry.channel && older.purpose == entry.purpose &&
                   older.state == ConsentState::OptedIn;
        };
        if (isOfOffers && isOwnOptOut(entry) && std::none_of(ledger.begin() + qsizetype(i), ledger.end(), agreed))
            continue;
        if (events.empty() || !isSameAct(events.back().entry, entry))
            events.push_back({entry, {}, {}});
        add(isOfOffers ? events.back().offers : events.back().service, entry.channel);
    }
    return events;
}

QString consentAct(const ConsentEvent &event)
{
    return event.entry.state == ConsentState::OptedOut ? optOutAct(event) : optInAct(event);
}

QString consentCircumstances(const ConsentEntry &entry, Timestamp now)
{
    if (entry.source == ConsentSource::Keyword && !entry.evidence.simplified().isEmpty())
        //: What a customer replied, then when: "Replied STOP today at 14:58"
        return Words::tr("%1 %2").arg(consentOrigin(entry), momentWords(entry.at, now));
    QStringList parts{consentOrigin(entry)};
    const bool isByPerson = entry.source == ConsentSource::Operator || entry.source == ConsentSource::Intake;
    if (isByPerson && !entry.actor.isEmpty())
        parts << isolated(entry.actor);
    parts << whenOf(entry.at, now);
    return parts.join(Words::tr(", "));
}

} // namespace counterbell::ui
