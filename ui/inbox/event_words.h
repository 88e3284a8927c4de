// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"

namespace counterbell::ui
{

/// A line of the timeline that nobody said (DESIGN-SYSTEM 4, "Event line").
struct EventWords {
    QString text;
    QString icon;
    bool isAlarming = false;
};

/// The sentence of an event, without its time. `customer` is the customer's name. An event that this console doesn't
/// know shows its body.
[[nodiscard]] EventWords eventWords(const Message &message, const QString &customer);

/// Why the AI asked for a person, in one sentence. `reason` is the core's word, what the model wrote in words of its
/// own ("Asks for an earlier date"), or empty.
[[nodiscard]] QString handoverSentence(const QString &customer, const QString &reason);

} // namespace counterbell::ui
