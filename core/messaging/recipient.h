// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// Whom a send is for, as they are now: the number is read when the row is made and again when it is claimed
/// (FEATURES NX-14).
struct Recipient {
    QString name;
    std::optional<QString> phone; ///< bare E.164
    std::optional<QString> bsuid; ///< WhatsApp's id of who hides their number
    QString region;               ///< ISO country of the number
    ContactCapabilities capabilities;
    bool isMember = false;
    bool hasOptedOut = false; ///< a member's personal opt-out
    std::optional<ConversationId> conversationId;

    /// Where a message on this channel goes: SMS needs a number.
    [[nodiscard]] std::optional<QString> addressOn(Channel channel) const;
    /// Whether the number has shown that this channel can't reach it.
    [[nodiscard]] bool isUnreachableOn(Channel channel) const;
};

/// The business-scoped id among all that a contact is known by; the last one, where there are several.
template <class Addresses>
[[nodiscard]] std::optional<QString> userIdAmong(const Addresses &addresses)
{
    std::optional<QString> found;
    for (const QString &address : addresses) {
        if (!address.startsWith(QLatin1Char('+')))
            found = address;
    }
    return found;
}

/// Empty when the contact or member is gone.
[[nodiscard]] std::optional<Recipient> findRecipient(store::Connection &db, const std::optional<ContactId> &contact,
                                                     const std::optional<MemberId> &member);

/// Remembers what a delivery has shown about the recipient's number.
void learnCapability(store::Tx &tx, const std::optional<ContactId> &contact, const std::optional<MemberId> &member,
                     std::optional<bool> onWhatsApp, std::optional<bool> landline);

} // namespace counterbell::messaging
