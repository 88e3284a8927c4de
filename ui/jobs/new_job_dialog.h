// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/job_intake.h"
#include "ui/widgets/dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace counterbell::ui
{

class ChatInvite;
class ConsentBoxes;
class DueField;
class Field;
class KnownCustomer;
class PhoneCheck;
class PhoneEdit;
class SegmentControl;
class TeamList;

/// A piece is taken in at the counter (mockup 06).
class NewJobDialog : public Dialog
{
    Q_OBJECT

public:
    NewJobDialog(CoreClient &client, const TeamList &team, QWidget *over);
    /// Whose job it is: their number is filled in as if it had been typed. Without a number they are named.
    void setCustomer(const ContactId &id);

Q_SIGNALS:
    void created(const counterbell::Job &job);

private:
    QWidget *makeForm();
    QWidget *makePhone();
    QWidget *makeDetails();
    void fillRegions();
    void fillTeam();
    void follow();
    void create();
    void fail(const Error &error);
    void fillIn(const Contact &customer);
    /// Whose the number is; without a number, the customer that was filled in.
    [[nodiscard]] const std::optional<Contact> &owner() const;
    [[nodiscard]] std::optional<IntakeForm> read();
    [[nodiscard]] JobKind kind() const;
    [[nodiscard]] QString region() const;
    /// The owner, where they were chosen.
    [[nodiscard]] std::optional<Contact> chosenContact() const;

    CoreClient &m_client;
    const TeamList &m_team;
    PhoneCheck *m_check;
    JobIntake *m_intake;
    std::optional<Contact> m_withoutNumber;
    std::optional<bool> m_isKnownUsed;
    std::optional<ContactId> m_askedAbout;

    QComboBox *m_region;
    PhoneEdit *m_phone;
    QLabel *m_phoneLine;
    KnownCustomer *m_known;
    QLineEdit *m_name;
    Field *m_nameField;
    ConsentBoxes *m_consents;
    SegmentControl *m_kind;
    DueField *m_due;
    QComboBox *m_assignee;
    QPlainTextEdit *m_description;
    Field *m_descriptionField;
    QCheckBox *m_urgent;
    ChatInvite *m_invite;
    QPushButton *m_create;
};

} // namespace counterbell::ui
