// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/api/team.h"
#include "ui/client/core_client.h"
#include "ui/widgets/dialog.h"

class QComboBox;
class QLineEdit;

namespace counterbell::ui
{

class Field;
class PhoneEdit;

/// A team member: new, or one there is. The core checks the number while it is typed, and everything when it is saved.
class MemberDialog : public Dialog
{
    Q_OBJECT

public:
    MemberDialog(CoreClient &client, const std::optional<Member> &member, QWidget *over);

Q_SIGNALS:
    void done(const counterbell::Member &member, bool isNew);

protected:
    bool mayAccept() override;

private:
    void build();
    void checkNumber(const QString &text);
    void save();
    void take(const Result<Member> &answer);

    CoreClient &m_client;
    std::optional<Member> m_member;
    QLineEdit *m_name, *m_login, *m_pin;
    QComboBox *m_role;
    PhoneEdit *m_phone;
    Field *m_nameField, *m_loginField, *m_pinField, *m_roleField, *m_phoneField;
    QPushButton *m_save = nullptr;
    bool m_isSaved = false;
};

} // namespace counterbell::ui
