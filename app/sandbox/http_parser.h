// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

#include <optional>
#include <variant>

namespace counterbell::sandbox
{

/// The bounds of one request. The defaults hold every real one many times over.
struct HttpLimits {
    qsizetype headerBytes = 16 * 1024;
    qsizetype headerCount = 100;
    qsizetype bodyBytes = 4 * 1024 * 1024;
};

/// The head stands complete and asks for `100 Continue` before its body comes.
struct WantsContinue {
};
/// Not a request this server answers; the connection closes after `status`.
struct BadRequest {
    int status = 400;
};
/// nullopt: not there yet.
using ParseOutcome = std::optional<std::variant<HttpRequest, WantsContinue, BadRequest>>;

/// Cuts requests out of the bytes of a connection, several in a row if they are pipelined.
class HttpParser
{
public:
    explicit HttpParser(HttpLimits limits = {}) : m_limits(limits) {}

    void feed(const QByteArray &bytes) { m_buffer += bytes; }
    [[nodiscard]] ParseOutcome next();
    /// A request has begun and isn't complete.
    [[nodiscard]] bool isMidRequest() const { return m_head || !m_buffer.isEmpty(); }

private:
    [[nodiscard]] std::optional<BadRequest> readHead(const QByteArray &head);

    HttpLimits m_limits;
    QByteArray m_buffer;
    std::optional<HttpRequest> m_head;
    qsizetype m_bodyLength = 0;
    bool m_continuePending = false;
};

} // namespace counterbell::sandbox
