// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/agent_section.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/settings/settings_parts.h"
#include "ui/settings/text_box.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/field.h"
#include "ui/widgets/switch.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

AgentSection::AgentSection(CoreClient &client, QWidget *parent)
    : FormSection(client, "manager_up"_L1, parent),
      m_enabled(new Switch(tr("The AI answers new conversations"))),
      m_name(new QLineEdit),
      m_baseUrl(new QLineEdit),
      m_model(new QLineEdit),
      m_key(new QLineEdit),
      m_question(new QLineEdit),
      m_prompt(new TextBox(8)),
      m_most(new QSpinBox),
      m_try(new QPushButton(tr("Try"))),
      m_reply(settingsLabel({}, u"secondary"_s))
{
    build();
    const auto edit = [this] { edited(); };
    for (auto *field : {m_name, m_baseUrl, m_model, m_key})
        connect(field, &QLineEdit::textEdited, this, edit);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, edit);
    connect(m_most, &QSpinBox::valueChanged, this, edit);
    connect(m_enabled, &QAbstractButton::toggled, this, [this](bool isOn) {
        if (!m_isWriting)
            flip(isOn);
    });
    connect(m_try, &QPushButton::clicked, this, &AgentSection::tryReply);
    connect(m_question, &QLineEdit::returnPressed, this, &AgentSection::tryReply);
    connect(&client, &CoreClient::settingsUpdated, this, [this](const QString &group) {
        if (group == u"agent"_s && isVisible())
            fetch();
    });
}

void AgentSection::build()
{
    auto *card = new SettingsCard;
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(kSpace16, kSpace12, kSpace16, kSpace12);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    words->addWidget(settingsLabel(tr("The AI answers new conversations"), u"strong"_s));
    words->addWidget(settingsLabel(tr("Your team can take over each of them at any time."), u"secondary"_s));
    line->addLayout(words, 1);
    line->addWidget(m_enabled);
    setRowTarget(row, m_enabled);
    card->addRow(row);
    m_enabled->setObjectName(u"agentEnabled"_s);
    addWidget(card);
    m_prompt->setPlaceholderText(tr("What the AI should know of the shop, and how it should write."));
    m_key->setEchoMode(QLineEdit::Password);
    m_most->setRange(1, 100);
    addHeading(tr("How it writes"));
    addField(u"name"_s, tr("Name"), m_name, tr("Your team sees it beside its messages; customers don't."));
    addField(u"prompt"_s, tr("Instructions"), m_prompt);
    addField(u"maximumReplies"_s, tr("Replies in a row without a person"), m_most,
             tr("After so many it asks for somebody."));
    addHeading(tr("Model"));
    addField(u"baseUrl"_s, tr("Address"), m_baseUrl, tr("Any service that speaks as OpenAI's does: https://…/v1"));
    addField(u"model"_s, tr("Model"), m_model);
    addField(u"key"_s, tr("Key"), m_key);
    finishForm();
    auto *trial = new QWidget;
    auto *box = new QVBoxLayout(trial);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(kSpace8);
    auto *ask = new QHBoxLayout;
    ask->addWidget(m_question, 1);
    ask->addWidget(m_try);
    box->addLayout(ask);
    box->addWidget(m_reply);
    m_question->setPlaceholderText(tr("What a customer might write"));
    m_question->setAccessibleName(tr("A customer's message to try"));
    m_question->setObjectName(u"trialQuestion"_s);
    m_try->setObjectName(u"tryReply"_s);
    m_reply->setObjectName(u"trialReply"_s);
    addHeading(tr("Try it"), tr("The AI answers as saved above. Nothing is sent or kept."));
    addWidget(trial);
}

QString AgentSection::title() const
{
    return tr("AI assistant");
}

QString AgentSection::iconName() const
{
    return u"ai"_s;
}

void AgentSection::fetch()
{
    setKept(isLocked());
    if (isLocked())
        return; // the core doesn't tell
    client().call(methods::agentGet, {}, this, [this](const Result<AgentSettings> &answer) {
        if (!answer)
            return refused(answer.error());
        auto theirs = *answer;
        theirs.enabled = m_agent.enabled; // switched here, and kept at once
        const bool isOther = theirs != m_agent;
        if (!keepsTyped())
            m_agent = *answer;
        m_agent.enabled = answer->enabled;
        taken(isOther);
    });
}

void AgentSection::reset()
{
    m_isWriting = true;
    m_enabled->setChecked(m_agent.enabled);
    m_isWriting = false;
    m_name->setText(m_agent.name);
    m_baseUrl->setText(m_agent.baseUrl);
    m_model->setText(m_agent.model);
    m_key->clear();
    m_key->setPlaceholderText(m_agent.hasKey ? tr("There is a key; type another one to replace it") : tr("No key yet"));
    m_prompt->setPlainText(m_agent.prompt);
    m_most->setValue(m_agent.maximumReplies);
}

SetAgent AgentSection::change() const
{
    SetAgent set;
    const auto differs = [](auto &member, const auto &now, const auto &before) {
        if (now != before)
            member = now;
    };
    differs(set.name, m_name->text().trimmed(), m_agent.name);
    differs(set.baseUrl, m_baseUrl->text().trimmed(), m_agent.baseUrl);
    differs(set.model, m_model->text().trimmed(), m_agent.model);
    differs(set.key, m_key->text(), QString());
    differs(set.prompt, m_prompt->toPlainText(), m_agent.prompt);
    differs(set.maximumReplies, m_most->value(), m_agent.maximumReplies);
    return set;
}

bool AgentSection::hasChanges() const
{
    return change() != SetAgent{};
}

void AgentSection::save()
{
    client().call(methods::agentSet, change(), this, [this](const Result<AgentSettings> &answer) {
        if (!answer)
            return refused(answer.error());
        m_agent = *answer;
        saved();
    });
}

void AgentSection::flip(bool isOn)
{
    SetAgent set;
    set.enabled = isOn;
    client().call(methods::agentSet, set, this, [this, isOn](const Result<AgentSettings> &answer) {
        if (answer)
            m_agent.enabled = answer->enabled;
        m_isWriting = true;
        m_enabled->setChecked(m_agent.enabled);
        m_isWriting = false;
        if (!answer)
            return say(tr("Nothing was changed."), errorSentence(answer.error()), true);
        ToastSpec toast;
        toast.key = u"settings.agent"_s;
        toast.fact = isOn ? tr("The AI answers new conversations.") : tr("New conversations wait for a person.");
        toast.actions = {{u"undo"_s, tr("Undo"), QKeySequence(Qt::CTRL | Qt::Key_Z)}};
        toast.acted = [self = QPointer(this), isOn](const QString &) {
            if (self)
                self->m_enabled->setChecked(!isOn);
        };
        Q_EMIT toastRequested(toast);
    });
}

void AgentSection::tryReply()
{
    const auto text = m_question->text().trimmed();
    if (text.isEmpty())
        return;
    m_try->setEnabled(false);
    m_reply->setText(tr("Waiting for the model…"));
    client().call(methods::agentTestReply, {text}, this, [this](const Result<TestReplyResult> &answer) {
        m_try->setEnabled(true);
        m_reply->setText(answer ? answer->reply : errorSentence(answer.error()));
        announce(window(), m_reply->text());
    });
}

} // namespace counterbell::ui
