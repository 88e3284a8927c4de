// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"
#include "ui/inbox/side_section.h"

class QPlainTextEdit;

namespace counterbell::ui
{

class Field;

/// What the team keeps in mind: the customer's own notes, and under them those written into the conversation, newest
/// first, with who and when. Add opens a field in place.
class NotesSection : public SideSection
{
    Q_OBJECT

public:
    explicit NotesSection(QWidget *parent = nullptr);

    void show(const QString &standing, const std::vector<Message> &notes, Timestamp now);
    void startAdding();
    /// The note was kept: the field goes.
    void noteAdded();
    /// It wasn't, and why: what was typed stays.
    void noteRefused(const QString &sentence);
    /// Another customer: what was typed goes.
    void stopAdding();

Q_SIGNALS:
    void addNote(const QString &body);

private:
    void save();

    QWidget *m_list, *m_form;
    Field *m_field;
    QPlainTextEdit *m_edit;
};

} // namespace counterbell::ui
