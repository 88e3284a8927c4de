// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/context_pane.h"

#include "ui/client/error_text.h"
#include "ui/client/format.h"
#include "ui/inbox/consent_dialogs.h"
#include "ui/inbox/consent_section.h"
#include "ui/inbox/customer_section.h"
#include "ui/inbox/jobs_section.h"
#include "ui/inbox/notes_section.h"
#include "ui/inbox/tags_section.h"
#include "ui/jobs/job_actions.h"
#include "ui/theme/colors.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

ContextPane::ContextPane(CoreClient &client, JobActions &actions, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_feed(client),
      m_actions(actions),
      m_content(new QWidget),
      m_customer(new CustomerSection(client, m_feed)),
      m_consent(new ConsentSection),
      m_jobs(new JobsSection),
      m_notes(new NotesSection),
      m_tags(new TagsSection)
{
    setObjectName(u"contextPane"_s);
    setAccessibleName(tr("Customer"));
    setFixedWidth(kSidebarWidth);
    auto *sections = new QVBoxLayout(m_content);
    sections->setContentsMargins(0, 0, 0, 0);
    sections->setSpacing(0);
    for (QWidget *section : std::initializer_list<QWidget *>{m_customer, m_consent, m_jobs, m_notes, m_tags})
        sections->addWidget(section);
    sections->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // a stop without a name; what is in it scrolls it
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setWidget(m_content);
    m_content->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(this);
    setMargins(column, 1, 0, 0, 0); // the line at its start
    column->addWidget(scroll);
    m_content->hide();

    connect(&m_feed, &ContextFeed::cleared, this, &ContextPane::cleared);
    for (const auto change : {&ContextFeed::contactChanged, &ContextFeed::consentChanged, &ContextFeed::jobsChanged,
                              &ContextFeed::notesChanged})
        connect(&m_feed, change, this, &ContextPane::refresh);
    connect(&m_feed, &ContextFeed::contactChanged, this, [this] {
        if (m_feed.contact())
            Q_EMIT contactShown(*m_feed.contact());
    });
    connect(&client, &CoreClient::clockMoved, this, &ContextPane::refresh);
    connect(m_customer, &CustomerSection::editingStarted, this, [this] { Q_EMIT editContact(m_feed.contactId()); });
    connect(m_consent, &SideSection::actionTriggered, this, [this] {
        if (m_feed.contact())
            showConsentHistory(m_client, m_feed.contactId(), m_feed.contact()->name, this);
    });
    connect(m_consent, &ConsentSection::recordOptIn, this, [this](Channel channel) {
        if (m_feed.contact())
            recordOptIn(m_client, m_feed.contactId(), channel, m_feed.contact()->name, this);
    });
    connect(m_jobs, &SideSection::actionTriggered, this, [this] { Q_EMIT newJob(m_feed.contactId()); });
    connect(m_jobs, &JobsSection::stepPressed, &m_actions, &JobActions::move);
    connect(m_notes, &NotesSection::addNote, this, &ContextPane::addNote);
    connect(m_tags, &TagsSection::changed, this, &ContextPane::setTags);
}

void ContextPane::show(const Conversation &conversation)
{
    // A team member's own thread has no customer.
    if (conversation.contact.id.isNull())
        m_feed.clear();
    else
        m_feed.show(conversation);
}

void ContextPane::clear()
{
    m_feed.clear();
}

void ContextPane::cleared()
{
    m_customer->stopEditing();
    m_notes->stopAdding();
    m_tags->stopAdding();
    m_content->hide();
}

void ContextPane::refresh()
{
    const auto &contact = m_feed.contact();
    if (!contact)
        return;
    const auto now = m_client.now();
    m_customer->refresh();
    m_consent->show(contact->consent, m_feed.ledger(), now,
                    m_client.who() && m_client.who()->member.role != Role::Staff);
    m_jobs->show(m_feed.jobs(), now);
    m_notes->show(contact->notes, m_feed.notes(), now);
    m_tags->show(QStringList(contact->tags.begin(), contact->tags.end()));
    m_content->show();
}

void ContextPane::markFirstJob()
{
    const auto open = openJobs(m_feed.jobs());
    if (!open.empty())
        m_actions.move(open.front(), nextStep(open.front()));
}

void ContextPane::startNote()
{
    m_notes->startAdding();
}

void ContextPane::addNote(const QString &body)
{
    m_client.call(methods::inboxAddNote, {.conversationId = m_feed.conversationId(), .body = body}, this,
                  [this, asked = m_feed.conversationId()](Result<Message> note) {
                      if (asked != m_feed.conversationId())
                          return;
                      if (note)
                          m_notes->noteAdded();
                      else
                          m_notes->noteRefused(errorSentence(note.error()));
                  });
}

void ContextPane::setTags(const QStringList &tags)
{
    UpdateContact change;
    change.contactId = m_feed.contactId();
    change.tags = std::vector<QString>(tags.begin(), tags.end());
    m_client.call(methods::contactsUpdate, change, this, [this](Result<Contact> contact) {
        if (!contact)
            m_tags->setError(errorSentence(contact.error()));
    });
}

QSize ContextPane::sizeHint() const
{
    return {kSidebarWidth, kWindowMinHeight};
}

/// The pane's fill, and the line at its start.
void ContextPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &color = colors(palette());
    painter.fillRect(rect(), color.pane);
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), {0, 0, 1, height()}), color.line);
}

} // namespace counterbell::ui
