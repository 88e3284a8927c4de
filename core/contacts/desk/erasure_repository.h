// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/store/transaction.h"

namespace counterbell::contacts
{

/// Everything under which a contact may still be found while it is erased: contacts that were merged into it, their
/// conversations, its jobs, its numbers.
struct ErasureSubject {
    std::vector<ContactId> contacts; ///< the first is the one to erase
    std::vector<ConversationId> conversations;
    std::vector<JobId> jobs;
    std::vector<QString> numbers; ///< bare E.164

    bool operator==(const ErasureSubject &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contacts", &ErasureSubject::contacts),
                          field("conversations", &ErasureSubject::conversations), field("jobs", &ErasureSubject::jobs),
                          field("numbers", &ErasureSubject::numbers)};
    }
};

/// Rows of `erasures`, and the contact's own rows.
class ErasureRepository
{
public:
    [[nodiscard]] ErasureSubject subjectOf(store::Connection &db, ContactId contact) const;

    void begin(store::Tx &tx, const ErasureSubject &subject, const QString &actor, Timestamp now) const;
    [[nodiscard]] std::optional<ErasureSubject> subject(store::Connection &db, ContactId contact) const;
    [[nodiscard]] std::vector<ContactId> unfinished(store::Connection &db) const;
    void count(store::Tx &tx, ContactId contact, int messages, int sends) const;
    /// Removes the row; answers its counts, and who ordered it.
    [[nodiscard]] std::pair<ErasedContact, QString> end(store::Tx &tx, ContactId contact) const;

    /// Nothing can reach the contact any more and nothing personal is left on it: addresses, consents, channels,
    /// drafts, copies of merges go, AI turns are void, jobs stay without a customer.
    void cutOff(store::Tx &tx, const ErasureSubject &subject) const;
    /// The empty conversation and the contact.
    void remove(store::Tx &tx, const ErasureSubject &subject) const;

    /// Deletes the events about the subject among `limit` ones after `seq`; answers the last looked at, or nothing when
    /// there are no more.
    [[nodiscard]] std::optional<qint64> forgetEvents(store::Tx &tx, const ErasureSubject &subject, qint64 seq,
                                                     int limit) const;
};

} // namespace counterbell::contacts
