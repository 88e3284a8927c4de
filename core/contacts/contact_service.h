// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/contact_repository.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::contacts
{

/// contacts.*: who the customers are. Numbers are normalised on save, whatever the notation (FEATURES NX-15).
class ContactService
{
public:
    ContactService(store::Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    /// `invalidPhone` with details.problem; `duplicatePhone` with details.contactId for a number that is known
    /// already; `invalidArgument` with details.argument.
    [[nodiscard]] QCoro::Task<Result<Contact>> create(CreateContact request);
    [[nodiscard]] QCoro::Task<Result<Page<Contact>>> list(ContactListRequest request);
    [[nodiscard]] QCoro::Task<Result<Contact>> get(ContactParams request);
    /// What is absent stays; an empty phone removes it. Refusals as for create.
    [[nodiscard]] QCoro::Task<Result<Contact>> update(UpdateContact request);
    /// How a number would be kept, or `invalidPhone` with why it can't be.
    [[nodiscard]] QCoro::Task<Result<ParsedPhone>> parsePhone(ParsePhone request);

private:
    [[nodiscard]] Result<Contact> createIn(store::Tx &tx, const CreateContact &request, Timestamp now) const;
    [[nodiscard]] Result<Contact> updateIn(store::Tx &tx, const UpdateContact &request, Timestamp now) const;
    [[nodiscard]] Result<ParsedPhone> freePhone(store::Connection &db, const QString &text,
                                                const std::optional<QString> &region, ContactId owner) const;

    store::Store &m_store;
    const Clock &m_clock;
    const ContactRepository m_contacts{};
};

} // namespace counterbell::contacts
