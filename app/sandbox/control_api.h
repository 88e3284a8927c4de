// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

namespace counterbell::sandbox
{

struct Context;
class Router;

/// Moves the clock of whoever follows the sandbox's (the core): gets the whole offset in seconds, answers whether it
/// has moved.
using ClockFollower = std::function<void(qint64 offsetSeconds, std::function<void(bool ok)> done)>;

/// /sandbox/… (CONTRACT 2): handsets, clock, faults, counters. JSON; a refusal is `{"error": "a sentence"}` with
/// 400 (not understood), 404 (no such call), 409 (can't be now) or 503 (the core's clock didn't follow).
class ControlApi
{
public:
    explicit ControlApi(Context &context) : m_context(context) {}
    void addTo(Router &router);
    void setClockFollower(ClockFollower follower) { m_follower = std::move(follower); }

private:
    using Call = void (ControlApi::*)(const HttpRequest &, const HttpResponder &);
    void add(Router &router, const QByteArray &method, const QString &path, Call call);

    void handsetWrites(const HttpRequest &request, const HttpResponder &responder);
    void handsetMessages(const HttpRequest &request, const HttpResponder &responder);
    void showHandset(const HttpRequest &request, const HttpResponder &responder);
    void changeHandset(const HttpRequest &request, const HttpResponder &responder);
    void moveClock(const HttpRequest &request, const HttpResponder &responder);
    void setFaults(const HttpRequest &request, const HttpResponder &responder);
    void showAccount(const HttpRequest &request, const HttpResponder &responder);

    Context &m_context;
    ClockFollower m_follower;
};

} // namespace counterbell::sandbox
