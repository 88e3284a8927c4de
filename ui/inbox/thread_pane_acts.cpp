// SPDX-License-Identifier: Apache-2.0
// What is pressed in the thread, and what comes of it.
#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/composer.h"
#include "ui/inbox/consent_dialogs.h"
#include "ui/inbox/find_bar.h"
#include "ui/inbox/message_details.h"
#include "ui/inbox/snooze_times.h"
#include "ui/inbox/template_panel.h"
#include "ui/inbox/thread_banner.h"
#include "ui/inbox/thread_header.h"
#include "ui/inbox/thread_pane_act.h"
#include "ui/inbox/thread_view.h"
#include "ui/inbox/window_state.h"
#include "ui/widgets/announcer.h"

#include <QDesktopServices>
#include <QPushButton>
#include <QStackedLayout>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

void ThreadPane::takeOver()
{
    act(methods::inboxTakeOver, ConversationParams{m_id});
}

void ThreadPane::release(bool answerNow)
{
    act(methods::inboxRelease, ReleaseConversation{m_id, answerNow ? std::optional(true) : std::nullopt});
}

void ThreadPane::takeOverOrRelease()
{
    if (m_conversation && m_conversation->handling == Handling::Human)
        release();
    else
        takeOver();
}

void ThreadPane::closeConversation()
{
    act(methods::inboxClose, ConversationParams{m_id});
}

void ThreadPane::snoozeUntil(Timestamp until)
{
    act(methods::inboxSnooze, SnoozeConversation{m_id, until});
}

void ThreadPane::snoozeTillTomorrow()
{
    for (const auto &time : snoozeTimes(m_client.now())) {
        if (time.until > m_client.now() + std::chrono::hours(4))
            return snoozeUntil(time.until);
    }
}

void ThreadPane::chooseAssignee()
{
    m_header->chooseAssignee();
}

void ThreadPane::chooseChannel(Channel channel)
{
    if (!m_conversation || !channelOf(*m_conversation, channel))
        return;
    m_channel = channel;
    m_optOut.reset();
    if (writingOn(*m_conversation, channel, m_client.now()) == Writing::OptedOut)
        fetchConsent();
    showState();
}

void ThreadPane::setTemplatesOpen(bool isOpen)
{
    m_isTemplatesOpen = isOpen;
    showState();
}

void ThreadPane::showTemplates()
{
    if (!m_conversation || !channelOf(*m_conversation, Channel::Whatsapp) ||
        writingOn(*m_conversation, Channel::Whatsapp, m_client.now()) == Writing::OptedOut)
        return;
    m_channel = Channel::Whatsapp;
    m_composer->setNoteMode(false);
    setTemplatesOpen(true);
    m_templates->focusSearch();
}

void ThreadPane::showQuickReplies()
{
    m_composer->showQuickReplies();
}

void ThreadPane::startNote()
{
    m_composer->setNoteMode(!m_composer->isNoteMode());
}

void ThreadPane::changeNoteMode(bool isNote)
{
    if (m_id.isNull() || !m_conversation)
        return;
    m_composer->setText(isNote ? m_notes.value(m_id) : m_drafts.draftOf(*m_conversation));
    showState();
}

void ThreadPane::focusComposer()
{
    if (m_composer->isVisible())
        m_composer->focusText();
    else if (m_templates->isVisible())
        m_templates->focusSearch();
}

void ThreadPane::focusThread()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void ThreadPane::send(const QString &text)
{
    if (!m_conversation)
        return;
    m_feed.showNewest();
    const auto files = m_attached.readyOf(m_id);
    if (files.empty() ? m_outbox.send(m_id, m_channel, text).isEmpty() : !sendWithFiles(text, files))
        return m_composer->setProblem(tr("It could not be kept on this PC, so it was not sent. Is the disk full?"));
    m_composer->setText({});
    m_coreDraft.clear();
    m_drafts.forget(m_id);
    m_conversation->draft.reset();
    m_view->scrollToEnd();
}

void ThreadPane::handleRefused(ConversationId id, const QString &body, const Error &error,
                               const std::vector<OutFile> &files)
{
    const auto sentence = errorSentence(error);
    m_attached.giveBack(id, files);
    if (id != m_id) {
        m_drafts.type(id, body);
        return Q_EMIT said(tr("A message was not sent. Its text is kept as a draft."), sentence);
    }
    // What was typed since stays, below it.
    const auto typed = m_composer->text();
    m_composer->setText(typed.isEmpty() ? body : body.isEmpty() ? typed : body + u'\n' + typed);
    m_drafts.type(id, m_composer->text());
    m_composer->setProblem(sentence);
    announce(window(), tr("Not sent. %1").arg(sentence));
    fetchConversation();
}

void ThreadPane::addNote(const QString &text)
{
    m_client.call(methods::inboxAddNote, {.conversationId = m_id, .body = text}, this,
                  [this, id = m_id, text](const Result<Message> &answer) {
                      if (!answer) {
                          if (id == m_id)
                              m_composer->setProblem(errorSentence(answer.error()));
                          return;
                      }
                      if (m_notes.value(id) == text)
                          m_notes.remove(id);
                      if (id != m_id)
                          return;
                      if (!m_feed.hasNewer())
                          m_model.merge({*answer});
                      if (m_composer->isNoteMode() && m_composer->text() == text) {
                          m_composer->setText({});
                          m_composer->setNoteMode(false);
                      }
                  });
}

void ThreadPane::handleRemedy(const Message &message, Remedy remedy)
{
    switch (remedy) {
    case Remedy::SendAgain:
        return retry(message, std::nullopt);
    case Remedy::SendAsSms:
        return retry(message, Channel::Sms);
    case Remedy::SendByWhatsApp:
        return retry(message, Channel::Whatsapp);
    case Remedy::ChooseTemplate:
        return showTemplates();
    case Remedy::EditText:
        m_composer->setText(message.body);
        m_drafts.type(m_id, message.body);
        return focusComposer();
    case Remedy::FixNumber:
    case Remedy::Call:
        return;
    }
}

void ThreadPane::retry(const Message &message, std::optional<Channel> channel)
{
    m_client.call(methods::inboxRetry, {.messageId = message.id, .channel = channel}, this,
                  [this, id = m_id](const Result<Message> &answer) {
                      if (!answer)
                          return Q_EMIT said(tr("It was not sent again."), errorSentence(answer.error()));
                      if (id != m_id)
                          return;
                      if (!m_feed.hasNewer())
                          m_model.merge({*answer});
                      m_view->scrollToEnd();
                      announce(window(), tr("It is on its way again."));
                  });
}

void ThreadPane::recordOptOut()
{
    m_client.call(methods::consentRecord,
                  {.contactId = m_conversation->contact.id,
                   .channel = m_channel,
                   .state = ConsentState::OptedOut,
                   .purpose = {},
                   .evidence = tr("Asked in the conversation"),
                   .intake = {}},
                  this, [this](const Result<ConsentEntry> &answer) {
                      if (!answer)
                          return Q_EMIT said(tr("The opt-out was not recorded."), errorSentence(answer.error()));
                      fetchConversation();
                  });
}

void ThreadPane::showDetails(const Message &message)
{
    showMessageDetails(message, this);
}

void ThreadPane::openLink(const QString &address)
{
    const auto url = QUrl::fromUserInput(address);
    if (url.scheme() == "https"_L1 || url.scheme() == "http"_L1)
        confirmLink(url, this);
}

void ThreadPane::find()
{
    m_find->open();
}

void ThreadPane::lookFor(const QString &text)
{
    const bool isNew = text != m_search.wanted();
    m_search.look(m_model, text);
    m_view->setFound(m_search.found(), m_search.currentKey());
    if (isNew && m_search.count() > 0)
        showMatch();
    m_find->setResult(text.isEmpty()         ? QString()
                      : m_search.count() > 0 ? tr("%1 of %2").arg(m_search.position()).arg(m_search.count())
                      : m_feed.hasOlder()    ? tr("Nothing yet. Enter looks further back")
                                             : tr("Nothing found"));
}

void ThreadPane::findOlder()
{
    if (m_search.toOlder())
        return showMatch();
    if (m_feed.hasOlder()) {
        m_find->setResult(tr("Looking further back…"));
        m_feed.fetchOlder();
    }
}

void ThreadPane::showMatch()
{
    m_view->setFound(m_search.found(), m_search.currentKey());
    m_view->showRow(m_model.rowOfKey(m_search.currentKey()));
    m_view->setCurrentRow(m_model.rowOfKey(m_search.currentKey()));
    m_find->setResult(tr("%1 of %2").arg(m_search.position()).arg(m_search.count()));
}

} // namespace counterbell::ui
