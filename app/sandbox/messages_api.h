// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

namespace counterbell::sandbox
{

struct Context;
class Router;

/// /2010-04-01/Accounts/{AC}/Messages: create, list, fetch, redact, cancel, delete (FACTS 1.1-1.4).
class MessagesApi
{
public:
    explicit MessagesApi(Context &context) : m_context(context) {}
    void addTo(Router &router);

private:
    void create(const HttpRequest &request, const HttpResponder &responder);
    void list(const HttpRequest &request, const HttpResponder &responder);
    void fetch(const HttpRequest &request, const HttpResponder &responder);
    void update(const HttpRequest &request, const HttpResponder &responder);
    void remove(const HttpRequest &request, const HttpResponder &responder);

    Context &m_context;
};

/// A filter's date: `2026-01-02` (midnight) or an ISO date-time, GMT where no zone stands; nullopt when neither.
[[nodiscard]] std::optional<qint64> filterDateMs(const QString &text);

} // namespace counterbell::sandbox
