// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_actions.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/sendlog/send_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/prompts.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

using enum SendAct;

SendAct actOf(Remedy remedy)
{
    switch (remedy) {
    case Remedy::SendAgain:
        return SendAgain;
    case Remedy::SendAsSms:
        return SendAsSms;
    case Remedy::SendByWhatsApp:
        return SendByWhatsApp;
    case Remedy::FixNumber:
        return ChangeNumber;
    case Remedy::Call:
        return Call;
    case Remedy::ChooseTemplate:
    case Remedy::EditText:
        break;
    }
    return OpenConversation; // templates and the text are the composer's
}

bool isOver(const Send &send)
{
    const auto group = groupOf(send.status);
    return group == SendGroup::Failed || group == SendGroup::NeverAttempted;
}

QString iconOf(SendAct act)
{
    switch (act) {
    case SendAgain:
        return u"refresh"_s;
    case SendAsSms:
        return u"channel-sms"_s;
    case SendByWhatsApp:
        return u"channel-whatsapp"_s;
    case Call:
        return u"phone"_s;
    case ChangeNumber:
        return u"edit"_s;
    case OpenConversation:
        return u"inbox"_s;
    case OpenJob:
        return u"jobs"_s;
    }
    return {};
}

} // namespace

std::vector<SendAct> possibleActs(const Send &send)
{
    std::vector<SendAct> acts;
    // One that is uncertain waits for evidence; where that has come to nothing a person decides (DESIGN 4).
    if (isOver(send) || send.status == DeliveryStatus::Uncertain) {
        acts.push_back(SendAgain);
        acts.push_back(send.channel == Channel::Sms ? SendByWhatsApp : SendAsSms);
    }
    if (!send.recipient.number.isEmpty())
        acts.push_back(Call);
    if (send.contactId || send.memberId)
        acts.push_back(ChangeNumber);
    if (send.conversationId)
        acts.push_back(OpenConversation);
    if (send.jobId)
        acts.push_back(OpenJob);
    return acts;
}

std::vector<SendAct> helpfulActs(const Send &send)
{
    const auto possible = possibleActs(send);
    std::vector<SendAct> acts;
    const auto add = [&](SendAct act) {
        if (acts.size() < 2 && std::ranges::count(possible, act) > 0 && std::ranges::count(acts, act) == 0)
            acts.push_back(act);
    };
    if (isOver(send) && send.reason) {
        for (const auto remedy : remediesFor(*send.reason)) {
            add(actOf(remedy));
            if (remedy == Remedy::Call && send.channel == Channel::Sms)
                add(ChangeNumber); // what can't get texts may have a mobile beside it
        }
    }
    for (const auto act : {OpenConversation, OpenJob}) {
        if (acts.empty())
            add(act);
    }
    return acts;
}

SendActions::SendActions(CoreClient &client, Prompts &prompts, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_prompts(prompts),
      m_open([](const QUrl &url) { QDesktopServices::openUrl(url); }),
      m_row(new QHBoxLayout),
      m_problem(new QLabel)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace8);
    m_row->setSpacing(kSpace8);
    column->addLayout(m_row);
    m_problem->setProperty("kind", u"error"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setObjectName(u"sendProblem"_s);
    m_problem->hide();
    column->addWidget(m_problem);
}

void SendActions::setSend(const Send &send, const QString &phone)
{
    if (send.id != m_send.id)
        m_problem->hide();
    m_send = send;
    m_phone = phone.isEmpty() ? send.recipient.number : phone;
    build();
}

QString SendActions::label(SendAct act) const
{
    const auto name = firstName(m_send.recipient.name);
    switch (act) {
    case SendAgain:
        return remedyLabel(Remedy::SendAgain);
    case SendAsSms:
        return remedyLabel(Remedy::SendAsSms);
    case SendByWhatsApp:
        return remedyLabel(Remedy::SendByWhatsApp);
    case Call:
        return name.isEmpty() ? tr("Call") : tr("Call %1").arg(isolated(name));
    case ChangeNumber:
        return m_phone.isEmpty() ? tr("Add number…") : tr("Change number…");
    case OpenConversation:
        return tr("Open conversation");
    case OpenJob:
        return tr("Open job");
    }
    return {};
}

QString SendActions::refusal(SendAct act) const
{
    const auto &who = m_client.who();
    const auto may = [&](QLatin1StringView permission) {
        return who && std::ranges::count(who->permissions, QString(permission)) > 0;
    };
    const bool isSending = act == SendAgain || act == SendAsSms || act == SendByWhatsApp;
    if (isSending && !may("agent_up"_L1))
        return tr("agents and up");
    if (act == ChangeNumber && m_send.memberId && !may("manager_up"_L1))
        return tr("managers only");
    return {};
}

void SendActions::build()
{
    for (auto *button : std::exchange(m_buttons, {}))
        button->deleteLater();
    while (auto *item = m_row->takeAt(0))
        delete item;
    bool isFirst = true;
    for (const auto act : helpfulActs(m_send)) {
        if (!refusal(act).isEmpty())
            continue;
        auto *button = new QPushButton(label(act));
        button->setProperty("large", true);
        button->setObjectName(u"sendAct%1"_s.arg(int(act)));
        if (isFirst)
            button->setProperty("kind", u"primary"_s);
        if (isFirst || act != ChangeNumber)
            button->setIcon(icon(iconOf(act)));
        isFirst = false;
        connect(button, &QPushButton::clicked, this, [this, act] { this->act(act); });
        m_row->addWidget(button);
        m_buttons.push_back(button);
    }
    auto *more = new QPushButton(icon(u"more"_s), {});
    more->setAccessibleName(tr("More about this message"));
    more->setToolTip(more->accessibleName());
    more->setObjectName(u"sendMore"_s);
    more->setProperty("large", true);
    more->setFixedWidth(kLargeControl);
    connect(more, &QPushButton::clicked, this, &SendActions::openMenu);
    m_row->addWidget(more);
    m_row->addStretch();
    m_buttons.push_back(more);
}

void SendActions::openMenu()
{
    auto *menu = new MenuWithReasons(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const auto act : possibleActs(m_send)) {
        auto *item = menu->addItem(iconOf(act), label(act), [this, act] { this->act(act); });
        menu->refuse(item, refusal(act));
    }
    const auto *button = m_buttons.back();
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

void SendActions::act(SendAct act)
{
    m_problem->hide();
    switch (act) {
    case SendAgain:
        return retry(std::nullopt);
    case SendAsSms:
        return retry(Channel::Sms);
    case SendByWhatsApp:
        return retry(Channel::Whatsapp);
    case Call:
        return call();
    case ChangeNumber:
        return changeNumber();
    case OpenConversation:
        Q_EMIT openConversation(*m_send.conversationId);
        return;
    case OpenJob:
        Q_EMIT openJob(*m_send.jobId);
    }
}

void SendActions::retry(std::optional<Channel> channel)
{
    setEnabled(false);
    m_client.call(methods::sendLogRetry, {m_send.id, channel}, this,
                  [this, name = m_send.recipient.name](const Result<Send> &answer) {
                      setEnabled(true);
                      if (!answer)
                          return fail(answer.error());
                      ToastSpec toast;
                      toast.key = u"sendLog.retry"_s;
                      //: %1 a customer or member
                      toast.fact = tr("Sending to %1 again.").arg(isolated(name));
                      toast.detail = answer->channel == Channel::Sms ? tr("By SMS.") : tr("By WhatsApp.");
                      Q_EMIT toastRequested(toast);
                      Q_EMIT retried(*answer);
                  });
}

void SendActions::call()
{
    QUrl url;
    url.setScheme(u"tel"_s);
    url.setPath(m_phone);
    m_open(url);
}

void SendActions::changeNumber()
{
    TextQuestion question;
    //: %1 a customer or member
    question.title = tr("Number of %1").arg(isolated(m_send.recipient.name));
    question.label = tr("Mobile number");
    question.confirm = tr("Save number");
    question.value = m_phone;
    question.hint = tr("Messages from now on go to this number. What was sent stays in the log.");
    question.maxLength = 40;
    m_prompts.askText(question, [self = QPointer(this)](const std::optional<QString> &number) {
        if (self && number)
            self->saveNumber(*number);
    });
}

void SendActions::saveNumber(const QString &number)
{
    const auto done = [this](const std::optional<Error> &error) {
        if (error)
            return fail(*error);
        ToastSpec toast;
        toast.key = u"sendLog.number"_s;
        toast.fact = tr("Number saved.");
        Q_EMIT toastRequested(toast);
        Q_EMIT numberChanged();
    };
    const auto problem = [](const auto &answer) { return answer ? std::nullopt : std::optional(answer.error()); };
    if (m_send.contactId) {
        UpdateContact change;
        change.contactId = *m_send.contactId;
        change.phone = number;
        m_client.call(methods::contactsUpdate, change, this,
                      [=](const Result<Contact> &answer) { done(problem(answer)); });
    } else if (m_send.memberId) {
        UpdateMember change;
        change.memberId = *m_send.memberId;
        change.phone = number;
        m_client.call(methods::teamUpdate, change, this, [=](const Result<Member> &answer) { done(problem(answer)); });
    }
}

void SendActions::fail(const Error &error)
{
    m_problem->setText(errorSentence(error));
    m_problem->show();
    announce(window(), m_problem->text());
}

} // namespace counterbell::ui
