// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/member_dialog.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/settings/member_notices.h"
#include "ui/widgets/field.h"
#include "ui/widgets/phone_edit.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

MemberDialog::MemberDialog(CoreClient &client, const std::optional<Member> &member, QWidget *over)
    : Dialog(member ? tr("Edit a team member") : tr("Add a team member"), over),
      m_client(client),
      m_member(member),
      m_name(new QLineEdit(member ? member->name : QString())),
      m_login(new QLineEdit(member ? member->login.value_or(QString()) : QString())),
      m_pin(new QLineEdit),
      m_role(new QComboBox),
      m_phone(new PhoneEdit)
{
    setObjectName(u"memberDialog"_s);
    build();
    connect(m_phone, &PhoneEdit::numberTyped, this, &MemberDialog::checkNumber);
}

void MemberDialog::build()
{
    for (const auto &[role, word] : WireNames<Role>::values)
        m_role->addItem(roleName(role), QString(word));
    m_role->setCurrentIndex(m_role->findData(QString(wireName(m_member ? m_member->role : Role::Staff))));
    if (m_member && m_member->phone)
        m_phone->setText(*m_member->phone);
    m_name->setObjectName(u"memberName"_s);
    m_login->setObjectName(u"memberLogin"_s);
    m_pin->setObjectName(u"memberPin"_s);
    m_role->setObjectName(u"memberRole"_s);
    m_phone->setObjectName(u"memberPhone"_s);
    m_pin->setEchoMode(QLineEdit::Password);
    m_pin->setMaxLength(12);
    m_nameField = new Field(tr("Name"), m_name);
    m_roleField = new Field(tr("Role"), m_role);
    m_roleField->setHint(tr("Staff see their own work; agents answer customers; managers change settings."));
    m_phoneField = new Field(tr("Mobile number"), m_phone);
    m_phoneField->setHint(tr("For work messages. Empty: none."));
    m_loginField = new Field(tr("Sign-in name"), m_login);
    m_loginField->setHint(tr("Empty: this person doesn't sign in."));
    m_pinField = new Field(tr("PIN"), m_pin);
    m_pinField->setHint(tr("4 to 12 digits."));
    for (auto *field : {m_nameField, m_roleField, m_phoneField, m_loginField, m_pinField})
        body()->addWidget(field);
    m_pinField->setVisible(!m_member); // one that there is has its own button
    addButton(tr("Cancel"), {}, Rejected);
    m_save = addButton(m_member ? tr("Save") : tr("Add"), u"primary"_s, Accepted);
    m_save->setObjectName(u"saveMember"_s);
    m_name->setFocus();
}

void MemberDialog::checkNumber(const QString &text)
{
    m_client.call(methods::contactsParsePhone, {text, {}}, this, [this, text](const Result<ParsedPhone> &answer) {
        if (m_phone->text() != text)
            return;
        m_phoneField->setError(answer ? QString() : errorSentence(answer.error()));
        if (!answer)
            return;
        const bool isLandline = answer->landline.value_or(false);
        //: %1 a phone number
        m_phoneField->setHint(isLandline ? tr("%1 is a landline, which can't get texts.").arg(phone(answer->phone))
                                         : tr("%1 is right.").arg(phone(answer->phone)));
    });
}

bool MemberDialog::mayAccept()
{
    if (m_isSaved)
        return true;
    m_nameField->setError(m_name->text().trimmed().isEmpty() ? tr("Type the person's name.") : QString());
    if (!m_nameField->hasError())
        save();
    return false; // until the core has taken it
}

void MemberDialog::save()
{
    m_save->setEnabled(false);
    const auto role = fromWireName<Role>(m_role->currentData().toString()).value_or(Role::Staff);
    const auto take = [this](const Result<Member> &answer) { this->take(answer); };
    if (m_member) {
        UpdateMember change;
        change.memberId = m_member->id;
        change.name = m_name->text().trimmed();
        if (role != m_member->role)
            change.role = role;
        change.login = m_login->text().trimmed();
        change.phone = m_phone->text().trimmed();
        return m_client.call(methods::teamUpdate, change, this, take);
    }
    CreateMember made;
    const auto given = [](const QLineEdit *edit) {
        const auto text = edit->text().trimmed();
        return text.isEmpty() ? std::nullopt : std::optional(text);
    };
    made.name = m_name->text().trimmed();
    made.role = role;
    made.login = given(m_login);
    made.pin = given(m_pin);
    made.phone = given(m_phone);
    m_client.call(methods::teamCreate, made, this, take);
}

void MemberDialog::take(const Result<Member> &answer)
{
    m_save->setEnabled(true);
    if (answer) {
        m_isSaved = true;
        Q_EMIT done(*answer, !m_member);
        return accept();
    }
    const auto &error = answer.error();
    const auto argument = error.details.value("argument"_L1).toString();
    const auto problem = error.details.value("problem"_L1).toString();
    auto *field = m_nameField;
    if (error.reason == Reason::InvalidPhone || error.reason == Reason::DuplicatePhone)
        field = m_phoneField;
    else if (argument == u"login"_s)
        field = m_loginField;
    else if (argument == u"pin"_s)
        field = m_pinField;
    else if (error.reason == Reason::NotPermitted || problem == u"lastOwner"_s)
        field = m_roleField;
    field->setError(errorSentence(error));
    field->editor()->setFocus();
}

} // namespace counterbell::ui
