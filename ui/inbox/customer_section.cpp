// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/customer_section.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/context_feed.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/field.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// "Mobile, Australia".
QString lineOf(const Contact &contact, const std::optional<ParsedPhone> &phone)
{
    QStringList parts;
    const auto landline = contact.capabilities.landline ? contact.capabilities.landline
                          : phone                       ? phone->landline
                                                        : std::nullopt;
    if (landline)
        parts << (*landline ? CustomerSection::tr("Landline, gets no texts") : CustomerSection::tr("Mobile"));
    if (phone && !phone->region.isEmpty())
        parts << QLocale::territoryToString(QLocale::codeToTerritory(phone->region));
    return parts.join(CustomerSection::tr(", "));
}

QString sinceOf(const ContextFeed &feed)
{
    // A job that was brought over from before is older than its customer's entry here; New job says the same.
    auto first = feed.contact()->createdAt;
    for (const auto &job : feed.jobs())
        first = job.createdAt.time_since_epoch().count() > 0 ? std::min(first, job.createdAt) : first;
    const auto day = QDateTime::fromMSecsSinceEpoch(toMillis(first)).date();
    const auto since = QLocale().toString(day, u"MMMM yyyy"_s);
    const int jobs = int(feed.jobs().size());
    if (jobs == 0)
        return since;
    if (jobs == 1)
        return CustomerSection::tr("%1, 1 job").arg(since);
    return feed.hasMoreJobs() ? CustomerSection::tr("%1, more than %2 jobs").arg(since).arg(jobs)
                              : CustomerSection::tr("%1, %2 jobs").arg(since).arg(jobs);
}

} // namespace

QString spokenLanguage(const QString &code)
{
    const QLocale locale(code);
    return locale.language() == QLocale::C ? code : QLocale::languageToString(locale.language());
}

CustomerSection::CustomerSection(CoreClient &client, const ContextFeed &feed, QWidget *parent)
    : SideSection(tr("Customer"), parent), m_client(client), m_feed(feed)
{
    setObjectName(u"customerSection"_s);
    setFirst(true);
    setAction({}, tr("Edit"));
    connect(this, &SideSection::actionTriggered, this, &CustomerSection::edit);
}

void CustomerSection::refresh()
{
    if (!isEditing())
        showFacts();
}

void CustomerSection::showFacts()
{
    clearLayout(body());
    const auto &contact = m_feed.contact();
    if (!contact)
        return;
    addFact(tr("Phone"), contact->phone ? phone(*contact->phone) : tr("Number is hidden"));
    if (const auto line = lineOf(*contact, m_feed.phone()); !line.isEmpty())
        addFact(tr("Line type"), line);
    if (contact->language)
        addFact(tr("Language"), spokenLanguage(*contact->language));
    addFact(tr("Customer since"), sinceOf(m_feed));
    if (contact->prefersCall)
        addFact(tr("Prefers"), tr("A phone call"));
}

void CustomerSection::addFact(const QString &key, const QString &value)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(kSpace8);
    auto *name = textLabel(key, Text::Meta, Tone::Text3);
    name->setFixedWidth(kKeyColumn);
    row->addWidget(name);
    auto *text = new ElidedLabel(value);
    text->setMinimumHeight(kSpace24);
    text->setAccessibleName(tr("%1: %2").arg(key, value));
    row->addWidget(text, 1);
    body()->addLayout(row);
}

void CustomerSection::edit()
{
    const auto &contact = m_feed.contact();
    if (!contact || isEditing())
        return;
    clearLayout(body());
    setAction({}, {});
    m_form = new QWidget;
    auto *column = new QVBoxLayout(m_form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    m_nameEdit = new QLineEdit(contact->name);
    m_nameEdit->setObjectName(u"customerName"_s);
    m_nameEdit->setMaxLength(200);
    column->addWidget(m_name = new Field(tr("Name"), m_nameEdit));
    m_phoneEdit = new QLineEdit(contact->phone.value_or(QString()));
    m_phoneEdit->setObjectName(u"customerPhone"_s);
    m_phoneEdit->setMaxLength(40);
    column->addWidget(m_phone = new Field(tr("Phone"), m_phoneEdit));
    m_notesEdit = new QPlainTextEdit(contact->notes);
    m_notesEdit->setObjectName(u"customerNotes"_s);
    m_notesEdit->setTabChangesFocus(true);
    m_notesEdit->setFixedHeight(88);
    column->addWidget(m_notes = new Field(tr("Notes"), m_notesEdit));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    auto *cancel = new QPushButton(tr("Cancel"));
    connect(cancel, &QPushButton::clicked, this, &CustomerSection::stopEditing);
    m_save = new QPushButton(tr("Save"));
    m_save->setObjectName(u"saveCustomer"_s);
    m_save->setProperty("kind", u"primary"_s);
    connect(m_save, &QPushButton::clicked, this, &CustomerSection::save);
    connect(m_nameEdit, &QLineEdit::returnPressed, this, &CustomerSection::save);
    connect(m_phoneEdit, &QLineEdit::returnPressed, this, &CustomerSection::save);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    column->addLayout(buttons);
    body()->addWidget(m_form);
    m_nameEdit->setFocus();
    Q_EMIT editingStarted();
}

void CustomerSection::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || !isEditing())
        return SideSection::keyPressEvent(event);
    stopEditing();
    if (auto *action = findChild<QToolButton *>())
        action->setFocus(Qt::OtherFocusReason);
}

void CustomerSection::stopEditing()
{
    if (!isEditing())
        return;
    m_form = nullptr;
    setAction({}, tr("Edit"));
    showFacts();
}

void CustomerSection::save()
{
    const auto name = m_nameEdit->text().trimmed();
    m_name->setError(name.isEmpty() ? tr("Give the customer a name.") : QString());
    if (name.isEmpty())
        return;
    UpdateContact change;
    change.contactId = m_feed.contactId();
    change.name = name;
    change.notes = m_notesEdit->toPlainText().trimmed();
    if (m_phoneEdit->text().trimmed() != m_feed.contact()->phone.value_or(QString()))
        change.phone = m_phoneEdit->text().trimmed();
    m_save->setEnabled(false);
    m_client.call(methods::contactsUpdate, change, m_form, [this](Result<Contact> contact) {
        if (contact) {
            stopEditing();
            return;
        }
        m_save->setEnabled(true);
        const auto reason = contact.error().reason;
        const bool isPhone = reason == Reason::InvalidPhone || reason == Reason::DuplicatePhone;
        (isPhone ? m_phone : m_notes)->setError(errorSentence(contact.error()));
    });
}

} // namespace counterbell::ui
