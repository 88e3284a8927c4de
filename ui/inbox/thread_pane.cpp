// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_pane.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/assignment_note.h"
#include "ui/inbox/composer.h"
#include "ui/inbox/customer_section.h"
#include "ui/inbox/find_bar.h"
#include "ui/inbox/media_pictures.h"
#include "ui/inbox/template_panel.h"
#include "ui/inbox/thread_banner.h"
#include "ui/inbox/thread_header.h"
#include "ui/inbox/thread_view.h"
#include "ui/inbox/window_state.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/skeleton.h"

#include <QBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::ui
{

namespace
{

QString fileIn(const QString &folder, const QString &name)
{
    return folder.isEmpty() ? QString() : folder + u'/' + name;
}

} // namespace

ThreadPane::ThreadPane(CoreClient &client, Outbox &outbox, const QString &folder, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_feed(client, m_model),
      m_outbox(outbox),
      m_drafts(client, fileIn(folder, u"drafts.json"_s)),
      m_attached(outbox.folder(), fileIn(folder, u"attached.json"_s)),
      m_header(new ThreadHeader(this)),
      m_banner(new ThreadBanner(this)),
      m_find(new FindBar(this)),
      m_pictures(new MediaPictures(client, this)),
      m_view(new ThreadView(m_model, this)),
      m_skeleton(new Skeleton(Skeleton::Shape::Thread, this)),
      m_stack(new QStackedLayout),
      m_toEnd(new QPushButton(icon(u"chevron-down"_s), tr("Newest"), this)),
      m_composer(new Composer(this)),
      m_templates(new TemplatePanel(client, this))
{
    build();
    connectParts();
    connectFiles();
    m_minute.setInterval(5s);
    connect(&m_minute, &QTimer::timeout, this, &ThreadPane::showState);
}

void ThreadPane::build()
{
    setObjectName(u"threadPane"_s);
    setAcceptDrops(true);
    m_view->setObjectName(u"thread"_s);
    m_view->setAccessibleName(tr("Messages"));
    m_view->setPictures(m_pictures);
    for (auto *pane :
         {static_cast<QWidget *>(m_view), static_cast<QWidget *>(m_composer), static_cast<QWidget *>(m_templates)})
        pane->setProperty("pane", true); // F6 goes past the header
    m_toEnd->setObjectName(u"toNewest"_s);
    m_toEnd->hide();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_header);
    rows->addWidget(m_banner);
    rows->addWidget(m_find);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_skeleton);
    // In a widget of its own: a stack raises what it shows, and a screen reader reads in that order.
    auto *messages = new QWidget(this);
    messages->setLayout(m_stack);
    rows->addWidget(messages, 1);
    auto *toEnd = new QHBoxLayout;
    toEnd->addStretch();
    toEnd->addWidget(m_toEnd);
    toEnd->addStretch();
    rows->addLayout(toEnd);
    rows->addWidget(m_composer);
    rows->addWidget(m_templates);
    m_templates->hide();
    for (QWidget *below : std::initializer_list<QWidget *>{m_toEnd, m_composer, m_templates})
        below->raise(); // read after the messages
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

void ThreadPane::open(ConversationId id, const std::optional<Conversation> &known, std::optional<Channel> channel)
{
    if (id == m_id && m_conversation)
        return;
    m_drafts.flush();
    m_find->close();
    m_composer->setNoteMode(false);
    m_id = id;
    m_conversation.reset();
    m_optOut.reset();
    m_language.reset();
    m_isTemplatesOpen = m_isUsingSms = false;
    m_coreDraft.clear();
    m_composer->setText({});
    showFiles();
    m_stack->setCurrentWidget(m_skeleton);
    m_feed.open(id);
    if (id.isNull())
        return;
    if (known) {
        m_channel = channel.value_or(preferredChannel(*known));
        take(*known);
    }
    fetchConversation();
    fetchMembers();
}

void ThreadPane::setContextFolded(bool isFolded, bool isOpen)
{
    m_header->setContextFolded(isFolded, isOpen);
}

void ThreadPane::setContact(const Contact &contact)
{
    if (!m_conversation || contact.id != m_conversation->contact.id)
        return;
    m_language.reset();
    if (contact.language)
        m_language = spokenLanguage(*contact.language);
    showState();
}

void ThreadPane::fetchConversation()
{
    m_client.call(methods::inboxConversation, {.conversationId = m_id}, this,
                  [this, id = m_id](const Result<Conversation> &answer) {
                      if (id != m_id || !answer)
                          return;
                      if (!m_conversation)
                          m_channel = preferredChannel(*answer);
                      take(*answer);
                  });
}

void ThreadPane::take(const Conversation &conversation)
{
    if (conversation.id != m_id || (m_conversation && conversation.version < m_conversation->version))
        return;
    const auto before = m_conversation;
    m_conversation = conversation;
    if (!channelOf(conversation, m_channel))
        m_channel = preferredChannel(conversation);
    const auto writing = writingOn(conversation, m_channel, m_client.now());
    if (writing == Writing::OptedOut && !m_optOut)
        fetchConsent();
    else if (writing != Writing::OptedOut)
        m_optOut.reset();
    showDraft();
    showState();
    if (!before)
        showLostFiles();
    if (!before || *before != conversation)
        Q_EMIT shown(conversation);
    markRead();
}

void ThreadPane::fetchConsent()
{
    m_client.call(methods::consentHistory,
                  {.contactId = m_conversation->contact.id, .before = {}, .limit = 20, .filter = {}}, this,
                  [this, id = m_id](const Result<Page<ConsentEntry>> &answer) {
                      if (id != m_id || !answer || !m_conversation)
                          return;
                      for (const auto &entry : answer->items) {
                          if (entry.channel != m_channel || entry.purpose != ConsentPurpose::Service)
                              continue;
                          if (entry.state == ConsentState::OptedOut)
                              m_optOut = entry;
                          break;
                      }
                      showState();
                  });
}

void ThreadPane::fetchMembers()
{
    m_client.call(methods::teamList, {{}, {}, kMaximumPageSize}, this, [this](const Result<Members> &answer) {
        if (answer)
            m_header->setMembers(answer->items);
    });
}

void ThreadPane::showDraft()
{
    if (m_composer->isNoteMode())
        return;
    const auto draft = m_drafts.draftOf(*m_conversation);
    // What somebody else typed, or the AI left behind, comes in only where nothing was typed here.
    if (m_composer->text() == m_coreDraft || m_composer->text().isEmpty())
        m_composer->setText(draft);
    m_coreDraft = draft;
}

void ThreadPane::showState()
{
    if (!m_conversation)
        return;
    const auto &c = *m_conversation;
    const auto now = m_client.now();
    const auto &who = m_client.who();
    const bool mayAct = who && who->member.role != Role::Staff;
    const bool mayWrite = mayAct || (who && c.assignee && c.assignee->id == who->member.id);
    const bool isOnline = m_client.connection() == Connection::Online;
    m_header->setState({.conversation = c,
                        .channel = m_channel,
                        .now = now,
                        .isOnline = isOnline,
                        .mayAct = mayAct,
                        .me = who ? who->member.id : MemberId{},
                        .language = m_language.value_or(QString()),
                        .note = takeOverNote()});
    m_banner->setState({.conversation = c,
                        .channel = m_channel,
                        .now = now,
                        .mayAct = mayAct && isOnline,
                        .optOut = m_optOut,
                        .isPossibleOptOut = isPossibleOptOut()});
    const bool isOptedOut = writingOn(c, m_channel, now) == Writing::OptedOut;
    m_view->setContext({.now = now,
                        .customer = c.contact.name,
                        .canSend = mayWrite && !isOptedOut,
                        .hasSms = channelOf(c, Channel::Sms) != nullptr,
                        .hasWhatsApp = channelOf(c, Channel::Whatsapp) != nullptr});
    showComposer(mayAct, mayWrite);
}

void ThreadPane::showComposer(bool mayAct, bool mayWrite)
{
    const auto &c = *m_conversation;
    const auto writing = writingOn(c, m_channel, m_client.now());
    const auto name = isolated(firstName(c.contact.name));
    const bool isOnline = m_client.connection() == Connection::Online;
    Composer::State state;
    state.channel = m_channel;
    state.customer = c.contact.name;
    state.isEnabled = mayWrite && (writing == Writing::Free || (!isOnline && writing != Writing::OptedOut));
    state.reason = writing == Writing::OptedOut    ? tr("Sending is disabled. %1 opted out.").arg(name)
                   : !mayWrite                     ? tr("Staff write where a conversation is assigned to them.")
                   : writing == Writing::NoChannel ? tr("There is no number to write to.")
                                                   : tr("The reply window is closed.");
    state.placeholder = tr("Write to %1").arg(name);
    state.sendText = !isOnline ? tr("Queue") : c.handling != Handling::Human ? tr("Take over and send") : tr("Send");
    state.sender = writing == Writing::OptedOut ? tr("Replying START opts %1 back in").arg(name)
                   : m_channel == Channel::Sms  ? tr("SMS")
                                                : tr("WhatsApp");
    if (const auto *channel = channelOf(c, m_channel); channel && writing != Writing::OptedOut)
        state.sender = m_channel == Channel::Sms ? tr("SMS from %1").arg(phone(channel->sender))
                                                 : tr("WhatsApp from %1").arg(phone(channel->sender));
    if (writing == Writing::OptedOut && c.contact.phone)
        state.hint = tr("You can still call %1").arg(phone(*c.contact.phone));
    state.hasTemplates = channelOf(c, Channel::Whatsapp) && writing != Writing::OptedOut;
    state.mayAttach = mayAct;
    state.attachReason = mayAct ? QString() : tr("Staff can't send files. Ask somebody of the team to.");
    const auto files = m_attached.readyOf(m_id);
    if (const auto problem = filesProblem(files, m_channel))
        state.fileProblem = errorSentence(*problem);
    else if (files.size() > 1 && m_channel == Channel::Whatsapp)
        state.hint = tr("WhatsApp takes one file a message, so these go as %n messages.", nullptr, int(files.size()));
    state.longest = m_channel == Channel::Whatsapp && !m_attached.of(m_id).empty() ? kLongestCaption : kLongestMessage;
    m_composer->setState(state);
    const bool isForced = mayWrite && isOnline && m_channel == Channel::Whatsapp && writing == Writing::TemplatesOnly;
    const bool isShown = (isForced || m_isTemplatesOpen) && !m_composer->isNoteMode();
    if (isShown && (m_templates->isHidden() || !m_templates->isFor(c.id)))
        m_templates->open(c, isForced, knownTemplateCost());
    else if (isShown)
        m_templates->update(c, isForced, knownTemplateCost());
    m_templates->setVisible(isShown);
    m_composer->setVisible(!isShown);
}

QString ThreadPane::takeOverNote() const
{
    const auto &who = m_client.who();
    if (m_conversation->handling != Handling::Human || !who)
        return {};
    for (int row = m_model.count() - 1; row >= 0; --row) {
        const auto &message = m_model.at(row).message;
        if (message.event == u"taken_over"_s || message.event == u"assigned"_s)
            return assignmentNote(message, *m_conversation, who->member, m_client.now());
        if (message.event == u"unassigned"_s || message.event == u"released"_s)
            return {};
    }
    return {};
}

bool ThreadPane::isPossibleOptOut() const
{
    for (int row = m_model.count() - 1; row >= 0; --row) {
        const auto &message = m_model.at(row).message;
        if (message.event == u"possible_opt_out"_s)
            return message.id != m_dismissedOptOut;
        const bool isDecided = message.event == u"opted_out"_s || message.author.kind == AuthorKind::Member;
        if (isDecided && message.kind != MessageKind::Event)
            return false;
        if (message.event == u"opted_out"_s)
            return false;
    }
    return false;
}

std::optional<Money> ThreadPane::knownTemplateCost() const
{
    for (int row = m_model.count() - 1; row >= 0; --row) {
        const auto &message = m_model.at(row).message;
        if (message.kind == MessageKind::Template && message.channel == Channel::Whatsapp && message.cost)
            return message.cost;
    }
    return std::nullopt;
}

void ThreadPane::markRead()
{
    const bool isSeen = isVisible() && m_client.connection() == Connection::Online;
    if (isSeen && m_conversation && m_conversation->unread > 0 && m_client.who() &&
        m_client.who()->member.role != Role::Staff)
        m_client.call(methods::inboxMarkRead, {.conversationId = m_id}, this,
                      [this](const Result<Conversation> &answer) {
                          if (answer)
                              take(*answer);
                      });
}

void ThreadPane::showPending()
{
    const auto shownTokens = m_model.pendingTokens();
    for (const auto &message : m_outbox.pendingOf(m_id)) {
        if (!shownTokens.contains(*message.clientToken))
            m_model.addPending(message);
    }
}

void ThreadPane::setQuickReplies(const std::vector<QuickReply> &replies)
{
    m_composer->setQuickReplies(replies);
}

void ThreadPane::setSendsByEnter(bool sendsByEnter)
{
    m_composer->setSendsByEnter(sendsByEnter);
}

void ThreadPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_minute.start();
    showState();
    markRead();
}

void ThreadPane::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_minute.stop();
    m_drafts.flush();
}

void ThreadPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    constexpr int kLeastThread = 96; // of what was said last
    m_templates->setRoom(height() - m_header->sizeHint().height() - kLeastThread);
}

void ThreadPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showState();
}

} // namespace counterbell::ui
