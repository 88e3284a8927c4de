// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/inbox/side_section.h"

class QFormLayout;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace counterbell::ui
{

class ContextFeed;
class Field;

/// "English" from "en"; a code that nobody knows stays as it is.
[[nodiscard]] QString spokenLanguage(const QString &code);

/// Who the customer is: phone, line, language, since when. Edit turns it into a form in place: name, number, notes.
class CustomerSection : public SideSection
{
    Q_OBJECT

public:
    CustomerSection(CoreClient &client, const ContextFeed &feed, QWidget *parent = nullptr);

    /// Shows what the feed has; what is being typed into the form stays.
    void refresh();
    void edit();
    void stopEditing();
    [[nodiscard]] bool isEditing() const { return m_form != nullptr; }

Q_SIGNALS:
    void editingStarted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showFacts();
    void addFact(const QString &key, const QString &value);
    void save();

    CoreClient &m_client;
    const ContextFeed &m_feed;
    QWidget *m_form = nullptr;
    Field *m_name = nullptr, *m_phone = nullptr, *m_notes = nullptr;
    QLineEdit *m_nameEdit = nullptr, *m_phoneEdit = nullptr;
    QPlainTextEdit *m_notesEdit = nullptr;
    QPushButton *m_save = nullptr;
};

} // namespace counterbell::ui
