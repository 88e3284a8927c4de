// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

#include <QJsonArray>
#include <QObject>

#include <deque>

namespace counterbell::sandbox
{

class Router;

/// An OpenAI-compatible model that follows a script, under the Twilio side's own address:
/// `POST /v1/chat/completions` with a bearer key, answered after 0.2-0.5 s (CONTRACT 2), refused at once, not streamed;
/// `GET /sandbox/model/requests` and `POST /sandbox/model/faults` for tests (README.md).
class ModelEndpoint : public QObject
{
    Q_OBJECT
public:
    /// `name` is the one model it knows. Both outlive the router's handlers only if this object does.
    ModelEndpoint(QString name, QString apiKey, QObject *parent = nullptr);

    void addTo(Router &router);

private:
    /// Counters, used up one by one; the delay stays until it is cleared.
    struct Faults {
        int errors = 0;
        int malformed = 0;
        int delayMs = 0;
    };

    void complete(const HttpRequest &request, const HttpResponder &responder);
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);
    [[nodiscard]] HttpResponse listRequests() const;
    [[nodiscard]] HttpResponse setFaults(const HttpRequest &request);

    const QString m_name;
    const QString m_apiKey;
    Faults m_faults;
    std::deque<QJsonObject> m_requests; ///< the last 50, oldest first
};

} // namespace counterbell::sandbox
