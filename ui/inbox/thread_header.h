// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace counterbell::ui
{

class Avatar;
class Chip;
class ElidedLabel;
class IconButton;
class Pill;
class SegmentControl;

/// Above the thread (DESIGN-SYSTEM 4): who it is and who answers, 64; channel, reply window, find, 44.
class ThreadHeader : public QWidget
{
    Q_OBJECT

public:
    explicit ThreadHeader(QWidget *parent = nullptr);

    /// What the header shows; everything at once, so that no two parts disagree.
    struct State {
        Conversation conversation;
        Channel channel = Channel::Whatsapp;
        Timestamp now;
        bool isOnline = true;
        bool mayAct = false; ///< agents and up
        MemberId me;
        QString language; ///< of the customer, as a word; empty where unknown
        QString note;     ///< "You took over at 14:05"
    };
    void setState(const State &state);
    void setMembers(const std::vector<Member> &members);
    /// Offers the context pane as a drawer, where the page has no room for it beside the thread.
    void setContextFolded(bool isFolded, bool isOpen);
    /// Opens the assignee's list (Ctrl+Shift+G).
    void chooseAssignee();

Q_SIGNALS:
    void takeOverRequested();
    void releaseRequested(bool answerNow);
    void assignRequested(std::optional<counterbell::MemberId> member);
    void channelChosen(counterbell::Channel channel);
    void findRequested();
    void closeRequested();
    void reopenRequested();
    void snoozeRequested(counterbell::Timestamp until);
    void noReplyNeededRequested();
    void noteRequested();
    /// The button that stands for the folded context pane.
    void contextToggled(bool isOpen);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showAssignee();
    void showAction();
    void showMenu();
    void chooseAssignee(int index);

    State m_state;
    std::vector<Member> m_members;
    Avatar *m_avatar;
    ElidedLabel *m_name, *m_address;
    Chip *m_stop;
    QComboBox *m_assignee;
    QPushButton *m_action;
    IconButton *m_more, *m_find, *m_context;
    SegmentControl *m_channels;
    Pill *m_pill;
    QLabel *m_note;
};

} // namespace counterbell::ui
