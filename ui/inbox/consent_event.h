// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/contact.h"

namespace counterbell::ui
{

/// What happened once, though the ledger holds a row for each channel and purpose: one STOP closes four.
struct ConsentEvent {
    ConsentEntry entry; ///< the first of its rows: when, how and by whom
    std::vector<Channel> service, offers;

    bool operator==(const ConsentEvent &) const = default;
};

/// The ledger's rows, newest first, as events. A STOP's rows about offers are left out where nobody had agreed to any.
[[nodiscard]] std::vector<ConsentEvent> consentEvents(const std::vector<ConsentEntry> &ledger);

/// "Opted out of everything", "Agreed to SMS and offers".
[[nodiscard]] QString consentAct(const ConsentEvent &event);
/// "Replied STOP today at 14:58", "Said yes at the counter, Priya Nair, 6 Nov, 11:40".
[[nodiscard]] QString consentCircumstances(const ConsentEntry &entry, Timestamp now);

} // namespace counterbell::ui
