// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/http_parser.h"

#include <algorithm>

namespace counterbell::sandbox
{

namespace
{

bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               QByteArrayView("!#$%&'*+-.^_`|~").contains(c);
    });
}

/// Digits alone: no sign, no list, nothing that two readers could understand differently.
std::optional<qsizetype> contentLength(const QByteArray &text)
{
    if (text.isEmpty() || text.size() > 12 || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return qsizetype(text.toLongLong());
}

} // namespace

ParseOutcome HttpParser::next()
{
    if (!m_head) {
        while (m_buffer.startsWith("\r\n"))
            m_buffer.remove(0, 2); // RFC 9112 2.2: an empty line before the request line is to be skipped
        const auto end = m_buffer.indexOf("\r\n\r\n");
        if (end < 0 && m_buffer.size() > m_limits.headerBytes)
            return BadRequest{431};
        if (end < 0)
            return std::nullopt;
        if (end > m_limits.headerBytes)
            return BadRequest{431};
        const auto head = m_buffer.left(end);
        m_buffer.remove(0, end + 4);
        if (const auto bad = readHead(head))
            return *bad;
    }
    if (m_buffer.size() < m_bodyLength) {
        if (std::exchange(m_continuePending, false))
            return WantsContinue{};
        return std::nullopt;
    }
    auto request = *std::exchange(m_head, std::nullopt);
    request.body = m_buffer.left(m_bodyLength);
    m_buffer.remove(0, m_bodyLength);
    return request;
}

std::optional<BadRequest> HttpParser::readHead(const QByteArray &head)
{
    auto lines = head.split('\n');
    const auto start = lines.takeFirst().trimmed().split(' ');
    if (start.size() != 3 || !isToken(start[0]) || !start[1].startsWith('/'))
        return BadRequest{400};
    if (start[2] != "HTTP/1.1" && start[2] != "HTTP/1.0")
        return BadRequest{505};
    if (lines.size() > m_limits.headerCount)
        return BadRequest{431};

    HttpRequest request{.method = start[0], .target = start[1], .path = start[1], .query = {}};
    if (const auto mark = request.target.indexOf('?'); mark >= 0) {
        request.path = request.target.left(mark);
        request.query = Form::parse(request.target.mid(mark + 1));
    }
    std::optional<qsizetype> length;
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        if (colon <= 0 || !isToken(QByteArrayView(line).first(colon)))
            return BadRequest{400};
        const Header header{line.left(colon), line.mid(colon + 1).trimmed()};
        if (header.first.compare("Content-Length", Qt::CaseInsensitive) == 0) {
            const auto stated = contentLength(header.second);
            if (!stated || (length && *length != *stated))
                return BadRequest{400};
            length = stated;
        }
        request.headers.append(header);
    }
    if (start[2] == "HTTP/1.0") // closes by default, and nobody here needs it to stay open
        request.headers.prepend({QByteArrayLiteral("Connection"), QByteArrayLiteral("close")});
    if (!request.header("Transfer-Encoding").isNull())
        return BadRequest{411};
    m_bodyLength = length.value_or(0);
    if (m_bodyLength > m_limits.bodyBytes)
        return BadRequest{413};
    m_continuePending = request.header("Expect").compare("100-continue", Qt::CaseInsensitive) == 0;
    m_head = std::move(request);
    return std::nullopt;
}

} // namespace counterbell::sandbox
