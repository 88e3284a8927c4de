// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <QByteArray>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace counterbell::messaging
{

/// Name and value of HTTP Basic authentication.
struct BasicAuth {
    QString user;
    QString password;
};

struct HttpRequest {
    enum class Method {
        Get,
        Post,
        Put,
        Delete,
    };
    Method method = Method::Get;
    QUrl url; ///< https, or http to loopback (the sandbox)
    std::vector<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {}; ///< Post and Put only
    QByteArray contentType = {};
    std::optional<BasicAuth> auth = {};                           ///< goes to `url` alone, redirects aren't followed
    std::chrono::milliseconds timeout = std::chrono::seconds{30}; ///< from send() to the answer's last byte
    qint64 maxAnswerBytes = 4 * 1024 * 1024;
    /// Asked when the connection stands and the first byte of the body is to go: on false nothing of it goes, and the
    /// outcome is HttpNotConnected. Post and Put only.
    std::function<bool()> mayGo = {};
};

/// Certainly not processed: there was no connection, or nothing of the request had been handed to it.
struct HttpNotConnected {
    QString detail; ///< for logs: the kind of failure and the host
};

/// A complete answer, whatever its status.
struct HttpAnswered {
    int status = 0;
    std::vector<std::pair<QByteArray, QByteArray>> headers = {}; ///< names in lower case
    QByteArray body = {};
    std::optional<Timestamp> serverDate = {}; ///< the Date header

    /// The first value of a header, by its lower-case name; empty when absent.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
};

/// The request may have been processed: time-out, reset, or an answer that is cut, too large or not HTTP.
struct HttpUnknown {
    enum class Why {
        TimedOut,
        Interrupted,
        TooLarge,
    };
    Why why = Why::Interrupted;
    QString detail = {};
    std::optional<int> status = {}; ///< where the answer got that far
};

using HttpOutcome = std::variant<HttpNotConnected, HttpAnswered, HttpUnknown>;

} // namespace counterbell::messaging
