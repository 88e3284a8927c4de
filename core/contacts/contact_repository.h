// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contacts/new_contact.h"
#include "core/store/cursor.h"
#include "core/store/transaction.h"

#include <map>

namespace counterbell::contacts
{

/// Customers and everything they are known by. Writes announce the contact and their conversation.
class ContactRepository
{
public:
    [[nodiscard]] std::optional<Contact> find(store::Connection &db, ContactId id) const;
    /// Many at once; those that are gone are left out.
    [[nodiscard]] std::map<ContactId, Contact> find(store::Connection &db, const std::vector<ContactId> &ids) const;
    /// Empty, too, when there is none.
    [[nodiscard]] QString nameOf(store::Connection &db, ContactId id) const;
    /// `kind` is "phone" (bare E.164) or "bsuid".
    [[nodiscard]] std::optional<ContactId> findByAddress(store::Connection &db, const QString &kind,
                                                         const QString &value) const;

    /// By name. `text` is part of a name, or of a number in any notation.
    [[nodiscard]] Page<Contact> list(store::Connection &db, const ContactFilter &filter,
                                     const store::Window<store::TextCursor> &window) const;

    /// The addresses must be nobody's yet.
    ContactId create(store::Tx &tx, const NewContact &contact, Timestamp now) const;

    /// Writes name, phone, tags, notes, prefersCall and language. A number that the contact has written from stays
    /// one of their addresses, any other is free again. A new number's capabilities are unknown.
    void update(store::Tx &tx, const Contact &contact, Timestamp now) const;

    /// The contact an inbound message is from, made when there is none. The identifiers of one message belong to one
    /// person: what is new of them is added, and two contacts that turn out to be one are joined
    /// (contact_join_repository.h).
    ContactId findOrCreateForInbound(store::Tx &tx, const InboundIdentity &identity, Timestamp now) const;

    /// What sending has shown about the contact's number; absent leaves what was known.
    void learnCapability(store::Tx &tx, ContactId id, std::optional<bool> onWhatsApp,
                         std::optional<bool> landline) const;

private:
    void addAddress(store::Tx &tx, ContactId id, const QString &kind, const QString &value) const;
};

/// Tells of a change to a contact: contact.updated, and conversation.updated where a conversation shows them.
void announceContact(store::Tx &tx, ContactId contact);

} // namespace counterbell::contacts
