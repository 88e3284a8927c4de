// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings/settings_section.h"

#include <map>

class QLabel;
class QPushButton;

namespace counterbell::ui
{

class Field;

/// A section with fields, Save and Discard. What was typed stays until it is saved or discarded, whatever comes from
/// elsewhere; a refusal stands as a sentence under its field.
class FormSection : public SettingsSection
{
    Q_OBJECT

public:
    FormSection(CoreClient &client, QLatin1StringView permission, QWidget *parent = nullptr);

    void opened() override;

protected:
    /// Asks the core; the answer goes to taken() or refused().
    virtual void fetch() = 0;
    /// Shows what the core has, over what was typed.
    virtual void reset() = 0;
    /// Sends what differs.
    virtual void save() = 0;
    /// Why it can't be changed here: "Only owners and managers can change these."
    [[nodiscard]] virtual QString lockFact() const;

    void addHeading(const QString &text, const QString &about = {});
    /// Below the others; `argument` is the core's name for it.
    Field *addField(const QString &argument, const QString &label, QWidget *editor, const QString &hint = {});
    /// For fields that stand elsewhere.
    void nameField(const QString &argument, Field *field);
    void addWidget(QWidget *widget);
    /// Ends the form: the line with Save.
    void finishForm();

    /// A value has come. Typed ones stay, and where it is another than before a line says that somebody changed them.
    void taken(bool isOther = true);
    void refused(const Error &error);
    void saved();
    /// Something was typed.
    void edited();
    void clearErrors();
    /// A sentence under the field of this argument; false where there is none.
    bool showError(const QString &argument, const QString &sentence);
    /// What was typed is to stay: the core's values wait.
    [[nodiscard]] bool keepsTyped() const { return m_hasCome && hasChanges(); }
    [[nodiscard]] bool isLocked() const { return m_isLocked; }
    [[nodiscard]] CoreClient &client() { return m_client; }

private:
    void writeBar();

    CoreClient &m_client;
    QLatin1StringView m_permission;
    std::map<QString, Field *> m_fields;
    std::vector<QWidget *> m_editors;
    QWidget *m_bar;
    QLabel *m_note;
    QPushButton *m_save, *m_discard;
    bool m_isLocked = false, m_isSaving = false, m_isResetting = false, m_hasCome = false;
};

} // namespace counterbell::ui
