// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/notes_section.h"

#include "ui/client/format.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/field.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr size_t kMostShown = 5; // the thread has them all

/// "6 Nov", with the year when it is another; "14:31" today.
QString dayOf(Timestamp at, Timestamp now)
{
    return isolated(listTime(at, now));
}

} // namespace

NotesSection::NotesSection(QWidget *parent)
    : SideSection(tr("Notes"), parent), m_list(new QWidget), m_form(new QWidget), m_edit(new QPlainTextEdit)
{
    setObjectName(u"notesSection"_s);
    setAction(u"add"_s, tr("Add"));
    connect(this, &SideSection::actionTriggered, this, &NotesSection::startAdding);
    auto *list = new QVBoxLayout(m_list);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    body()->addWidget(m_list);

    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(0, kSpace8, 0, 0);
    form->setSpacing(kSpace8);
    m_edit->setObjectName(u"newNote"_s);
    m_edit->setTabChangesFocus(true);
    m_edit->setFixedHeight(72);
    m_field = new Field(tr("New note"), m_edit);
    m_field->setHint(tr("Only the team sees it."));
    form->addWidget(m_field);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto *cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &NotesSection::stopAdding);
    buttons->addWidget(cancel);
    auto *add = new QPushButton(tr("Add note"));
    add->setObjectName(u"addNote"_s);
    add->setProperty("kind", u"primary"_s);
    connect(add, &QPushButton::clicked, this, &NotesSection::save);
    buttons->addWidget(add);
    form->addLayout(buttons);
    m_form->hide();
    body()->addWidget(m_form);
}

void NotesSection::show(const QString &standing, const std::vector<Message> &notes, Timestamp now)
{
    auto *list = static_cast<QVBoxLayout *>(m_list->layout());
    clearLayout(list);
    if (!standing.trimmed().isEmpty())
        list->addWidget(textLabel(isolated(standing.trimmed())));
    const auto shown = std::span(notes).first(qMin(kMostShown, notes.size()));
    for (const auto &note : shown) {
        if (list->count() > 0)
            list->addSpacing(kSpace8);
        list->addWidget(textLabel(isolated(note.body.trimmed())));
        list->addSpacing(kSpace4);
        list->addWidget(
            textLabel(tr("%1, %2").arg(isolated(note.author.name), dayOf(note.at, now)), Text::Meta, Tone::Text3));
    }
    if (list->count() == 0)
        list->addWidget(textLabel(tr("No notes yet."), Text::Base, Tone::Text2));
}

void NotesSection::startAdding()
{
    m_form->show();
    m_edit->setFocus();
}

void NotesSection::stopAdding()
{
    m_edit->clear();
    m_field->setError({});
    m_form->hide();
}

void NotesSection::noteAdded()
{
    stopAdding();
}

void NotesSection::noteRefused(const QString &sentence)
{
    m_form->setEnabled(true);
    m_field->setError(sentence);
}

void NotesSection::save()
{
    const auto body = m_edit->toPlainText().trimmed();
    if (body.isEmpty()) {
        m_field->setError(tr("Write the note first."));
        return;
    }
    Q_EMIT addNote(body);
}

} // namespace counterbell::ui
