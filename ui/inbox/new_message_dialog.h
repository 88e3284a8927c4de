// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/widgets/dialog.h"

#include <QTimer>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace counterbell::ui
{

class Field;

/// Whom to write to: somebody who is known, by name or number, or a number that nobody has yet. The arrows move in the
/// list while the field keeps the focus; Enter writes.
class NewMessageDialog : public Dialog
{
    Q_OBJECT

public:
    NewMessageDialog(CoreClient &client, QWidget *over);

Q_SIGNALS:
    /// `isNew`: their contact has just been made.
    void chosen(const counterbell::Conversation &conversation, bool isNew);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void typed(const QString &text);
    void ask();
    void showPeople(const std::vector<Contact> &people);
    void showState();
    void write();
    void create();
    void openWith(ContactId contact, bool isNew);
    void refused(const Error &error);
    [[nodiscard]] const Contact *current() const;

    CoreClient &m_client;
    QTimer m_pause;
    int m_round = 0; ///< answers about an older text count no longer
    QString m_text;
    std::vector<Contact> m_people;
    std::optional<ParsedPhone> m_number; ///< typed, and nobody's yet
    ContactId m_made;                    ///< made for it, if opening then failed
    QLineEdit *m_to, *m_name;
    Field *m_toField, *m_nameField;
    QListWidget *m_list;
    QPushButton *m_write;
};

} // namespace counterbell::ui
