// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/delivery.h"
#include "core/api/error.h"

namespace counterbell::ui
{

/// What happened and what to do next, in one or two plain sentences (DESIGN-SYSTEM 10, FEATURES 7.5).
/// The only place where reasons become sentences.
[[nodiscard]] QString errorSentence(const Error &error);

/// The same for what a send or a message carries: a reason of CONTRACT 3 or of the core's code catalogue, such as
/// "notOnWhatsApp". Unknown words get the general sentence; an empty one gives an empty text.
[[nodiscard]] QString reasonSentence(const QString &reason);

/// What happened alone, in the few words a table's cell has room for: "No phone number". Without a full stop.
[[nodiscard]] QString reasonInShort(const QString &reason);

/// For Details: "Twilio code 21614".
[[nodiscard]] QString codeText(int code);

/// What a person can do about a failed message, in the order to offer it.
enum class Remedy {
    SendAgain,
    SendAsSms,
    SendByWhatsApp,
    ChooseTemplate,
    EditText,
    FixNumber,
    Call,
};

/// At most two; empty where only waiting or the settings help, and the sentence says so.
[[nodiscard]] std::vector<Remedy> remediesFor(const QString &reason);
/// The button's words.
[[nodiscard]] QString remedyLabel(Remedy remedy);

} // namespace counterbell::ui
