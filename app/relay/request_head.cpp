// SPDX-License-Identifier: Apache-2.0
#include "app/relay/request_head.h"

#include <utility>

#include <boost/beast/http/basic_parser.hpp>

#include <charconv>
#include <limits>

namespace counterbell::relay
{
namespace
{

namespace http = boost::beast::http;
using boost::beast::error_code;
using boost::beast::string_view;

std::string_view std_view(string_view text)
{
    return {text.data(), text.size()};
}

/// Collects what Beast finds. Bodies never pass through it: its chunk reader asserts where input should only be
/// refused (a last chunk that arrives in two pieces), so body_reader.h does that part.
class HeadParser : public http::basic_parser<true>
{
public:
    RequestHead head;

private:
    void on_request_impl(http::verb, string_view method, string_view target, int version, error_code &) override
    {
        head.method = std_view(method);
        head.target = std_view(target);
        head.http11 = version == 11;
    }
    void on_field_impl(http::field, string_view name, string_view value, error_code &) override
    {
        head.headers.emplace_back(std_view(name), std_view(value));
    }
    void on_response_impl(int, string_view, int, error_code &) override {}
    void on_header_impl(error_code &) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const &, error_code &) override {}
    std::size_t on_body_impl(string_view, error_code &) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, string_view, error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, string_view, error_code &) override { return 0; }
    void on_finish_impl(error_code &) override {}
};

bool hasFoldedLine(std::string_view block)
{
    return block.find("\r\n ") != std::string_view::npos || block.find("\r\n\t") != std::string_view::npos;
}

bool isOriginForm(std::string_view target)
{
    if (target.empty() || target.front() != '/')
        return false;
    for (const char c : target)
        if (c <= ' ' || c > '~' || c == '#' || c == '"' || c == '<' || c == '>')
            return false;
    return true;
}

bool lists(std::string_view value, std::string_view token)
{
    while (!value.empty()) {
        const auto comma = std::min(value.find(','), value.size());
        auto item = value.substr(0, comma);
        while (!item.empty() && (item.front() == ' ' || item.front() == '\t'))
            item.remove_prefix(1);
        while (!item.empty() && (item.back() == ' ' || item.back() == '\t'))
            item.remove_suffix(1);
        if (equalIgnoringCase(item, token))
            return true;
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return false;
}

/// Reads the headers that decide where this request ends; false when they leave any doubt.
bool readFraming(RequestHead &head)
{
    int lengths = 0;
    int encodings = 0;
    int hosts = 0;
    head.keepAlive = head.http11;
    for (const auto &[name, value] : head.headers) {
        if (equalIgnoringCase(name, "content-length")) {
            std::uint64_t length = 0;
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
            if (++lengths > 1 || error != std::errc() || end != value.data() + value.size() || value.size() > 18)
                return false;
            head.contentLength = length;
        } else if (equalIgnoringCase(name, "transfer-encoding")) {
            if (++encodings > 1 || !head.http11 || !equalIgnoringCase(value, "chunked"))
                return false;
            head.chunked = true;
        } else if (equalIgnoringCase(name, "host")) {
            if (++hosts > 1)
                return false;
        } else if (equalIgnoringCase(name, "connection")) {
            if (lists(value, "close"))
                head.keepAlive = false;
            else if (!head.http11 && lists(value, "keep-alive"))
                head.keepAlive = true;
        } else if (equalIgnoringCase(name, "expect")) {
            head.expectContinue = head.http11 && equalIgnoringCase(value, "100-continue");
        }
    }
    return lengths + encodings <= 1 && (hosts == 1 || !head.http11);
}

} // namespace

HeadScanner::Result HeadScanner::scan(std::string_view bytes)
{
    // "POST " and " HTTP/1.1" stand around the target; a method longer than this leaves room for neither.
    const std::size_t lineLimit = m_limits.targetBytes + 32;
    for (; m_at < bytes.size(); ++m_at) {
        const auto c = static_cast<unsigned char>(bytes[m_at]);
        if (m_at >= m_limits.headerBytes)
            return HeadRefusal{m_lines == 0 ? 414 : 431, m_lines == 0 ? "target_bytes" : "header_bytes"};
        if (m_lines == 0 && m_at >= lineLimit)
            return HeadRefusal{414, "target_bytes"};
        if (c == '\n') {
            if (m_at == 0 || bytes[m_at - 1] != '\r')
                return HeadRefusal{};
            // RFC 9112 lets a server pass over empty lines before a request; nobody needs it, so it is refused.
            if (m_lines == 0 && m_at == 1)
                return HeadRefusal{};
            if (m_at - m_lineStart == 1)
                return Complete{m_at + 1};
            m_lineStart = m_at + 1;
            if (m_lines++ > m_limits.headerCount)
                return HeadRefusal{431, "header_count"};
        } else if ((m_at > 0 && bytes[m_at - 1] == '\r') || (c < 0x20 && c != '\r' && c != '\t') || c == 0x7f) {
            return HeadRefusal{};
        }
    }
    return More{};
}

std::variant<RequestHead, HeadRefusal> parseHead(std::string_view block, const HttpLimits &limits)
{
    if (hasFoldedLine(block))
        return HeadRefusal{};
    HeadParser parser;
    parser.eager(false);
    parser.header_limit(static_cast<std::uint32_t>(block.size() + 1));
    // Boost 1.74 compares a length with an absent limit as if every length were beyond it.
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    error_code error;
    parser.put(boost::asio::buffer(block.data(), block.size()), error);
    if (error || !parser.is_header_done())
        return HeadRefusal{};
    auto head = std::move(parser.head);
    if (head.target.size() > limits.targetBytes)
        return HeadRefusal{414, "target_bytes"};
    if (head.headers.size() > limits.headerCount)
        return HeadRefusal{431, "header_count"};
    if (!isOriginForm(head.target) || !readFraming(head))
        return HeadRefusal{};
    return head;
}

} // namespace counterbell::relay
