// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/raw_request.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUrl>

namespace counterbell::test
{

/// A form body from parameters; a list is a repeated name, null an empty value.
[[nodiscard]] inline QByteArray formBody(const QJsonObject &parameters)
{
    QByteArrayList pairs;
    for (auto it = parameters.begin(); it != parameters.end(); ++it) {
        const auto values = it->isArray() ? it->toArray() : QJsonArray{*it};
        for (const auto &value : values)
            pairs << QUrl::toPercentEncoding(it.key()) + '=' + QUrl::toPercentEncoding(value.toString());
    }
    return pairs.join('&');
}

[[nodiscard]] inline webhooks::RawRequest formRequest(const QByteArray &url, const QJsonObject &parameters,
                                                      const QByteArray &signature = {})
{
    return {"POST",
            url,
            {{"Content-Type", "application/x-www-form-urlencoded"}, {"X-Twilio-Signature", signature}},
            formBody(parameters)};
}

} // namespace counterbell::test
