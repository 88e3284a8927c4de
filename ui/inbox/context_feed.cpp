// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/context_feed.h"

namespace counterbell::ui
{

ContextFeed::ContextFeed(CoreClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    connect(&client, &CoreClient::resynced, this, &ContextFeed::fetchAll);
    connect(&client, &CoreClient::contactUpdated, this, &ContextFeed::contactUpdated);
    connect(&client, &CoreClient::jobUpdated, this, &ContextFeed::jobUpdated);
    connect(&client, &CoreClient::messageAdded, this, &ContextFeed::messageAdded);
    connect(&client, &CoreClient::contactGone, this, [this](const ContactId &id) {
        if (id == m_contactId)
            clear();
    });
}

void ContextFeed::show(const Conversation &conversation)
{
    if (conversation.id == m_conversation && conversation.contact.id == m_contactId)
        return;
    clear();
    m_conversation = conversation.id;
    m_contactId = conversation.contact.id;
    fetchAll();
}

void ContextFeed::clear()
{
    ++m_round;
    m_conversation = {};
    m_contactId = {};
    m_contact.reset();
    m_phone.reset();
    m_ledger.clear();
    m_jobs.clear();
    m_hasMoreJobs = false;
    m_notes.clear();
    Q_EMIT cleared();
}

template <class P, class R>
void ContextFeed::fetch(const MethodName<P, R> &method, const P &parameters, void (ContextFeed::*came)(const R &))
{
    m_client.call(method, parameters, this, [this, came, round = m_round](Result<R> answer) {
        // What doesn't come stays as it is shown; a resync asks again.
        if (answer && round == m_round)
            (this->*came)(*answer);
    });
}

void ContextFeed::fetchAll()
{
    if (m_contactId.isNull())
        return;
    fetch(methods::contactsGet, {.contactId = m_contactId}, &ContextFeed::contactCame);
    fetchConsent();
    JobListRequest jobs;
    jobs.filter.emplace().contactId = m_contactId;
    jobs.limit = kMaximumPageSize;
    fetch(methods::jobsList, jobs, &ContextFeed::jobsCame);
    MessagesRequest messages;
    messages.conversationId = m_conversation;
    messages.limit = kDefaultPageSize;
    fetch(methods::inboxMessages, messages, &ContextFeed::messagesCame);
}

void ContextFeed::fetchConsent()
{
    ConsentHistoryRequest request;
    request.contactId = m_contactId;
    request.limit = kDefaultPageSize;
    fetch(methods::consentHistory, request, &ContextFeed::consentCame);
}

void ContextFeed::contactCame(const Contact &contact)
{
    const bool isOtherPhone = !m_contact || m_contact->phone != contact.phone;
    m_contact = contact;
    if (isOtherPhone) {
        m_phone.reset();
        if (contact.phone)
            fetch(methods::contactsParsePhone, {.text = *contact.phone, .region = {}}, &ContextFeed::phoneCame);
    }
    Q_EMIT contactChanged();
}

void ContextFeed::phoneCame(const ParsedPhone &phone)
{
    m_phone = phone;
    Q_EMIT contactChanged();
}

void ContextFeed::consentCame(const Page<ConsentEntry> &page)
{
    m_ledger = page.items;
    Q_EMIT consentChanged();
}

void ContextFeed::jobsCame(const Page<Job> &page)
{
    m_jobs = page.items;
    m_hasMoreJobs = page.next.has_value();
    Q_EMIT jobsChanged();
}

void ContextFeed::messagesCame(const Page<Message> &page)
{
    m_notes.clear();
    std::ranges::copy_if(page.items, std::back_inserter(m_notes),
                         [](const Message &message) { return message.kind == MessageKind::Note; });
    Q_EMIT notesChanged();
}

void ContextFeed::contactUpdated(const Contact &contact)
{
    if (contact.id != m_contactId)
        return;
    const bool isOtherConsent = !m_contact || m_contact->consent != contact.consent;
    contactCame(contact);
    if (isOtherConsent)
        fetchConsent();
}

void ContextFeed::jobUpdated(const Job &job)
{
    const auto known = std::ranges::find(m_jobs, job.id, &Job::id);
    if (known == m_jobs.end()) {
        if (job.contactId != m_contactId || m_contactId.isNull())
            return;
        m_jobs.insert(m_jobs.begin(), job);
    } else if (job.contactId == m_contactId) {
        *known = job;
    } else {
        m_jobs.erase(known);
    }
    Q_EMIT jobsChanged();
}

void ContextFeed::messageAdded(const Message &message)
{
    if (message.conversationId != m_conversation || message.kind != MessageKind::Note)
        return;
    if (std::ranges::find(m_notes, message.id, &Message::id) != m_notes.end())
        return;
    m_notes.insert(m_notes.begin(), message);
    Q_EMIT notesChanged();
}

} // namespace counterbell::ui
