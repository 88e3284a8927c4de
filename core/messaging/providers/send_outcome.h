// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/money.h"

#include <chrono>
#include <optional>
#include <variant>

namespace counterbell::messaging
{

/// The provider took the message (2xx with a readable body). It may still fail later, by callback.
struct Accepted {
    QString sid;
    QString status;                      ///< the provider's own word: queued, accepted, sent…
    std::optional<int> segments;         ///< absent until known: a messaging service says "0" at first (FACTS 1.2)
    std::optional<Money> price;          ///< what it costs, positive
    std::optional<int> errorCode;        ///< a message can be born failed
    std::optional<Timestamp> twilioDate; ///< the answer's Date header: the provider's clock

    bool operator==(const Accepted &) const = default;
};

/// The provider read the request and said no: final for this attempt.
struct Refused {
    int httpStatus = 0;
    int code = 0;
    QString message;
    QString requestId; ///< what the provider's support asks for
    std::optional<Timestamp> twilioDate;

    bool operator==(const Refused &) const = default;
};

/// The message certainly did not go out: the only outcome that may be retried (DESIGN 4).
struct NotSent {
    enum class Why {
        Unreachable, ///< no connection, or none of the message was handed to it
        RateLimited, ///< 429: never processed (FACTS 1.8)
    };
    Why why = Why::Unreachable;
    std::optional<std::chrono::seconds> retryAfter = {};
    std::optional<int> code = {};
    QString detail = {}; ///< for logs; no numbers, no text

    bool operator==(const NotSent &) const = default;
};

/// The message may or may not have gone out: only evidence decides (DESIGN 4).
struct Unknown {
    enum class Why {
        Interrupted,    ///< time-out, reset, or cut after the request began to go out
        ServerFault,    ///< 5xx
        Redirected,     ///< 3xx
        Unreadable,     ///< 2xx whose body isn't a message
        NotTheProvider, ///< 4xx without the provider's error document: something between us and it answered
    };
    Why why = Why::Interrupted;
    std::optional<int> httpStatus = {};
    QString detail = {};
    QString requestId = {};

    bool operator==(const Unknown &) const = default;
};

/// What became of one request to send one message. There is no fifth.
using SendOutcome = std::variant<Accepted, Refused, NotSent, Unknown>;

} // namespace counterbell::messaging
