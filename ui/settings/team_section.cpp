// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/team_section.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/settings/member_dialog.h"
#include "ui/settings/member_notices.h"
#include "ui/settings/settings_parts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/prompts.h"
#include "ui/widgets/switch.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

TeamSection::TeamSection(CoreClient &client, Prompts &prompts, QWidget *parent)
    : SettingsSection(client, parent),
      m_client(client),
      m_prompts(prompts),
      m_card(new SettingsCard),
      m_add(new QPushButton(icon(u"add"_s), tr("Add a team member…")))
{
    column()->addWidget(settingsLabel(tr("Everybody who works here. Without a sign-in name a person is only notified."),
                                      u"secondary"_s));
    column()->addSpacing(kSpace12);
    column()->addWidget(m_card);
    column()->addSpacing(kSpace12);
    column()->addWidget(m_add, 0, Qt::AlignLeading);
    column()->addStretch(1);
    m_add->setObjectName(u"addMember"_s);
    connect(m_add, &QPushButton::clicked, this, [this] { openMember(std::nullopt); });
    connect(&m_client, &CoreClient::teamUpdated, this, [this] {
        if (isVisible())
            fetch();
    });
}

QString TeamSection::title() const
{
    return tr("Team");
}

QString TeamSection::iconName() const
{
    return u"customers"_s;
}

void TeamSection::opened()
{
    setLockedFor(!may("manager_up"_L1), tr("Only owners and managers can change the team."));
    m_add->setVisible(may("manager_up"_L1));
    fetch();
}

void TeamSection::fetch()
{
    m_client.call(methods::teamList, {{}, {}, kMaximumPageSize}, this, [this](const Result<Members> &answer) {
        if (!answer)
            return say(tr("The team can't be read."), errorSentence(answer.error()), true);
        m_members = answer->items;
        write();
    });
}

bool TeamSection::isMe(const Member &member) const
{
    return m_client.who() && m_client.who()->member.id == member.id;
}

void TeamSection::write()
{
    m_card->clear();
    for (const auto &member : m_members)
        m_card->addRow(rowOf(member));
}

QWidget *TeamSection::rowOf(const Member &member)
{
    auto *row = new QWidget;
    keepScaled(row, &QWidget::setMinimumHeight, 56);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(kSpace16, kSpace8, kSpace16, kSpace8);
    line->setSpacing(kSpace12);
    auto *avatar = new Avatar(28);
    avatar->setPerson(member.id.toString(), member.name);
    line->addWidget(avatar);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(settingsLabel(isolated(member.name), u"medium"_s));
    words->addWidget(settingsLabel(
        member.login ? tr("Signs in as %1").arg(leftToRight(*member.login)) : tr("Doesn't sign in"), u"meta"_s));
    line->addLayout(words, 1);
    const auto fixed = [&](const QString &text, int width) {
        auto *label = settingsLabel(text, u"secondary"_s);
        label->setWordWrap(false);
        keepScaled(label, &QWidget::setFixedWidth, width);
        line->addWidget(label);
    };
    fixed(roleName(member.role), 72);
    fixed(member.phone ? phone(*member.phone) : tr("No number"), 128);
    // An owner's sign-in is an owner's to change (CONTRACT 3).
    const bool isManager = may("manager_up"_L1) && (member.role != Role::Owner || may("owner"_L1) || isMe(member));
    // What isn't there keeps its place, so that columns stay in line.
    const auto keepPlace = [](QWidget *widget, bool isShown) {
        auto policy = widget->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        widget->setSizePolicy(policy);
        widget->setVisible(isShown);
    };
    {
        auto *notices = new Switch(tr("Work messages to %1").arg(member.name));
        notices->setWordShown(false);
        notices->setToolTip(tr("Work messages"));
        notices->setObjectName(u"notices."_s + member.id.toString());
        notices->setChecked(!member.optedOut);
        connect(notices, &QAbstractButton::toggled, this, [this, member](bool isOn) { flip(member, isOn); });
        line->addWidget(notices);
        keepPlace(notices, member.phone && (isManager || isMe(member)));
    }
    const auto addButton = [&](const QString &text, const QString &name, const QString &what, auto act) {
        auto *button = new QPushButton(text);
        button->setObjectName(name + member.id.toString());
        button->setAccessibleName(what);
        connect(button, &QPushButton::clicked, this, act);
        line->addWidget(button);
        return button;
    };
    auto *pin = addButton(tr("PIN…"), u"pin."_s, tr("Set the PIN of %1").arg(member.name),
                          [this, member] { askForPin(member); });
    keepPlace(pin, member.login && (isManager || isMe(member)));
    if (isManager)
        addButton(tr("Edit…"), u"edit."_s, tr("Edit %1").arg(member.name), [this, member] { openMember(member); });
    return row;
}

void TeamSection::openMember(const std::optional<Member> &member)
{
    auto *dialog = new MemberDialog(m_client, member, this);
    connect(dialog, &MemberDialog::done, this, [this](const Member &saved, bool isNew) {
        const auto name = isolated(saved.name);
        say(isNew ? tr("%1 is in the team.").arg(name) : tr("%1 was changed.").arg(name));
        fetch();
    });
    dialog->open();
}

void TeamSection::askForPin(const Member &member)
{
    TextQuestion question;
    question.title = tr("PIN of %1").arg(isolated(member.name));
    question.label = tr("New PIN");
    question.confirm = tr("Set PIN");
    question.hint = tr("4 to 12 digits. Other computers where they are signed in are signed out.");
    question.maxLength = 12;
    m_prompts.askText(question, [self = QPointer(this), member](const std::optional<QString> &pin) {
        if (self && pin)
            self->setPin(member, *pin);
    });
}

void TeamSection::setPin(const Member &member, const QString &pin)
{
    m_client.call(methods::teamSetPin, {member.id, pin}, this, [this, member](const Result<Empty> &answer) {
        if (!answer)
            return say(tr("The PIN was not changed."), errorSentence(answer.error()), true);
        say(tr("%1 has a new PIN.").arg(isolated(member.name)));
    });
}

void TeamSection::flip(const Member &member, bool isOn)
{
    m_client.call(methods::teamSetPersonalOptOut, {member.id, !isOn}, this, [this](const Result<Member> &answer) {
        if (!answer)
            say(tr("Nothing was changed."), errorSentence(answer.error()), true);
        fetch();
    });
}

} // namespace counterbell::ui
