// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/consent_words_section.h"

#include "ui/settings/text_box.h"
#include "ui/settings/word_list.h"
#include "ui/widgets/field.h"

#include <QCheckBox>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

ConsentWordsSection::ConsentWordsSection(CoreClient &client, QWidget *parent)
    : FormSection(client, "manager_up"_L1, parent),
      m_optOut(new WordList(tr("Words that stop messages"), {u"STOP"_s})),
      m_optIn(new WordList(tr("Words that start them again"), {})),
      m_acknowledgement(new TextBox(2)),
      m_help(new TextBox(3)),
      m_perChannel(new QCheckBox(tr("A stop closes only the channel it came by"))),
      m_requireOptIn(new QCheckBox(tr("Nobody gets a message before their opt-in is recorded")))
{
    addField(u"optOutKeywords"_s, tr("Words that stop messages"), m_optOut,
             tr("A message that is one of these words opts the customer out. STOP always does."));
    addField(u"optInKeywords"_s, tr("Words that start them again"), m_optIn,
             tr("YES and JA only turn an opt-out back on."));
    addField(u"optOutAcknowledgement"_s, tr("Answer to a stop"), m_acknowledgement,
             tr("Sent once. On SMS Twilio answers its own words itself."));
    addField(u"helpText"_s, tr("Answer to HELP"), m_help);
    addHeading(tr("How strict"));
    addWidget(m_perChannel);
    addWidget(m_requireOptIn);
    finishForm();
    const auto edit = [this] { edited(); };
    connect(m_optOut, &WordList::edited, this, edit);
    connect(m_optIn, &WordList::edited, this, edit);
    connect(m_acknowledgement, &QPlainTextEdit::textChanged, this, edit);
    connect(m_help, &QPlainTextEdit::textChanged, this, edit);
    connect(m_perChannel, &QAbstractButton::toggled, this, edit);
    connect(m_requireOptIn, &QAbstractButton::toggled, this, edit);
    connect(&client, &CoreClient::settingsUpdated, this, [this](const QString &group) {
        if (group == u"workspace"_s && isVisible())
            fetch();
    });
}

QString ConsentWordsSection::title() const
{
    return tr("Consent");
}

QString ConsentWordsSection::iconName() const
{
    return u"consent"_s;
}

void ConsentWordsSection::fetch()
{
    client().call(methods::workspaceGet, {}, this, [this](const Result<Workspace> &answer) {
        if (!answer)
            return refused(answer.error());
        const bool isOther =
            answer->optOutKeywords != m_shop.optOutKeywords || answer->optInKeywords != m_shop.optInKeywords ||
            answer->optOutAcknowledgement != m_shop.optOutAcknowledgement || answer->helpText != m_shop.helpText;
        if (!keepsTyped())
            m_shop = *answer;
        taken(isOther);
    });
}

void ConsentWordsSection::reset()
{
    m_optOut->setWords(m_shop.optOutKeywords);
    m_optIn->setWords(m_shop.optInKeywords);
    m_acknowledgement->setPlainText(m_shop.optOutAcknowledgement);
    m_help->setPlainText(m_shop.helpText);
    m_perChannel->setChecked(m_shop.optOutPerChannel);
    m_requireOptIn->setChecked(m_shop.requireRecordedOptIn);
}

SetWorkspace ConsentWordsSection::change() const
{
    SetWorkspace set;
    const auto differs = [](auto &member, const auto &now, const auto &before) {
        if (now != before)
            member = now;
    };
    differs(set.optOutKeywords, m_optOut->words(), m_shop.optOutKeywords);
    differs(set.optInKeywords, m_optIn->words(), m_shop.optInKeywords);
    differs(set.optOutAcknowledgement, m_acknowledgement->toPlainText(), m_shop.optOutAcknowledgement);
    differs(set.helpText, m_help->toPlainText(), m_shop.helpText);
    differs(set.optOutPerChannel, m_perChannel->isChecked(), m_shop.optOutPerChannel);
    differs(set.requireRecordedOptIn, m_requireOptIn->isChecked(), m_shop.requireRecordedOptIn);
    return set;
}

bool ConsentWordsSection::hasChanges() const
{
    return change() != SetWorkspace{};
}

void ConsentWordsSection::save()
{
    client().call(methods::workspaceSet, change(), this, [this](const Result<Workspace> &answer) {
        if (!answer)
            return refused(answer.error());
        m_shop = *answer;
        saved();
    });
}

} // namespace counterbell::ui
