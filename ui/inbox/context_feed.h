// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

namespace counterbell::ui
{

/// What is known of the customer whose conversation is open, fetched from the core and kept true by its events.
/// Everything is empty until it has come.
class ContextFeed : public QObject
{
    Q_OBJECT

public:
    explicit ContextFeed(CoreClient &client, QObject *parent = nullptr);

    void show(const Conversation &conversation);
    /// Nobody.
    void clear();

    [[nodiscard]] ConversationId conversationId() const { return m_conversation; }
    [[nodiscard]] ContactId contactId() const { return m_contactId; }
    [[nodiscard]] const std::optional<Contact> &contact() const { return m_contact; }
    /// Where the number is: "Mobile, Australia" is made of it.
    [[nodiscard]] const std::optional<ParsedPhone> &phone() const { return m_phone; }
    /// Newest first; the latest fifty.
    [[nodiscard]] const std::vector<ConsentEntry> &ledger() const { return m_ledger; }
    /// All of this customer's, newest first; up to five hundred.
    [[nodiscard]] const std::vector<Job> &jobs() const { return m_jobs; }
    [[nodiscard]] bool hasMoreJobs() const { return m_hasMoreJobs; }
    /// The team's notes among the conversation's latest messages, newest first.
    [[nodiscard]] const std::vector<Message> &notes() const { return m_notes; }

Q_SIGNALS:
    /// Another customer, or nobody: what follows is about them.
    void cleared();
    void contactChanged();
    void consentChanged();
    void jobsChanged();
    void notesChanged();

private:
    template <class P, class R>
    void fetch(const MethodName<P, R> &method, const P &parameters, void (ContextFeed::*came)(const R &));
    void fetchAll();
    void fetchConsent();
    void contactCame(const Contact &contact);
    void phoneCame(const ParsedPhone &phone);
    void consentCame(const counterbell::Page<ConsentEntry> &page);
    void jobsCame(const counterbell::Page<Job> &page);
    void messagesCame(const counterbell::Page<Message> &page);
    void contactUpdated(const Contact &contact);
    void jobUpdated(const Job &job);
    void messageAdded(const Message &message);

    CoreClient &m_client;
    ConversationId m_conversation;
    ContactId m_contactId;
    qint64 m_round = 0; ///< answers about an earlier customer are dropped
    std::optional<Contact> m_contact;
    std::optional<ParsedPhone> m_phone;
    std::vector<ConsentEntry> m_ledger;
    std::vector<Job> m_jobs;
    bool m_hasMoreJobs = false;
    std::vector<Message> m_notes;
};

} // namespace counterbell::ui
