// SPDX-License-Identifier: Apache-2.0
// Who tells whom in the thread.
#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/composer.h"
#include "ui/inbox/consent_dialogs.h"
#include "ui/inbox/find_bar.h"
#include "ui/inbox/template_panel.h"
#include "ui/inbox/thread_banner.h"
#include "ui/inbox/thread_header.h"
#include "ui/inbox/thread_pane_act.h"
#include "ui/inbox/thread_view.h"
#include "ui/widgets/announcer.h"

#include <QPushButton>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

void ThreadPane::connectParts()
{
    connect(&m_client, &CoreClient::conversationUpdated, this, [this](const Conversation &c) { take(c); });
    connect(&m_client, &CoreClient::conversationGone, this, [this](const ConversationId &id) {
        if (id == m_id)
            Q_EMIT gone();
    });
    connect(&m_client, &CoreClient::connectionChanged, this, &ThreadPane::showState);
    connect(&m_client, &CoreClient::clockMoved, this, &ThreadPane::showState);
    connect(&m_client, &CoreClient::whoChanged, this, &ThreadPane::showState);
    connect(&m_client, &CoreClient::teamUpdated, this, &ThreadPane::fetchMembers);
    connect(&m_client, &CoreClient::resynced, this, [this] {
        if (!m_id.isNull())
            fetchConversation();
    });

    connect(&m_feed, &ThreadFeed::opened, this, [this] {
        m_stack->setCurrentWidget(m_view);
        showPending();
        showState();
        m_view->scrollToEnd();
    });
    connect(&m_feed, &ThreadFeed::openingFailed, this, [this](const Error &error) {
        m_stack->setCurrentWidget(m_view);
        Q_EMIT said(tr("The messages could not be read."), errorSentence(error));
    });
    connect(&m_feed, &ThreadFeed::newerArrived, this, [this] { m_toEnd->show(); });
    connect(&m_feed, &ThreadFeed::messageArrived, this, [this](const Message &message) {
        showState();
        if (!m_view->isAtEnd())
            m_toEnd->show();
        if (isVisible() && message.direction == Direction::Inbound)
            announce(window(), tr("%1: %2").arg(isolated(message.author.name), isolated(message.body)));
    });
    connect(m_view, &ThreadView::nearTop, &m_feed, &ThreadFeed::fetchOlder);
    connect(m_view, &ThreadView::nearEnd, &m_feed, &ThreadFeed::fetchNewer);
    connect(m_view, &ThreadView::atEndChanged, this, [this](bool isAtEnd) {
        if (isAtEnd && !m_feed.hasNewer())
            m_toEnd->hide();
    });
    connect(m_toEnd, &QPushButton::clicked, this, [this] {
        m_feed.showNewest();
        m_view->scrollToEnd();
        m_toEnd->hide();
    });
    connect(m_view, &ThreadView::remedyChosen, this, &ThreadPane::handleRemedy);
    connect(m_view, &ThreadView::detailsRequested, this, &ThreadPane::showDetails);
    connect(m_view, &ThreadView::linkChosen, this, &ThreadPane::openLink);

    connect(m_header, &ThreadHeader::takeOverRequested, this, &ThreadPane::takeOver);
    connect(m_header, &ThreadHeader::releaseRequested, this, &ThreadPane::release);
    connect(m_header, &ThreadHeader::channelChosen, this, &ThreadPane::chooseChannel);
    connect(m_header, &ThreadHeader::findRequested, this, &ThreadPane::find);
    connect(m_header, &ThreadHeader::contextToggled, this, &ThreadPane::contextToggled);
    connect(m_header, &ThreadHeader::noteRequested, this, &ThreadPane::startNote);
    connect(m_header, &ThreadHeader::closeRequested, this, &ThreadPane::closeConversation);
    connect(m_header, &ThreadHeader::snoozeRequested, this, &ThreadPane::snoozeUntil);
    connect(m_header, &ThreadHeader::reopenRequested, this,
            [this] { act(methods::inboxReopen, ConversationParams{m_id}); });
    connect(m_header, &ThreadHeader::noReplyNeededRequested, this,
            [this] { act(methods::inboxNoReplyNeeded, ConversationParams{m_id}); });
    connect(m_header, &ThreadHeader::assignRequested, this,
            [this](std::optional<MemberId> member) { act(methods::inboxAssign, AssignConversation{m_id, member}); });
    connect(m_banner, &ThreadBanner::takeOverRequested, this, &ThreadPane::takeOver);
    connect(m_banner, &ThreadBanner::optInRequested, this, [this] {
        recordOptIn(m_client, m_conversation->contact.id, m_channel, m_conversation->contact.name, this,
                    [this] { fetchConversation(); });
    });
    connect(m_banner, &ThreadBanner::optOutRequested, this, &ThreadPane::recordOptOut);
    connect(m_banner, &ThreadBanner::possibleOptOutDismissed, this, [this] {
        for (int row = 0; row < m_model.count(); ++row) {
            if (m_model.at(row).message.event == u"possible_opt_out"_s)
                m_dismissedOptOut = m_model.at(row).message.id;
        }
        showState();
    });

    connect(m_composer, &Composer::textTyped, this, [this](const QString &text) {
        if (m_composer->isNoteMode())
            m_notes.insert(m_id, text);
        else
            m_drafts.type(m_id, text);
    });
    connect(m_composer, &Composer::sendRequested, this, &ThreadPane::send);
    connect(m_composer, &Composer::noteRequested, this, &ThreadPane::addNote);
    connect(m_composer, &Composer::noteModeChanged, this, &ThreadPane::changeNoteMode);
    connect(m_composer, &Composer::templatesRequested, this, &ThreadPane::showTemplates);
    connect(m_templates, &TemplatePanel::smsRequested, this, [this] {
        setTemplatesOpen(false);
        chooseChannel(Channel::Sms);
        focusComposer();
    });
    connect(m_templates, &TemplatePanel::closeRequested, this, [this] {
        setTemplatesOpen(false);
        focusComposer();
    });
    connect(m_templates, &TemplatePanel::sent, this, [this](const Message &message) {
        m_model.merge({message});
        setTemplatesOpen(false);
        focusComposer();
        m_view->scrollToEnd();
        announce(window(), tr("The template is on its way."));
    });
    connect(m_find, &FindBar::textChanged, this, &ThreadPane::lookFor);
    connect(m_find, &FindBar::olderRequested, this, &ThreadPane::findOlder);
    connect(m_find, &FindBar::newerRequested, this, [this] {
        if (m_search.toNewer())
            showMatch();
    });
    connect(m_find, &FindBar::closed, this, [this] {
        m_view->setFound({});
        focusComposer();
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_find->isHidden() && !m_find->text().isEmpty())
            lookFor(m_find->text());
    });

    connect(&m_outbox, &Outbox::queued, this, [this](const Message &pending) {
        if (pending.conversationId == m_id)
            m_model.addPending(pending);
    });
    connect(&m_outbox, &Outbox::sent, this, [this](const QString &token, const Message &message) {
        if (message.conversationId != m_id)
            return;
        if (m_feed.hasNewer())
            m_model.removePending(token);
        else
            m_model.merge({message});
    });
    connect(&m_outbox, &Outbox::refused, this,
            [this](const QString &token, const ConversationId &id, const QString &body, const Error &error,
                   const std::vector<OutFile> &files) {
                m_model.removePending(token);
                handleRefused(id, body, error, files);
            });
}

} // namespace counterbell::ui
