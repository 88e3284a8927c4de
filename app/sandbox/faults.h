// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

/// The troubles that a test can order (CONTRACT 2). Counters are used up one by one; what concerns requests
/// concerns creates (POST Messages.json) alone, so that a background sync can't eat them.
struct Faults {
    int loseAnswers = 0;          ///< accepted, then the connection is cut
    int loseRequests = 0;         ///< cut before acceptance
    int rateLimitCount = 0;       ///< 429/20429, not processed
    int rateLimitRetryAfter = -1; ///< seconds for Retry-After; -1: the header is absent
    int serverErrors = 0;         ///< 500/20500, not processed
    int delayMs = 0;          ///< not a counter: every create is accepted at once and answered this late, until cleared
    int dropCallbacks = 0;    ///< status callbacks that are never sent
    int doubleCallbacks = 0;  ///< status callbacks that are sent twice
    int shuffleCallbacks = 0; ///< messages whose callbacks go out in reverse, when the last of them is due
    int earlyCallbacks = 0;   ///< creates whose first callback is answered before the 201 is written
    int dropWebhooks = 0;     ///< inbound webhooks that are never sent
    int doubleWebhooks = 0;   ///< inbound webhooks that are sent twice
    int forgedWebhooks = 0;   ///< inbound webhooks whose signature was made with another token

    /// A whole new set: what is absent is 0, `{}` clears. The error names the field that isn't understood.
    [[nodiscard]] static tl::expected<Faults, QString> fromJson(const QJsonObject &json);
    [[nodiscard]] QJsonObject toJson() const;
};

/// True, once, for each that is left.
[[nodiscard]] inline bool takeOne(int &counter)
{
    return counter > 0 && counter-- > 0;
}

} // namespace counterbell::sandbox
