// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/known_customer.h"

#include "ui/client/format.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/avatar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

KnownCustomer::KnownCustomer(QWidget *parent)
    : QFrame(parent),
      m_avatar(new Avatar(kAvatarRail)),
      m_fact(new QLabel),
      m_history(new QLabel),
      m_other(new QPushButton(tr("New person"))),
      m_use(new QPushButton)
{
    setObjectName(u"knownCustomer"_s);
    setProperty("kind", u"card"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace12, kSpace8, kSpace12, kSpace8);
    row->setSpacing(kSpace12);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    for (auto *label : {m_fact, m_history}) {
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_fact->setProperty("kind", u"medium"_s);
    m_history->setProperty("kind", u"meta"_s);
    m_other->setObjectName(u"newPerson"_s);
    m_other->setProperty("kind", u"ghost"_s);
    m_use->setObjectName(u"useKnown"_s);
    m_use->setProperty("kind", u"accent"_s);
    m_use->setIconSize(QSize(kIconButton, kIconButton));
    row->addWidget(m_avatar);
    row->addLayout(column, 1);
    row->addWidget(m_other);
    row->addWidget(m_use);
    connect(m_other, &QPushButton::clicked, this, [this] { Q_EMIT chosen(false); });
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT chosen(true); });
}

void KnownCustomer::setContact(const Contact &contact, const QString &history, bool hasNumber)
{
    m_name = isolated(firstName(contact.name));
    m_avatar->setPerson(contact.id.toString(), contact.name);
    m_fact->setText(hasNumber ? tr("%1 already has this number").arg(isolated(contact.name))
                              : tr("%1 has no number").arg(isolated(contact.name)));
    m_history->setText(history);
    m_history->setVisible(!history.isEmpty());
}

void KnownCustomer::setChoice(std::optional<bool> isUsed)
{
    m_use->setText(isUsed.value_or(false) ? tr("Using %1").arg(m_name) : tr("Use %1").arg(m_name));
    m_use->setIcon(isUsed.value_or(false) ? icon(u"check"_s) : QIcon());
    m_other->setIcon(isUsed.value_or(true) ? QIcon() : icon(u"check"_s));
}

} // namespace counterbell::ui
