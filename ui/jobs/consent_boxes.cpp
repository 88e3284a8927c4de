// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/consent_boxes.h"

#include "ui/client/format.h"
#include "ui/theme/metrics.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

QString serviceHint(ConsentState state, const QString &unknown)
{
    switch (state) {
    case ConsentState::OptedIn:
        return ConsentBoxes::tr("Agreed before. It stays so, ticked or not.");
    case ConsentState::OptedOut:
        return ConsentBoxes::tr("Opted out before. Tick this only if they ask for messages again.");
    case ConsentState::Unknown:
        break;
    }
    return unknown;
}

} // namespace

ConsentBoxes::ConsentBoxes(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *title = new QLabel(tr("Consent, asked at the counter"));
    title->setProperty("kind", u"metaMedium"_s);
    column->addWidget(title);
    column->addSpacing(kSpace4);
    m_sms = add(u"consentSms"_s);
    m_whatsApp = add(u"consentWhatsApp"_s);
    m_offers = add(u"consentOffers"_s);
    setCustomer({}, std::nullopt);
}

ConsentBoxes::Box ConsentBoxes::add(const QString &objectName)
{
    Box box{new QCheckBox, new QLabel};
    box.check->setObjectName(objectName);
    box.hint->setProperty("kind", u"meta"_s);
    box.hint->setContentsMargins(kIndicator + kSpace8, 0, 0, kSpace4);
    layout()->addWidget(box.check);
    layout()->addWidget(box.hint);
    return box;
}

void ConsentBoxes::write(Box &box, const QString &text, const QString &hint)
{
    box.check->setText(text);
    box.check->setAccessibleDescription(hint);
    box.hint->setText(hint);
}

void ConsentBoxes::setCustomer(const QString &name, const std::optional<Contact> &known)
{
    const auto who = isolated(name.isEmpty() ? tr("The customer") : name);
    const auto id = known ? std::optional(known->id) : std::nullopt;
    const auto consent = known ? known->consent : ContactConsent{};
    // Another person's ticks are not this one's.
    if (std::exchange(m_for, id) != id) {
        m_sms.check->setChecked(consent.sms == ConsentState::OptedIn);
        m_whatsApp.check->setChecked(consent.whatsapp == ConsentState::OptedIn);
        m_offers.check->setChecked(false);
    }
    write(m_sms, tr("%1 agrees to texts about this job").arg(who),
          serviceHint(consent.sms, tr("SMS. Recorded with your name and the time.")));
    write(m_whatsApp, tr("%1 agrees to WhatsApp messages about this job").arg(who),
          serviceHint(consent.whatsapp, tr("Recorded with your name and the time.")));
    write(m_offers, tr("%1 wants offers and news").arg(who), tr("Optional, and separate from messages about jobs"));
}

bool ConsentBoxes::agreesToSms() const
{
    return m_sms.check->isChecked();
}

bool ConsentBoxes::agreesToWhatsApp() const
{
    return m_whatsApp.check->isChecked();
}

bool ConsentBoxes::wantsOffers() const
{
    return m_offers.check->isChecked();
}

} // namespace counterbell::ui
