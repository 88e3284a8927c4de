// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/client/outbox.h"
#include "ui/inbox/attached_files.h"
#include "ui/inbox/drafts.h"
#include "ui/inbox/quick_replies.h"
#include "ui/inbox/thread_feed.h"
#include "ui/inbox/thread_search.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QStackedLayout;

namespace counterbell::ui
{

class Composer;
class FindBar;
class MediaPictures;
class Skeleton;
class TemplatePanel;
class ThreadBanner;
class ThreadHeader;
class ThreadView;

/// One conversation: header, banner, thread, composer or templates. It asks the core for what is pressed in it; the
/// core's answers and events say what it shows.
class ThreadPane : public QWidget
{
    Q_OBJECT

public:
    /// `folder` keeps drafts; empty keeps nothing.
    ThreadPane(CoreClient &client, Outbox &outbox, const QString &folder, QWidget *parent = nullptr);

    /// `known` is what a list says of it, shown at once; `channel` to write by, where not the last that was used.
    void open(ConversationId id, const std::optional<Conversation> &known = std::nullopt,
              std::optional<Channel> channel = std::nullopt);
    [[nodiscard]] const std::optional<Conversation> &conversation() const { return m_conversation; }
    void setQuickReplies(const std::vector<QuickReply> &replies);
    void setSendsByEnter(bool sendsByEnter);
    void setContextFolded(bool isFolded, bool isOpen);
    /// What only the customer's own record knows; of anybody but who is open it says nothing.
    void setContact(const Contact &contact);

public Q_SLOTS:
    void takeOver();
    void release(bool answerNow = false);
    /// Ctrl+Shift+T: the one that the header offers.
    void takeOverOrRelease();
    void closeConversation();
    void snoozeUntil(counterbell::Timestamp until);
    void snoozeTillTomorrow();
    void chooseAssignee();
    void showTemplates();
    void showQuickReplies();
    void find();
    void startNote();
    /// Ctrl+Shift+A.
    void chooseFiles();
    void focusComposer();
    void focusThread();

Q_SIGNALS:
    /// What is open, as it is now.
    void shown(const counterbell::Conversation &conversation);
    /// A sentence for a toast: what happened, and what follows.
    void said(const QString &fact, const QString &consequence);
    /// Erased or joined into another.
    void gone();
    /// The folded context pane is wanted, or no longer.
    void contextToggled(bool isOpen);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void build();
    void connectParts();
    void connectFiles();
    void take(const Conversation &conversation);
    void fetchConversation();
    void fetchConsent();
    void fetchMembers();
    void showState();
    void showComposer(bool mayAct, bool mayWrite);
    void showDraft();
    void showPending();
    void chooseChannel(Channel channel);
    void send(const QString &text);
    [[nodiscard]] bool sendWithFiles(const QString &text, const std::vector<OutFile> &files);
    [[nodiscard]] bool mayAttach() const;
    void attach(const QStringList &paths);
    void showFiles();
    void showLostFiles();
    void addNote(const QString &text);
    void changeNoteMode(bool isNote);
    void handleRefused(ConversationId id, const QString &body, const Error &error, const std::vector<OutFile> &files);
    void handleRemedy(const Message &message, Remedy remedy);
    void showDetails(const Message &message);
    void openLink(const QString &address);
    void retry(const Message &message, std::optional<Channel> channel);
    void recordOptOut();
    void lookFor(const QString &text);
    void findOlder();
    void showMatch();
    void markRead();
    void setTemplatesOpen(bool isOpen);
    [[nodiscard]] bool isPossibleOptOut() const;
    [[nodiscard]] QString takeOverNote() const;
    [[nodiscard]] std::optional<Money> knownTemplateCost() const;
    /// Calls a method that answers with the conversation.
    template <class P>
    void act(const MethodName<P, Conversation> &method, const P &parameters);

    CoreClient &m_client;
    ThreadModel m_model;
    ThreadFeed m_feed;
    Outbox &m_outbox;
    Drafts m_drafts;
    AttachedFiles m_attached;
    ThreadSearch m_search;
    std::optional<Conversation> m_conversation;
    ConversationId m_id;
    Channel m_channel = Channel::Whatsapp;
    bool m_isTemplatesOpen = false;
    bool m_isUsingSms = false;
    std::optional<ConsentEntry> m_optOut;
    MessageId m_dismissedOptOut;
    std::optional<QString> m_language;
    QString m_coreDraft; ///< what the composer was last given from the core
    QHash<ConversationId, QString> m_notes;
    QTimer m_minute;
    ThreadHeader *m_header;
    ThreadBanner *m_banner;
    FindBar *m_find;
    MediaPictures *m_pictures;
    ThreadView *m_view;
    Skeleton *m_skeleton;
    QStackedLayout *m_stack;
    QPushButton *m_toEnd;
    Composer *m_composer;
    TemplatePanel *m_templates;
};

} // namespace counterbell::ui
