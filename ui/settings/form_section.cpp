// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/form_section.h"

#include "ui/client/error_text.h"
#include "ui/settings/settings_parts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/field.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

FormSection::FormSection(CoreClient &client, QLatin1StringView permission, QWidget *parent)
    : SettingsSection(client, parent),
      m_client(client),
      m_permission(permission),
      m_bar(new QWidget),
      m_note(settingsLabel({}, u"error"_s)),
      m_save(new QPushButton(tr("Save changes"))),
      m_discard(new QPushButton(tr("Discard")))
{
    m_save->setProperty("kind", u"primary"_s);
    m_save->setObjectName(u"save"_s);
    m_discard->setObjectName(u"discard"_s);
    m_note->setObjectName(u"formNote"_s);
    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, kSpace16, 0, 0);
    row->setSpacing(kSpace8);
    row->addWidget(m_save);
    row->addWidget(m_discard);
    row->addWidget(m_note, 1);
    connect(m_save, &QPushButton::clicked, this, [this] {
        clearErrors();
        m_isSaving = true;
        writeBar();
        save();
    });
    connect(m_discard, &QPushButton::clicked, this, [this] {
        m_hasCome = false; // the newest is shown, whoever changed it
        clearErrors();
        writeBar();
        fetch();
    });
}

QString FormSection::lockFact() const
{
    return tr("Only owners and managers can change these.");
}

void FormSection::opened()
{
    m_isLocked = !may(m_permission);
    setLockedFor(m_isLocked, lockFact());
    for (auto *editor : m_editors)
        editor->setEnabled(!m_isLocked);
    writeBar();
    fetch();
}

void FormSection::addHeading(const QString &text, const QString &about)
{
    auto *heading = settingsLabel(text, u"heading"_s);
    heading->setContentsMargins(0, column()->count() > 1 ? kSpace24 : kSpace4, 0, kSpace4);
    column()->addWidget(heading);
    if (about.isEmpty())
        return;
    auto *words = settingsLabel(about, u"secondary"_s);
    words->setContentsMargins(0, 0, 0, kSpace4);
    column()->addWidget(words);
}

Field *FormSection::addField(const QString &argument, const QString &label, QWidget *editor, const QString &hint)
{
    auto *field = new Field(label, editor);
    field->setHint(hint);
    editor->setObjectName(argument);
    column()->addSpacing(kSpace12);
    column()->addWidget(field);
    m_editors.push_back(editor);
    nameField(argument, field);
    return field;
}

void FormSection::nameField(const QString &argument, Field *field)
{
    m_fields.insert_or_assign(argument, field);
}

void FormSection::addWidget(QWidget *widget)
{
    column()->addSpacing(kSpace12);
    column()->addWidget(widget);
    m_editors.push_back(widget);
}

void FormSection::finishForm()
{
    column()->addWidget(m_bar);
    column()->addStretch(1);
    writeBar();
}

void FormSection::taken(bool isOther)
{
    if (keepsTyped()) {
        if (!isOther)
            return;
        m_note->setText(tr("Someone changed these meanwhile. Save to keep yours, discard to see theirs."));
        return;
    }
    m_hasCome = true;
    m_isResetting = true;
    reset();
    m_isResetting = false;
    edited();
}

void FormSection::refused(const Error &error)
{
    m_isSaving = false;
    const auto argument = error.details.value("argument"_L1).toString();
    const auto sentence = errorSentence(error);
    if (!showError(argument, sentence))
        m_note->setText(sentence);
    announce(window(), sentence);
    writeBar();
}

void FormSection::saved()
{
    m_isSaving = false;
    m_note->clear();
    m_isResetting = true;
    reset();
    m_isResetting = false;
    edited();
    say(tr("Saved."));
}

void FormSection::edited()
{
    if (m_isResetting)
        return;
    writeBar();
    Q_EMIT changesChanged();
}

void FormSection::clearErrors()
{
    for (auto &[name, field] : m_fields)
        field->setError({});
    m_note->clear();
}

bool FormSection::showError(const QString &argument, const QString &sentence)
{
    const auto found = m_fields.find(argument);
    if (found == m_fields.end())
        return false;
    found->second->setError(sentence);
    found->second->editor()->setFocus();
    return true;
}

void FormSection::writeBar()
{
    const bool isChanged = m_hasCome && hasChanges();
    m_bar->setVisible(!m_isLocked);
    m_save->setEnabled(isChanged && !m_isSaving);
    m_discard->setEnabled(isChanged && !m_isSaving);
}

} // namespace counterbell::ui
