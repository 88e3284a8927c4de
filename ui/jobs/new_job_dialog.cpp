// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/new_job_dialog.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/jobs/chat_invite.h"
#include "ui/jobs/consent_boxes.h"
#include "ui/jobs/due_field.h"
#include "ui/jobs/job_words.h"
#include "ui/jobs/known_customer.h"
#include "ui/jobs/phone_check.h"
#include "ui/jobs/team_list.h"
#include "ui/theme/fonts.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/field.h"
#include "ui/widgets/phone_edit.h"
#include "ui/widgets/segment_control.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

struct CallingCode {
    const char *region;
    int code;
};
/// Countries to choose for a number without +; any other number is typed with its +.
constexpr CallingCode kRegions[] = {{"AU", 61}, {"NZ", 64},  {"US", 1},  {"CA", 1},  {"GB", 44}, {"IE", 353},
                                    {"NL", 31}, {"BE", 32},  {"DE", 49}, {"FR", 33}, {"ES", 34}, {"IT", 39},
                                    {"SG", 65}, {"HK", 852}, {"JP", 81}, {"IN", 91}, {"ZA", 27}, {"AE", 971}};

void setKind(QLabel *label, const QString &kind)
{
    label->setProperty("kind", kind);
    label->style()->unpolish(label);
    label->style()->polish(label);
}

} // namespace

NewJobDialog::NewJobDialog(CoreClient &client, const TeamList &team, QWidget *over)
    : Dialog(tr("New job"), over, kDialogWidth),
      m_client(client),
      m_team(team),
      m_check(new PhoneCheck(client, this)),
      m_intake(new JobIntake(client, this)),
      m_region(new QComboBox),
      m_phone(new PhoneEdit(true)),
      m_phoneLine(new QLabel),
      m_known(new KnownCustomer),
      m_name(new QLineEdit),
      m_nameField(new Field(tr("Name"), m_name)),
      m_consents(new ConsentBoxes),
      m_kind(new SegmentControl(tr("Kind"))),
      m_due(new DueField([&client] { return client.now(); })),
      m_assignee(new QComboBox),
      m_description(new QPlainTextEdit),
      m_descriptionField(new Field(tr("Description"), m_description)),
      m_urgent(new QCheckBox(tr("Urgent: the assignee gets an SMS at once"))),
      m_invite(new ChatInvite(client))
{
    setObjectName(u"newJobDialog"_s);
    setBodyMargins(0, 0);
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    // Larger letters and smaller windows scroll the form; the buttons stay.
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    auto *form = makeForm();
    area->setWidget(form);
    area->viewport()->setAutoFillBackground(false);
    form->setAutoFillBackground(false);
    area->setMinimumHeight(std::min(form->sizeHint().height() + kSpace48, scaled(588)));
    row->addWidget(area, 1);
    row->addWidget(m_invite);
    body()->addLayout(row);
    addButton(tr("Cancel"), u"ghost"_s, Rejected);
    m_create = addPlainButton(tr("Create job"), u"primary"_s);
    m_create->setObjectName(u"createJob"_s);
    fillRegions();
    fillTeam();
    connect(&team, &TeamList::changed, this, &NewJobDialog::fillTeam);
    connect(m_create, &QPushButton::clicked, this, &NewJobDialog::create);
    connect(m_phone, &PhoneEdit::numberTyped, this, [this] { m_check->check(m_phone->text(), region()); });
    connect(m_phone, &QLineEdit::textChanged, this, [this] { m_check->forget(); });
    connect(m_region, &QComboBox::currentIndexChanged, this, [this] { m_check->check(m_phone->text(), region()); });
    connect(m_check, &PhoneCheck::changed, this, &NewJobDialog::follow);
    connect(m_name, &QLineEdit::textChanged, this, [this] {
        if (!m_name->text().trimmed().isEmpty())
            m_nameField->setError({});
        follow();
    });
    connect(m_description, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_description->toPlainText().trimmed().isEmpty())
            m_descriptionField->setError({});
    });
    connect(m_known, &KnownCustomer::chosen, this, [this](bool isUsed) {
        m_isKnownUsed = isUsed;
        follow();
        if (!isUsed)
            m_name->setFocus();
    });
    connect(m_kind, &SegmentControl::currentChanged, this, [this] { m_invite->setKind(kind()); });
    // Their message may have made them known.
    connect(m_invite, &ChatInvite::arrived, this, [this] { m_check->check(m_phone->text(), region()); });
    connect(m_intake, &JobIntake::failed, this, &NewJobDialog::fail);
    connect(m_intake, &JobIntake::done, this, [this](const Job &job) {
        Q_EMIT created(job);
        accept();
    });
    follow();
    setFirst(m_phone); // its country, which stands before it, is right nearly always
}

QWidget *NewJobDialog::makeForm()
{
    auto *form = new QWidget;
    auto *column = new QVBoxLayout(form);
    column->setContentsMargins(kSpace24, kSpace4, kSpace24, kSpace8);
    column->setSpacing(kSpace12);
    column->addWidget(makePhone());
    column->addWidget(m_known);
    m_name->setObjectName(u"name"_s);
    m_name->setMaxLength(200);
    column->addWidget(m_nameField);
    column->addWidget(m_consents);
    column->addWidget(makeDetails());
    m_description->setObjectName(u"description"_s);
    m_description->setTabChangesFocus(true);
    keepScaled(m_description, &QWidget::setFixedHeight, 64);
    m_descriptionField->setHint(tr("The customer reads this in the ready message, so keep it short and kind."));
    column->addWidget(m_descriptionField);
    m_urgent->setObjectName(u"urgent"_s);
    column->addWidget(m_urgent);
    column->addStretch();
    return form;
}

QWidget *NewJobDialog::makePhone()
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace4);
    auto *label = new QLabel(tr("Customer phone"));
    label->setProperty("kind", u"metaMedium"_s);
    label->setBuddy(m_phone);
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace8);
    m_region->setObjectName(u"region"_s);
    m_region->setProperty("large", true);
    m_region->setAccessibleDescription(tr("Country of a number without +"));
    m_phone->setObjectName(u"phone"_s);
    m_phone->setAccessibleName(tr("Customer phone"));
    row->addWidget(m_region);
    row->addWidget(m_phone, 1);
    m_phoneLine->setObjectName(u"phoneLine"_s);
    m_phoneLine->setTextFormat(Qt::PlainText);
    m_phoneLine->setWordWrap(true);
    column->addWidget(label);
    column->addLayout(row);
    column->addWidget(m_phoneLine);
    return box;
}

QWidget *NewJobDialog::makeDetails()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace16);
    m_kind->setObjectName(u"kind"_s);
    for (const auto kind : {JobKind::Repair, JobKind::Bespoke, JobKind::Task})
        m_kind->addSegment(wireName(kind), kindName(kind), kindIcon(kind));
    m_kind->setCurrent(wireName(JobKind::Repair));
    m_assignee->setObjectName(u"assignee"_s);
    row->addWidget(new Field(tr("Kind"), m_kind));
    row->addWidget(new Field(tr("Due"), m_due));
    row->addWidget(new Field(tr("Assignee"), m_assignee), 1);
    return box;
}

void NewJobDialog::fillRegions()
{
    for (const auto &entry : kRegions) {
        const auto region = QString::fromLatin1(entry.region);
        m_region->addItem(u"%1 +%2"_s.arg(region).arg(entry.code), region);
        m_region->setItemData(m_region->count() - 1, countryName(region), Qt::ToolTipRole);
    }
    m_client.call(methods::workspaceGet, {}, this, [this](Result<Workspace> answer) {
        if (!answer)
            return;
        if (m_region->findData(answer->region) < 0)
            m_region->insertItem(0, answer->region, answer->region);
        m_region->setCurrentIndex(m_region->findData(answer->region));
    });
}

void NewJobDialog::fillTeam()
{
    const auto chosen = m_assignee->currentData().toLongLong();
    m_assignee->clear();
    m_assignee->addItem(tr("Nobody"), 0);
    for (const auto &member : m_team.members())
        m_assignee->addItem(member.name, member.id.value);
    m_assignee->setCurrentIndex(std::max(0, m_assignee->findData(chosen)));
}

JobKind NewJobDialog::kind() const
{
    return fromWireName<JobKind>(m_kind->current()).value_or(JobKind::Repair);
}

QString NewJobDialog::region() const
{
    return m_region->currentData().toString();
}

std::optional<Contact> NewJobDialog::chosenContact() const
{
    return m_isKnownUsed.value_or(false) ? owner() : std::nullopt;
}

const std::optional<Contact> &NewJobDialog::owner() const
{
    return m_phone->text().trimmed().isEmpty() ? m_withoutNumber : m_check->owner();
}

void NewJobDialog::setCustomer(const ContactId &id)
{
    m_client.call(methods::contactsGet, {.contactId = id}, this, [this](const Result<Contact> &answer) {
        if (answer)
            fillIn(*answer);
        else
            setNote(errorSentence(answer.error()));
    });
}

void NewJobDialog::fillIn(const Contact &customer)
{
    // Who typed faster than the core answered, keeps what they typed.
    if (!m_phone->text().isEmpty() || !m_name->text().isEmpty())
        return;
    if (customer.phone) {
        m_phone->setText(*customer.phone);
    } else {
        m_withoutNumber = customer;
        follow();
    }
    m_description->setFocus();
}

void NewJobDialog::follow()
{
    const auto &owner = this->owner();
    const auto ownerId = owner ? std::optional(owner->id) : std::nullopt;
    if (std::exchange(m_askedAbout, ownerId) != ownerId)
        m_isKnownUsed = owner ? std::optional(true) : std::nullopt; // the likely answer; one press takes it back
    const auto &error = m_check->error();
    m_phone->setProperty("error", error.has_value());
    setKind(m_phoneLine, error ? u"error"_s : u"ok"_s);
    m_phoneLine->setVisible(error || m_check->number());
    m_phoneLine->setText(error               ? errorSentence(*error)
                         : m_check->number() ? phoneSentence(*m_check->number())
                                             : QString());
    m_phone->setAccessibleDescription(m_phoneLine->text());

    m_known->setVisible(owner.has_value());
    if (owner) {
        m_known->setContact(*owner, m_check->ownerHistory(), m_check->owner().has_value());
        m_known->setChoice(m_isKnownUsed);
    }
    const auto contact = chosenContact();
    m_nameField->setVisible(!contact);
    m_nameField->setHint(m_check->owner() && !contact
                             ? tr("A number belongs to one customer. It stays with %1, and the new person "
                                  "is kept without one.")
                                   .arg(isolated(owner->name))
                             : QString());
    const auto name = firstName(contact ? contact->name : m_name->text().trimmed());
    m_consents->setCustomer(name, contact);
    // Nobody agrees to messages that there is no number for.
    const bool isReached = contact ? contact->phone || !contact->addresses.empty()
                                   : !m_check->owner() && !m_phone->text().trimmed().isEmpty();
    m_consents->setVisible(isReached);
    const bool isTheirs = m_check->number() && (!owner || contact);
    m_invite->setCustomer(name, isTheirs ? m_check->number()->phone : QString());
}

std::optional<IntakeForm> NewJobDialog::read()
{
    IntakeForm form;
    const auto contact = chosenContact();
    if (contact)
        form.customer = contact->id;
    else
        form.name = m_name->text().trimmed();
    if (m_check->number() && !m_check->owner())
        form.phone = m_check->number()->phone;
    const bool isAsked = !m_consents->isHidden();
    form.agreesToSms = isAsked && m_consents->agreesToSms();
    form.agreesToWhatsApp = isAsked && m_consents->agreesToWhatsApp();
    form.wantsOffers = isAsked && m_consents->wantsOffers();
    form.job.kind = kind();
    form.job.description = m_description->toPlainText().trimmed();
    form.job.dueAt = m_due->due();
    if (m_urgent->isChecked())
        form.job.urgent = true;
    if (const auto id = m_assignee->currentData().toLongLong(); id > 0)
        form.job.assigneeId = MemberId{id};

    const bool hasPhone = !m_phone->text().trimmed().isEmpty();
    const bool needsName = !contact && form.name.isEmpty() && (kind() != JobKind::Task || hasPhone);
    m_nameField->setError(needsName ? tr("Whose is it? Type the customer's name.") : QString());
    m_descriptionField->setError(form.job.description.isEmpty() ? tr("Say in a few words what the job is.")
                                                                : QString());
    if (m_check->error() || (hasPhone && !m_check->number())) {
        m_phone->setFocus();
        m_check->check(m_phone->text(), region());
        return std::nullopt;
    }
    if (needsName)
        m_name->setFocus();
    else if (form.job.description.isEmpty())
        m_description->setFocus();
    else
        return form;
    return std::nullopt;
}

void NewJobDialog::create()
{
    if (m_intake->isRunning() || m_check->isBusy())
        return;
    const auto form = read();
    if (!form)
        return;
    m_create->setEnabled(false);
    setNote({});
    m_intake->run(*form);
}

void NewJobDialog::fail(const Error &error)
{
    m_create->setEnabled(true);
    setNote(errorSentence(error));
    if (error.reason == Reason::DuplicatePhone)
        m_check->check(m_phone->text(), region());
}

} // namespace counterbell::ui
