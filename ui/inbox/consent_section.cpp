// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/consent_section.h"

#include "ui/client/format.h"
#include "ui/inbox/consent_words.h"
#include "ui/inbox/ledger_view.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/paint.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// The channel's badge by itself, 16.
class ChannelMark : public QWidget
{
public:
    explicit ChannelMark(Channel channel) : m_channel(channel) { setFixedSize(16, 16); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        paintChannelBadge(painter, rect(), m_channel, {}, layoutDirection());
    }

private:
    Channel m_channel;
};

ChipLook lookOf(ConsentState state)
{
    if (state == ConsentState::Unknown)
        return ChipLook::Neutral;
    return state == ConsentState::OptedIn ? ChipLook::Approved : ChipLook::Stop;
}

/// "19 Nov 2025": a day in the ledger names its year.
QString dayOf(Timestamp at)
{
    const auto day = QDateTime::fromMSecsSinceEpoch(toMillis(at)).date();
    return isolated(QLocale().toString(day, u"d MMM yyyy"_s));
}

} // namespace

ConsentSection::ConsentSection(QWidget *parent) : SideSection(tr("Consent"), parent)
{
    setObjectName(u"consentSection"_s);
    setAction(u"history"_s, tr("History"));
}

void ConsentSection::show(const ContactConsent &consent, const std::vector<ConsentEntry> &ledger, Timestamp now,
                          bool mayRecord)
{
    clearLayout(body());
    addChannel(Channel::Whatsapp, consent.whatsapp, ledger, mayRecord);
    addChannel(Channel::Sms, consent.sms, ledger, mayRecord);
    if (consent.whatsapp == ConsentState::OptedOut || consent.sms == ConsentState::OptedOut)
        addLatest(ledger, now);
}

void ConsentSection::addChannel(Channel channel, ConsentState state, const std::vector<ConsentEntry> &ledger,
                                bool mayRecord)
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 4, 0, 4);
    row->setSpacing(kSpace8);
    row->addWidget(new ChannelMark(channel), 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->addWidget(textLabel(channelName(channel), Text::BaseMedium), 1);
    auto *chip = new Chip(lookOf(state), consentWord(state));
    chip->setAccessibleName(tr("%1: %2").arg(channelName(channel), consentWord(state)));
    line->addWidget(chip);
    column->addLayout(line);
    const auto *entry = newestEntry(ledger, channel);
    if (state == ConsentState::OptedIn && entry)
        column->addWidget(
            textLabel(tr("%1, %2").arg(consentOrigin(*entry), dayOf(entry->at)), Text::Meta, Tone::Text3));
    if (state == ConsentState::OptedOut && isProviderBlocked(ledger, channel)) {
        column->addWidget(textLabel(onlyTheCustomerCan(), Text::Meta, Tone::Text3));
    } else if (state != ConsentState::OptedIn && mayRecord) {
        auto *record = new QPushButton(tr("Record opt-in\u2026"));
        record->setProperty("kind", u"link"_s);
        record->setAccessibleName(tr("Record opt-in for %1\u2026").arg(channelName(channel)));
        record->setObjectName(u"recordOptIn."_s + wireName(channel));
        connect(record, &QPushButton::clicked, this, [this, channel] { Q_EMIT recordOptIn(channel); });
        column->addWidget(record, 0, Qt::AlignLeading);
    }
    row->addLayout(column, 1);
    body()->addLayout(row);
}

void ConsentSection::addLatest(const std::vector<ConsentEntry> &ledger, Timestamp now)
{
    auto *latest = new LedgerView;
    latest->setContentsMargins(0, kSpace8, 0, 0);
    latest->add(ledger, now, 3);
    body()->addWidget(latest);
}

} // namespace counterbell::ui
