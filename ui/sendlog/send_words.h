// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/send_log.h"
#include "ui/widgets/paint.h"

namespace counterbell::ui
{

// What a row of the send log says (mockup 07). Pure: the caller passes the business time.

/// "Job ready", "AI reply" …
[[nodiscard]] QString categoryName(SendCategory category);
/// "WhatsApp", "SMS".
[[nodiscard]] QString channelWord(Channel channel);
/// "Twilio"; empty where nothing was handed to anybody.
[[nodiscard]] QString providerName(const Send &send);

struct StatusLook {
    ChipLook chip = ChipLook::Waiting;
    QString text;

    bool operator==(const StatusLook &) const = default;
};
[[nodiscard]] StatusLook statusLook(DeliveryStatus status);

/// What happened and what to do next, split where the first sentence ends; for a row that went well `fact` says only
/// what isn't plain from its status, and may be empty.
struct Happened {
    QString fact;
    QString nextStep;

    bool operator==(const Happened &) const = default;
};
[[nodiscard]] Happened happened(const Send &send);
/// The fact in the few words that its column has room for: "Tom turned these off".
[[nodiscard]] QString happenedInShort(const Send &send);

/// "14:31" today, "Wed 14:31" within a week, else "12 Nov 14:31".
[[nodiscard]] QString logTime(Timestamp at, Timestamp now);
/// Without the currency's sign where it is `currency`, which stands in the header; a dash where there was nothing to
/// pay for.
[[nodiscard]] QString costCell(const Send &send, const QString &currency);
/// The sign alone: "A$".
[[nodiscard]] QString currencySign(const QString &currency);
/// "1 SMS, 115 characters".
[[nodiscard]] QString lengthText(const Send &send);
/// "A$0.08", "Not charged" or "Not known yet".
[[nodiscard]] QString costText(const Send &send);

/// One sentence for a screen reader.
[[nodiscard]] QString rowSentence(const Send &send, Timestamp now);

} // namespace counterbell::ui
