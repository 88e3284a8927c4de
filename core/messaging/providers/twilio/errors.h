// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/messaging/providers/http_message.h"
#include "core/messaging/providers/send_outcome.h"

#include <QJsonObject>

#include <optional>

namespace counterbell::messaging
{

/// Twilio's error document (FACTS 1.7).
struct TwilioError {
    int code = 0;
    QString message;
};

/// Empty unless the body is an object with a whole positive `code` and a `message`: a gateway's page isn't one.
[[nodiscard]] std::optional<TwilioError> readError(const HttpAnswered &answer);
/// The body as a JSON object; empty for anything else.
[[nodiscard]] std::optional<QJsonObject> readObject(const QByteArray &body);
/// Retry-After in seconds or as a date, at most a day; empty when absent or unreadable.
[[nodiscard]] std::optional<std::chrono::seconds> readRetryAfter(const HttpAnswered &answer);

/// The outcome of a create call (DESIGN 4): the only place that decides it.
[[nodiscard]] SendOutcome sendOutcome(const HttpOutcome &outcome);
/// Why any other call failed, as provider.h describes. For outcomes that are no success.
[[nodiscard]] Error callError(const HttpOutcome &outcome);
/// A 2xx whose body wasn't what Twilio documents.
[[nodiscard]] Error unreadableError(const HttpAnswered &answer);

} // namespace counterbell::messaging
