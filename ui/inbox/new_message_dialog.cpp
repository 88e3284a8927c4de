// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/new_message_dialog.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/widgets/field.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

namespace
{

constexpr int kMostPeople = 8;
constexpr int kListHeight = 208;
constexpr qsizetype kLeastLetters = 2;
constexpr auto kLeastDigits = 5; // no number anywhere is shorter

/// Digits and what stands between them; a ticket or a name has letters.
bool isNumber(const QString &text)
{
    const auto digits = std::ranges::count_if(text, [](QChar c) { return c.isDigit(); });
    return digits >= kLeastDigits && std::ranges::none_of(text, [](QChar c) { return c.isLetter(); });
}

bool hasNumber(const Contact &contact, const QString &number)
{
    return contact.phone == number || std::ranges::find(contact.addresses, number) != contact.addresses.end();
}

} // namespace

NewMessageDialog::NewMessageDialog(CoreClient &client, QWidget *over)
    : Dialog(tr("New message"), over, 520), m_client(client)
{
    build();
    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    connect(&m_pause, &QTimer::timeout, this, &NewMessageDialog::ask);
    connect(m_to, &QLineEdit::textChanged, this, &NewMessageDialog::typed);
    connect(m_to, &QLineEdit::returnPressed, this, &NewMessageDialog::write);
    connect(m_name, &QLineEdit::returnPressed, this, &NewMessageDialog::write);
    connect(m_write, &QPushButton::clicked, this, &NewMessageDialog::write);
    connect(m_list, &QListWidget::currentRowChanged, this, &NewMessageDialog::showState);
    connect(m_list, &QListWidget::itemClicked, this, &NewMessageDialog::write);
    showState();
}

void NewMessageDialog::build()
{
    setObjectName(u"newMessageDialog"_s);
    m_to = new QLineEdit;
    m_to->setObjectName(u"messageTo"_s);
    m_to->setMaxLength(200);
    m_to->setClearButtonEnabled(true);
    m_to->installEventFilter(this);
    m_toField = new Field(tr("To"), m_to);
    m_toField->setHint(tr("A name, or any mobile number, also one that is new here."));
    body()->addWidget(m_toField);
    m_list = new QListWidget;
    m_list->setObjectName(u"messagePeople"_s);
    m_list->setAccessibleName(tr("Customers found"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_name = new QLineEdit;
    m_name->setObjectName(u"messageName"_s);
    m_name->setMaxLength(200);
    m_nameField = new Field(tr("Name (optional)"), m_name);
    m_nameField->setHint(tr("A new customer is made for this number."));
    // One height, whatever is typed: nothing moves under the hand.
    auto *below = new QWidget;
    below->setFixedHeight(kListHeight);
    auto *column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_nameField);
    column->addWidget(m_list, 1);
    body()->addWidget(below);
    addButton(tr("Cancel"), {}, Rejected);
    m_write = addPlainButton(tr("Write"), u"primary"_s);
    m_write->setObjectName(u"writeTo"_s);
    setFirst(m_to);
}

void NewMessageDialog::typed(const QString &text)
{
    ++m_round;
    m_text = text.trimmed();
    m_number.reset();
    m_made = {};
    m_toField->setError({});
    m_pause.start();
    showPeople({}); // who was found for another text must not be one Enter away
}

void NewMessageDialog::ask()
{
    m_pause.stop();
    if (m_text.size() < kLeastLetters)
        return;
    const int round = ++m_round;
    const auto find = [this, round](const QString &text, const std::optional<ParsedPhone> &number) {
        m_client.call(methods::contactsList,
                      {.filter = ContactFilter{.text = text, .tag = {}}, .before = {}, .limit = kMostPeople}, this,
                      [this, round, number](const Result<Page<Contact>> &answer) {
                          if (round != m_round)
                              return;
                          if (!answer)
                              return m_toField->setError(errorSentence(answer.error()));
                          const bool isKnown =
                              number && std::ranges::any_of(answer->items, [&](const Contact &contact) {
                                  return hasNumber(contact, number->phone);
                              });
                          m_number = isKnown ? std::nullopt : number;
                          showPeople(answer->items);
                      });
    };
    if (!isNumber(m_text))
        return find(m_text, std::nullopt);
    m_client.call(methods::contactsParsePhone, {.text = m_text, .region = {}}, this,
                  [this, round, find, text = m_text](const Result<ParsedPhone> &answer) {
                      if (round != m_round)
                          return;
                      if (!answer)
                          m_toField->setError(errorSentence(answer.error()));
                      // Part of a number may still be somebody's.
                      find(answer ? answer->phone : text, answer ? std::optional(*answer) : std::nullopt);
                  });
}

void NewMessageDialog::showPeople(const std::vector<Contact> &people)
{
    m_people = people;
    m_list->clear();
    for (const auto &person : m_people) {
        const auto number = person.phone ? phone(*person.phone) : tr("Number is hidden");
        //: A customer in a list: the name, then the number
        auto *item = new QListWidgetItem(icon(u"user"_s), tr("%1, %2").arg(isolated(person.name), number));
        item->setSizeHint(QSize(0, scaled(36)));
        m_list->addItem(item);
    }
    if (!m_people.empty() && !m_number) {
        m_list->setCurrentRow(0);
        m_toField->setError({});
    }
    showState();
}

const Contact *NewMessageDialog::current() const
{
    const int row = m_list->currentRow();
    return row < 0 || row >= int(m_people.size()) ? nullptr : &m_people[size_t(row)];
}

void NewMessageDialog::showState()
{
    const auto *person = current();
    const bool isNew = !person && m_number;
    m_write->setText(person     ? tr("Write to %1").arg(isolated(person->name))
                     : m_number ? tr("Write to %1").arg(phone(m_number->phone))
                                : tr("Write"));
    m_write->setEnabled(person || m_number);
    m_nameField->setVisible(isNew);
    if (isNew)
        m_toField->setHint(m_number->landline.value_or(false)
                               ? tr("%1 is a landline and gets no texts. Better call.").arg(phone(m_number->phone))
                               : tr("Nobody has %1 yet.").arg(phone(m_number->phone)));
    else if (m_text.size() >= kLeastLetters && !m_pause.isActive() && m_people.empty())
        m_toField->setHint(tr("Nobody found. For somebody new type the whole number."));
    else
        m_toField->setHint(tr("A name, or any mobile number, also one that is new here."));
}

void NewMessageDialog::write()
{
    if (m_pause.isActive())
        return ask(); // what stands in the list is about an older text
    if (const auto *person = current())
        return openWith(person->id, false);
    if (m_number && !m_made.isNull())
        return openWith(m_made, true);
    if (m_number)
        create();
}

void NewMessageDialog::create()
{
    m_write->setEnabled(false);
    CreateContact request;
    const auto name = m_name->text().simplified();
    request.name = name.isEmpty() ? m_number->phone : name;
    request.phone = m_number->phone;
    m_client.call(methods::contactsCreate, request, this, [this, round = m_round](const Result<Contact> &answer) {
        if (round != m_round)
            return;
        if (answer) {
            m_made = answer->id;
            return openWith(answer->id, true);
        }
        // Somebody else was quicker, at another computer.
        const ContactId other{answer.error().details["contactId"_L1].toString().toLongLong()};
        if (answer.error().reason == Reason::DuplicatePhone && !other.isNull())
            return openWith(other, false);
        refused(answer.error());
    });
}

void NewMessageDialog::openWith(ContactId contact, bool isNew)
{
    m_write->setEnabled(false);
    m_client.call(methods::inboxOpen, {.contactId = contact}, this, [this, isNew](const Result<Conversation> &answer) {
        if (!answer)
            return refused(answer.error());
        accept(); // first: closing gives the focus back, and what was chosen then takes it
        Q_EMIT chosen(*answer, isNew);
    });
}

void NewMessageDialog::refused(const Error &error)
{
    m_toField->setError(errorSentence(error));
    showState();
}

bool NewMessageDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_to && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
        if (step != 0 && m_list->count() > 0) {
            m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, m_list->count() - 1));
            m_to->setAccessibleDescription(m_list->currentItem()->text());
            return true;
        }
    }
    return Dialog::eventFilter(watched, event);
}

} // namespace counterbell::ui
