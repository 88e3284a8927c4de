// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"

namespace counterbell::contacts
{

/// The two kinds of identifiers in contact_addresses.
namespace address_kind
{
inline constexpr QLatin1StringView kPhone("phone");
inline constexpr QLatin1StringView kUserId("bsuid"); ///< WhatsApp's business-scoped user id (FACTS 4.5)
} // namespace address_kind

/// A contact to be made, checked: `phone` is bare E.164 and no other contact's.
struct NewContact {
    QString name;
    std::optional<QString> phone = {};
    std::optional<QString> userId = {};
    std::vector<QString> tags = {};
    QString notes = {};
    bool prefersCall = false;
    std::optional<QString> language = {};
    ContactCapabilities capabilities = {};
};

/// Whom an inbound message says it is from; at least one identifier.
struct InboundIdentity {
    std::optional<QString> phone = {}; ///< bare E.164
    std::optional<QString> bsuid = {};
    QString profileName = {};
};

/// A line for the ledger. `actionAt` is when the customer wrote or the operator acted: it decides, not the order of
/// recording.
struct NewConsent {
    ContactId contactId;
    Channel channel = Channel::Sms;
    ConsentPurpose purpose = ConsentPurpose::Service;
    ConsentState state = ConsentState::OptedIn;
    ConsentSource source = ConsentSource::Operator;
    QString evidence = {};
    QString actor = {};
    Timestamp actionAt = {};
    Timestamp at;
    bool providerBlocked = false;
    std::optional<Channel> originChannel = {}; ///< where a keyword was written that closed or opened other channels too
};

} // namespace counterbell::contacts
