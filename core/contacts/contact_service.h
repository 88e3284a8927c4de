// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/contact_repository.h"
#include "core/contacts/erased_numbers_repository.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::contacts
{

/// contacts.*: who the customers are. Numbers are normalised on save, whatever the notation (FEATURES NX-15).
class ContactService
{
public:
    ContactService(store::Store &store, const Clock &clock, ErasedNumbers erased)
        : m_store(store), m_clock(clock), m_erased(std::move(erased))
    {
    }

    /// `invalidPhone` with details.problem; `duplicatePhone` with details.contactId for a number that is known
    /// already; `conflict` with details.problem `erased` for a number whose owner was erased, unless optInEvidence says
    /// that they have agreed since; `invalidArgument` with details.argument.
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
    const ErasedNumbers m_erased;
    const ContactRepository m_contacts{};
};

} // namespace counterbell::contacts
