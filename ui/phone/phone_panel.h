// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "ui/phone/sandbox_api.h"
#include "ui/phone/talk_view.h"

#include <QHash>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace counterbell::ui
{

class CoreClient;
class SegmentControl;
class Switch;

/// The Sandbox phone: be any customer. Choose one or type any number, see what arrived on their phone, write on
/// WhatsApp or SMS, press a button, reply STOP, leave WhatsApp, switch the phone off, skip 24 hours.
class PhonePanel : public QWidget
{
    Q_OBJECT

public:
    explicit PhonePanel(CoreClient &client, QWidget *parent = nullptr);

    /// The sandbox's base URL, from its ready line.
    void setSandbox(const QUrl &base);
    /// Becomes the customer of the conversation that was opened, unless something is written here.
    void follow(const Conversation &conversation);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *buildHead();
    QWidget *buildWriting();
    QWidget *buildSwitches();
    void loadPeople();
    void takeNumber(const QString &typed);
    void become(const QString &number);
    void poll();
    void showTalk();
    void write(const QString &body, const std::optional<QString> &buttonPayload = {});
    void changeState();
    void skipDay();
    void say(const QString &sentence);

    CoreClient &m_client;
    SandboxApi m_api;
    QComboBox *m_who;
    SegmentControl *m_channel;
    TalkView *m_talk;
    QLabel *m_notice;
    QLineEdit *m_text;
    std::vector<QPushButton *> m_actions;
    Switch *m_onWhatsApp;
    Switch *m_reachable;
    Switch *m_reads;
    QPushButton *m_skip;
    QString m_number;
    ConversationId m_followed;
    std::vector<HandsetMessage> m_received;
    QHash<QString, std::vector<TalkLine>> m_written; ///< the sandbox keeps only what arrives
    QHash<QString, HandsetState> m_states;
    QTimer m_poll;
    bool m_isPolling = false;
};

} // namespace counterbell::ui
