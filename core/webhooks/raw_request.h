// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

namespace counterbell::webhooks
{

/// A request as it arrived at the relay, byte for byte (CONTRACT 4): nothing decoded, nothing rewritten.
struct RawRequest {
    QByteArray method;
    QByteArray url; ///< public base and raw target, the URL it was signed for
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;

    bool operator==(const RawRequest &) const = default;
};

/// The first header of that name in any case; empty where there is none.
[[nodiscard]] inline QByteArray headerOf(const RawRequest &request, QByteArrayView name)
{
    for (const auto &[known, value] : request.headers) {
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

/// The part before the first `end`; all of it where there is none.
[[nodiscard]] inline QByteArray upTo(const QByteArray &text, char end)
{
    const auto at = text.indexOf(end);
    return at < 0 ? text : text.first(at);
}

/// What follows the URL's first "?", without a fragment; empty where there is none.
[[nodiscard]] inline QByteArray queryOf(const QByteArray &url)
{
    const auto whole = upTo(url, '#');
    const auto question = whole.indexOf('?');
    return question < 0 ? QByteArray() : whole.mid(question + 1);
}

} // namespace counterbell::webhooks
