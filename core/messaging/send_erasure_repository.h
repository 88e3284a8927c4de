// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/send_repository.h"

namespace counterbell::messaging
{

/// Whose sends lose their personal data: those to a customer, and what members were told about the customer's jobs.
struct SendSubject {
    ContactId contact;
    std::vector<JobId> jobs;
};

/// What erasure does to the send log: rows stay as proof that something was sent, of which kind and how it ended;
/// whom, where and what is gone.
class SendErasure
{
public:
    /// A send that a provider may be working on at this moment: sending, uncertain, or barred from a resend.
    [[nodiscard]] std::optional<SendId> underWay(store::Connection &db, const SendSubject &subject) const;
    /// Held and queued ones, which must not go out any more.
    [[nodiscard]] std::vector<SendId> waiting(store::Connection &db, const SendSubject &subject) const;
    /// Rows that still hold something, oldest first.
    [[nodiscard]] std::vector<SendId> notBlank(store::Connection &db, const SendSubject &subject, int limit) const;

    /// Blanks row and attempts, cuts them off from contact, conversation and message, and leaves no way to another try.
    /// Adds the names that the provider knows its messages by.
    void blank(store::Tx &tx, SendId id, QStringList &sids) const;
};

} // namespace counterbell::messaging
