// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/http.h"

#include <chrono>

namespace counterbell::e2e
{

/// The sandbox from outside: its control API (CONTRACT 2) and its Twilio side's reads.
class SandboxControl
{
public:
    /// `ready` is what `up` printed.
    explicit SandboxControl(const QJsonObject &ready);

    /// True when both business clocks have moved.
    [[nodiscard]] bool advanceClock(std::chrono::seconds by);
    /// Replaces the whole set of faults; `{}` clears it.
    [[nodiscard]] bool setFaults(const QJsonObject &faults);
    /// Counters: requests, messages, webhooks, and what is left of the faults.
    [[nodiscard]] QJsonObject account();
    /// How many messages were created over the API, whatever became of the request.
    [[nodiscard]] int creates();
    /// The requests that the model received, oldest first: {at, authorized, body}.
    [[nodiscard]] QJsonArray modelRequests();

    /// The message resource as Twilio shows it; status 404 when the account doesn't hold it.
    [[nodiscard]] HttpAnswer fetchMessage(const QString &sid);

    [[nodiscard]] Http &http() { return m_http; }
    [[nodiscard]] const QString &base() const { return m_base; }

private:
    QString m_base;
    QString m_accountSid;
    QByteArray m_authorization;
    Http m_http;
};

} // namespace counterbell::e2e
