// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "ui/client/core_client.h"
#include "ui/widgets/toast_spec.h"

#include <QUrl>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace counterbell::ui
{

class Prompts;

/// What a person can do about a send, in the order to offer it.
enum class SendAct {
    SendAgain,
    SendAsSms,
    SendByWhatsApp,
    Call,
    ChangeNumber,
    OpenConversation,
    OpenJob,
};

/// The two that help most stand as buttons.
[[nodiscard]] std::vector<SendAct> helpfulActs(const Send &send);
/// All that make sense, for the menu.
[[nodiscard]] std::vector<SendAct> possibleActs(const Send &send);

/// The buttons of a send's detail and what they do: send again, call, change the number, open what it belongs to.
class SendActions : public QWidget
{
    Q_OBJECT

public:
    using UrlOpener = std::function<void(const QUrl &)>;

    SendActions(CoreClient &client, Prompts &prompts, QWidget *parent = nullptr);

    /// `phone`: the recipient's present number, where it is known to differ from the row's.
    void setSend(const Send &send, const QString &phone);
    /// tel: links go to the desktop, unless a test listens.
    void setUrlOpener(UrlOpener open) { m_open = std::move(open); }

Q_SIGNALS:
    void openConversation(const counterbell::ConversationId &id);
    void openJob(const counterbell::JobId &id);
    void toastRequested(const counterbell::ui::ToastSpec &toast);
    /// A fresh send was made of it.
    void retried(const counterbell::Send &send);
    /// The recipient has another number now.
    void numberChanged();

private:
    void build();
    void act(SendAct act);
    void retry(std::optional<Channel> channel);
    void call();
    void changeNumber();
    void saveNumber(const QString &number);
    void openMenu();
    void fail(const Error &error);
    [[nodiscard]] QString label(SendAct act) const;
    /// Why the signed-in member may not; empty where they may.
    [[nodiscard]] QString refusal(SendAct act) const;

    CoreClient &m_client;
    Prompts &m_prompts;
    UrlOpener m_open;
    Send m_send;
    QString m_phone;
    QHBoxLayout *m_row;
    QLabel *m_problem;
    std::vector<QWidget *> m_buttons;
};

} // namespace counterbell::ui
