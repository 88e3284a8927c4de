// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings/form_section.h"

#include "core/api/agent.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace counterbell::ui
{

class Switch;
class TextBox;

/// The AI that answers customers: on or off at once, who it is, which model, and a try that sends nothing.
class AgentSection : public FormSection
{
    Q_OBJECT

public:
    explicit AgentSection(CoreClient &client, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
    bool hasChanges() const override;

protected:
    void fetch() override;
    void reset() override;
    void save() override;

private:
    void build();
    void flip(bool isOn);
    void tryReply();
    [[nodiscard]] SetAgent change() const;

    AgentSettings m_agent;
    Switch *m_enabled;
    QLineEdit *m_name, *m_baseUrl, *m_model, *m_key, *m_question;
    TextBox *m_prompt;
    QSpinBox *m_most;
    QPushButton *m_try;
    QLabel *m_reply;
    bool m_isWriting = false;
};

} // namespace counterbell::ui
