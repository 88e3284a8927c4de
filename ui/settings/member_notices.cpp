// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/member_notices.h"

#include "ui/client/format.h"
#include "ui/settings/settings_parts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/switch.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kAvatar28 = 28;
constexpr int kRow44 = 44;

QLabel *cell(const QString &text, const QString &kind, int width)
{
    auto *label = settingsLabel(text, kind);
    label->setWordWrap(false);
    if (width > 0)
        keepScaled(label, &QWidget::setFixedWidth, width);
    return label;
}

} // namespace

QString roleName(Role role)
{
    switch (role) {
    case Role::Owner:
        return MemberNotices::tr("Owner");
    case Role::Manager:
        return MemberNotices::tr("Manager");
    case Role::Agent:
        return MemberNotices::tr("Agent");
    case Role::Staff:
        return MemberNotices::tr("Staff");
    }
    return {};
}

MemberNotices::MemberNotices(QWidget *parent) : QWidget(parent), m_card(new SettingsCard)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, kSpace20, 0, 0);
    column->setSpacing(0);
    column->addWidget(settingsLabel(tr("Team members"), u"heading"_s));
    column->addSpacing(kSpace4);
    column->addWidget(settingsLabel(
        tr("Each person can turn off all their own work messages, whatever the switches above say."), u"secondary"_s));
    column->addSpacing(kSpace8);
    column->addWidget(m_card);
}

void MemberNotices::setMembers(const std::vector<Member> &members)
{
    m_card->clear();
    for (const auto &member : members) {
        auto *row = new QWidget;
        keepScaled(row, &QWidget::setFixedHeight, kRow44);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(kSpace16, 0, kSpace16, 0);
        line->setSpacing(kSpace12);
        auto *avatar = new Avatar(kAvatar28);
        avatar->setPerson(member.id.toString(), member.name);
        line->addWidget(avatar);
        line->addWidget(cell(isolated(member.name), u"medium"_s, 128));
        line->addWidget(cell(roleName(member.role), u"secondary"_s, 80));
        line->addWidget(cell(member.phone ? phone(*member.phone) : tr("No number"), u"secondary"_s, 136));
        const bool isReachable = member.phone.has_value();
        const auto note = !isReachable      ? tr("Add a mobile number first")
                          : member.optedOut ? tr("Off for %1").arg(isolated(firstName(member.name)))
                                            : QString();
        line->addWidget(cell(note, isReachable ? u"meta"_s : u"metaAttention"_s, 0), 1);
        auto *control = new Switch(tr("Work messages to %1").arg(member.name));
        control->setWordShown(false);
        control->setObjectName(u"member."_s + member.id.toString());
        control->setChecked(isReachable && !member.optedOut);
        control->setEnabled(isReachable);
        control->setAccessibleDescription(note);
        setRowTarget(row, control);
        line->addWidget(control);
        connect(control, &QAbstractButton::toggled, this, [this, member](bool isOn) { Q_EMIT flipped(member, isOn); });
        m_card->addRow(row);
    }
}

MyNotices::MyNotices(QWidget *parent)
    : QWidget(parent),
      m_switch(new Switch(tr("Send me work messages"))),
      m_number(settingsLabel({}, {})),
      m_numberNote(settingsLabel({}, u"meta"_s))
{
    m_switch->setObjectName(u"myNotices"_s);
    auto *card = new SettingsCard;
    auto *first = new QWidget;
    auto *line = new QHBoxLayout(first);
    line->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
    line->setSpacing(kSpace16);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(settingsLabel(tr("Send me work messages"), u"strong"_s));
    words->addWidget(settingsLabel(tr("Tasks by WhatsApp, status changes and urgent jobs by SMS."), u"secondary"_s));
    line->addLayout(words, 1);
    line->addWidget(m_switch);
    setRowTarget(first, m_switch);
    card->addRow(first);
    auto *second = new QWidget;
    auto *below = new QHBoxLayout(second);
    below->setContentsMargins(kSpace16, kSpace8, kSpace16, kSpace8);
    below->setSpacing(kSpace16);
    auto *numberWords = new QVBoxLayout;
    numberWords->setSpacing(0);
    numberWords->addWidget(settingsLabel(tr("My mobile number"), u"strong"_s));
    numberWords->addWidget(m_numberNote);
    below->addLayout(numberWords, 1);
    m_number->setWordWrap(false);
    below->addWidget(m_number);
    keepScaled(second, &QWidget::setMinimumHeight, 56);
    card->addRow(second);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, kSpace24, 0, 0);
    column->setSpacing(kSpace8);
    column->addWidget(settingsLabel(tr("My notifications"), u"heading"_s));
    column->addWidget(card);
    connect(m_switch, &QAbstractButton::toggled, this, [this](bool isOn) {
        if (!m_isWriting)
            Q_EMIT flipped(m_member, isOn);
    });
}

void MyNotices::setMember(const Member &member, const QString &numberNote)
{
    m_member = member;
    m_isWriting = true;
    m_switch->setChecked(member.phone && !member.optedOut);
    m_isWriting = false;
    m_switch->setEnabled(member.phone.has_value());
    m_number->setText(member.phone ? phone(*member.phone) : tr("No number"));
    m_numberNote->setText(numberNote);
}

} // namespace counterbell::ui
