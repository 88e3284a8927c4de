// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::store
{

/// What is set up once for the whole shop, on whichever core, and used by the one that leads.
enum class SetupPart {
    Account, ///< at the provider
    Senders, ///< which the shop has chosen; what sending learns about them is none of this
    Relays,
    Secret, ///< one that lies in the database
};

struct SetupChange {
    SetupPart part = SetupPart::Account;
    QString secret; ///< its name, never its value
};

/// Notes it in the transaction as an event that only cores are told of (setup.changed): whoever holds what was read
/// before takes up the new.
void noteSetupChange(Tx &tx, const SetupChange &change);
/// What such an event says; empty for any other.
[[nodiscard]] std::optional<SetupChange> setupChange(const Event &event);

} // namespace counterbell::store

COUNTERBELL_WIRE_NAMES(counterbell::store::SetupPart,
                       {counterbell::store::SetupPart::Account, QLatin1StringView("account")},
                       {counterbell::store::SetupPart::Senders, QLatin1StringView("senders")},
                       {counterbell::store::SetupPart::Relays, QLatin1StringView("relays")},
                       {counterbell::store::SetupPart::Secret, QLatin1StringView("secret")})
