// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/handsets.h"
#include "app/sandbox/message.h"

#include <chrono>
#include <optional>

namespace counterbell::sandbox
{

/// What a message becomes next.
struct StatusStep {
    QString status;
    int errorCode = 0;
};

/// The step after the message's present status, as its handset is now; nullopt when nothing more will happen, or
/// not before the handset changes (FACTS 2, 5, 7.2):
/// - accepted by a service → queued → sent, or failed with what was already known against it (63016, 6304x …);
/// - WhatsApp to a number without WhatsApp fails with 63003; to a phone that is off it stays `sent` until it is on;
/// - SMS to a landline is undelivered 30006, to a phone that is off undelivered 30003;
/// - delivered WhatsApp messages are read by handsets that read.
[[nodiscard]] std::optional<StatusStep> nextStep(const Message &message, const Handset &handset);

/// The phone gets this message at the moment it is accepted.
[[nodiscard]] bool arrivesAtOnce(const Message &message, const Handset &handset);

/// How long a message rests in `status` before its next step; `dice` in 0..1. Sent within 0.5 s of the create,
/// delivered within 1.5 s, read within 3 s (CONTRACT 2).
[[nodiscard]] std::chrono::milliseconds restIn(const QString &status, double dice);

[[nodiscard]] bool isInProgress(const QString &status);

/// What one message costs, negative with five decimals as Twilio writes it: per segment by SMS, flat on WhatsApp.
[[nodiscard]] QString priceOf(const Message &message, const QString &currency);

} // namespace counterbell::sandbox
