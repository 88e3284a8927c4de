// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace counterbell::sandbox
{

/// How one try of a webhook ended.
struct WebhookTry {
    enum class End { Answered, ConnectFailed, ReadFailed };
    End end = End::ConnectFailed;
    int status = 0;

    [[nodiscard]] bool isGood() const { return end == End::Answered && status >= 200 && status < 300; }
};

/// What the fragment of a webhook URL asks for (FACTS 5.2): `#rc=5&rp=all`. Values out of range and unknown keys
/// leave the default.
struct ConnectionOverrides {
    std::chrono::milliseconds connectTime{5000};
    std::chrono::milliseconds readTime{15000};
    std::chrono::milliseconds totalTime{15000};
    int retries = 1;
    bool onConnect = true;
    bool onRead = false;
    bool on4xx = false;
    bool on5xx = false;

    [[nodiscard]] static ConnectionOverrides fromUrl(const QString &url);
    [[nodiscard]] bool retriesAfter(const WebhookTry &failed) const;
};

/// The wait before the `retry`th repeat, counted from 1: 0.5, 1, 2, 4 and 7 s (CONTRACT 2).
[[nodiscard]] std::chrono::milliseconds retryWait(int retry);

} // namespace counterbell::sandbox
