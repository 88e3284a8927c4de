// SPDX-License-Identifier: Apache-2.0
#include "ui/phone/phone_panel.h"

#include "ui/client/core_client.h"
#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/theme/colors.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/segment_control.h"
#include "ui/widgets/switch.h"

#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

PhonePanel::PhonePanel(CoreClient &client, QWidget *parent) : QWidget(parent), m_client(client)
{
    setObjectName(u"phone"_s);
    setAccessibleName(tr("Sandbox phone"));
    setProperty("pane", true);
    setFixedWidth(kDetailWidth);
    auto *column = new QVBoxLayout(this);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    column->setContentsMargins(isMirrored ? 0 : 1, 0, isMirrored ? 1 : 0, 0); // the line at its start
    column->setSpacing(0);
    column->addWidget(buildHead());
    m_talk = new TalkView(this);
    column->addWidget(m_talk, 1);
    column->addWidget(buildWriting());
    column->addWidget(buildSwitches());
    setFocusProxy(m_who);
    m_poll.setInterval(700ms);
    connect(&m_poll, &QTimer::timeout, this, &PhonePanel::poll);
    connect(&client, &CoreClient::resynced, this, &PhonePanel::loadPeople);
    become({});
}

void PhonePanel::setSandbox(const QUrl &base)
{
    m_api.setBase(base);
}

void PhonePanel::follow(const Conversation &conversation)
{
    // It is shown again with each message; who was chosen here since stays.
    if (std::exchange(m_followed, conversation.id) == conversation.id)
        return;
    const auto number = conversation.contact.phone.value_or(QString());
    if (number.isEmpty() || number == m_number || !m_text->text().isEmpty())
        return;
    m_who->setCurrentIndex(m_who->findData(number));
    become(number);
}

void PhonePanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    loadPeople();
    poll();
    m_poll.start();
}

void PhonePanel::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_poll.stop();
}

void PhonePanel::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.pane);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, 1, height())), c.line);
}

void PhonePanel::loadPeople()
{
    if (!isVisible())
        return;
    m_client.call(methods::contactsList, {.filter = {}, .before = {}, .limit = 200}, this,
                  [this](const Result<Page<Contact>> &answer) {
                      if (!answer)
                          return;
                      // What somebody types just now stays, whoever else is on the list.
                      auto *field = m_who->lineEdit();
                      const auto typed = m_who->currentText();
                      const bool isTyping = field->isModified();
                      m_who->clear();
                      for (const auto &person : answer->items) {
                          if (person.phone)
                              m_who->addItem(tr("%1, %2").arg(isolated(person.name), phone(*person.phone)),
                                             *person.phone);
                      }
                      const int chosen = m_who->findData(m_number);
                      m_who->setCurrentIndex(chosen);
                      if (isTyping || chosen < 0)
                          m_who->setEditText(typed);
                      field->setModified(isTyping);
                      if (isTyping)
                          return;
                      if (m_number.isEmpty() && m_who->count() > 0)
                          become(m_who->itemData(0).toString());
                      if (field->hasFocus())
                          field->selectAll(); // whoever types means somebody else
                  });
}

void PhonePanel::takeNumber(const QString &typed)
{
    // Part of a name is enough, part of a number is not.
    const bool isName = std::ranges::any_of(typed, [](QChar one) { return one.isLetter(); });
    const int known = m_who->findText(typed.trimmed(), isName ? Qt::MatchContains : Qt::MatchFixedString);
    if (known >= 0)
        return become(m_who->itemData(known).toString());
    m_client.call(methods::contactsParsePhone, {.text = typed, .region = {}}, this,
                  [this](const Result<ParsedPhone> &answer) {
                      if (answer)
                          become(answer->phone);
                      else
                          say(errorSentence(answer.error()));
                  });
}

void PhonePanel::become(const QString &number)
{
    m_number = number;
    m_received.clear();
    say({});
    const auto state = m_states.value(number);
    for (const auto &[control, isOn] : {std::pair(m_onWhatsApp, state.onWhatsApp),
                                        std::pair(m_reachable, state.reachable), std::pair(m_reads, state.reads)}) {
        const QSignalBlocker quiet(control);
        control->setChecked(isOn);
        control->setEnabled(!number.isEmpty());
        control->update();
    }
    for (auto *action : m_actions)
        action->setEnabled(!number.isEmpty());
    const int known = m_who->findData(number);
    if (known >= 0)
        m_who->setCurrentIndex(known);
    else if (!number.isEmpty())
        m_who->setEditText(phone(number));
    m_who->lineEdit()->setModified(false);
    showTalk();
    m_isPolling = false;
    poll();
}

void PhonePanel::poll()
{
    if (m_number.isEmpty() || !isVisible() || std::exchange(m_isPolling, true))
        return;
    m_api.received(m_number, [this, number = m_number](const Result<std::vector<HandsetMessage>> &answer) {
        if (number != m_number)
            return;
        m_isPolling = false;
        if (!answer || *answer == m_received)
            return;
        m_received = *answer;
        showTalk();
    });
}

void PhonePanel::showTalk()
{
    auto lines = m_written.value(m_number);
    for (const auto &message : m_received) {
        const auto text = message.body.isEmpty() && message.media > 0 ? tr("A file") : message.body;
        lines.push_back({false, message.channel, text, message.at});
    }
    std::ranges::stable_sort(lines, {}, &TalkLine::at);
    m_talk->show(std::move(lines), m_client.now());
}

void PhonePanel::write(const QString &body, const std::optional<QString> &buttonPayload)
{
    if (m_number.isEmpty())
        return;
    const auto channel = fromWireName<Channel>(m_channel->current(), Channel::Whatsapp);
    const auto number = m_number;
    m_api.write(number, channel, body, buttonPayload, [this, number, channel, body](const Result<QJsonObject> &answer) {
        if (!answer)
            return say(tr("The sandbox did not take it. Try again; it said: %1")
                           .arg(isolated(answer.error().details["problem"_L1].toString())));
        say({});
        m_written[number].push_back({true, channel, body, m_client.now()});
        if (m_text->text() == body)
            m_text->clear();
        if (number == m_number)
            showTalk();
    });
}

void PhonePanel::changeState()
{
    const HandsetState state{m_onWhatsApp->isChecked(), m_reachable->isChecked(), m_reads->isChecked()};
    m_states[m_number] = state;
    m_api.change(m_number, state, [this](const Result<QJsonObject> &answer) {
        if (!answer)
            say(tr("The sandbox could not change this phone. Try again."));
    });
}

void PhonePanel::skipDay()
{
    m_skip->setEnabled(false);
    m_api.skip(24h, [this](const Result<QJsonObject> &answer) {
        m_skip->setEnabled(true);
        say(answer ? tr("It is a day later in the shop.") : tr("The clock could not be moved. Try again."));
    });
}

void PhonePanel::say(const QString &sentence)
{
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
}

} // namespace counterbell::ui
