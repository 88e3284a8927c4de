// SPDX-License-Identifier: Apache-2.0
#include "app/relay/http_message.h"

#include "app/relay/json.h"

#include <algorithm>

namespace counterbell::relay
{
namespace
{

std::string_view phrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 411:
        return "Length Required";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 503:
        return "Service Unavailable";
    default:
        return "Internal Server Error";
    }
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

} // namespace

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view RequestHead::header(std::string_view name) const
{
    for (const auto &[key, value] : headers)
        if (equalIgnoringCase(key, name))
            return value;
    return {};
}

Response plainError(int status, std::string_view limit)
{
    Response response;
    response.status = status;
    response.limit = limit;
    if (status == 429 || status == 503)
        response.extra = "Retry-After: 1\r\n";
    return response;
}

Response jsonError(int status, std::string_view reason)
{
    return jsonAnswer(status, "{\"reason\":" + jsonString(reason) + "}");
}

Response jsonAnswer(int status, std::string body)
{
    Response response;
    response.status = status;
    response.contentType = "application/json";
    response.body = std::move(body);
    return response;
}

std::string serialise(const Response &response, std::string_view date, bool close, bool headOnly, bool strictTransport)
{
    std::string out;
    out.reserve(256 + (headOnly || response.shared ? 0 : response.body.size()));
    out += "HTTP/1.1 ";
    out += std::to_string(response.status);
    out += ' ';
    out += phrase(response.status);
    out += "\r\nDate: ";
    out += date;
    out += "\r\n";
    if (response.status != 204) {
        out += "Content-Length: ";
        out += std::to_string(response.shared ? response.shared->size() : response.body.size());
        out += "\r\n";
    }
    if (!response.contentType.empty()) {
        out += "Content-Type: ";
        out += response.contentType;
        out += "\r\n";
    }
    out += response.extra;
    if (strictTransport)
        out += "Strict-Transport-Security: max-age=31536000\r\n";
    if (close)
        out += "Connection: close\r\n";
    out += "\r\n";
    if (!headOnly && !response.shared)
        out += response.body;
    return out;
}

} // namespace counterbell::relay
