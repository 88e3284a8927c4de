// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/model_message.h"
#include "core/messaging/providers/http_client.h"

#include <QJsonArray>

#include <tl/expected.hpp>

namespace counterbell::agent
{

/// Which model, and where: any OpenAI-compatible endpoint. The key may be empty (a model of one's own machine).
struct ModelEndpoint {
    QString baseUrl; ///< what comes before /chat/completions
    QString model;
    QByteArray key;
};

/// One question to a language model, one answer. The key leaves in the Authorization header alone, and neither it nor
/// a text is logged. Main thread; outlives its tasks: call stop() and let them end.
class ModelClient
{
public:
    struct Options {
        std::chrono::milliseconds timeout = std::chrono::seconds{30};
        int retries = 2;
        std::chrono::milliseconds retryDelay{500}; ///< doubled each time
        qint64 maxAnswerBytes = 256 * 1024;
    };

    explicit ModelClient(Options options) : m_options(options) {}

    /// The error is a stable word: modelUnreachable, modelTimedOut, modelInterrupted, modelAnswerTooLarge,
    /// modelKeyRefused, modelNotFound, modelBusy, modelFailed, or one of readModelAnswer's; shuttingDown after stop().
    /// Asked again is only a model that certainly has not answered: no connection, 429, 500, 502, 503, 529.
    [[nodiscard]] QCoro::Task<tl::expected<ModelAnswer, QString>>
    ask(ModelEndpoint endpoint, std::vector<ModelMessage> messages, QJsonArray tools);

    /// Ends what is under way; nothing is asked any more.
    void stop();
    /// Asks again after a stop.
    void resume() { m_isStopped = false; }

private:
    Options m_options;
    messaging::HttpClient m_http;
    bool m_isStopped = false;
};

} // namespace counterbell::agent
