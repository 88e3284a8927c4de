// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/thread_model.h"

namespace counterbell::ui
{

/// What became of a message that didn't arrive: the next one that says the same, or the template sent in its place.
struct SentAgain {
    qint64 key = 0; ///< of the newer row
    Channel channel = Channel::Sms;
    bool isTemplate = false; ///< in other words
    Timestamp at;

    bool operator==(const SentAgain &) const = default;
};

/// Whether it stopped on its way and nothing of it will arrive.
[[nodiscard]] bool hasStopped(DeliveryStatus status);

/// For the row of a message that stopped; absent for any other and while nobody has sent it again. The core keeps both
/// messages and no link between them, so this goes by what stands in the thread.
[[nodiscard]] std::optional<SentAgain> sentAgain(const ThreadModel &model, int row);

/// "Sent again as SMS, 15:02".
[[nodiscard]] QString sentAgainWords(const Message &original, const SentAgain &again);

} // namespace counterbell::ui
