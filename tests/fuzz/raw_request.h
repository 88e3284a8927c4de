// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/raw_request.h"

namespace counterbell::fuzz
{

/// An input as a request: method, URL and content type on a line each, the body behind an empty line.
inline webhooks::RawRequest requestFrom(const char *data, std::size_t size)
{
    QByteArray rest(data, qsizetype(size));
    const auto line = [&rest] {
        const auto end = rest.indexOf('\n');
        const auto first = end < 0 ? rest : rest.first(end);
        rest = end < 0 ? QByteArray() : rest.mid(end + 1);
        return first;
    };
    webhooks::RawRequest request;
    request.method = line();
    request.url = line();
    request.headers.emplace_back("Content-Type", line());
    request.body = rest;
    return request;
}

} // namespace counterbell::fuzz
