// SPDX-License-Identifier: Apache-2.0
#include "core/agent/model_client.h"

#include "core/agent/model_json.h"

#include <QLoggingCategory>

#include <qcorotimer.h>

Q_LOGGING_CATEGORY(lcModel, "counterbell.agent.model", QtInfoMsg)

namespace counterbell::agent
{

using namespace Qt::StringLiterals;
using namespace messaging;

namespace
{

QUrl completionsUrl(QString baseUrl)
{
    while (baseUrl.endsWith(u'/'))
        baseUrl.chop(1);
    return QUrl(baseUrl + u"/chat/completions"_s, QUrl::StrictMode);
}

QString problemOfStatus(int status)
{
    if (status == 401 || status == 403)
        return u"modelKeyRefused"_s;
    if (status == 404)
        return u"modelNotFound"_s;
    if (status == 429)
        return u"modelBusy"_s;
    return u"modelFailed"_s;
}

tl::expected<ModelAnswer, QString> answerOf(const HttpOutcome &outcome)
{
    if (std::holds_alternative<HttpNotConnected>(outcome))
        return tl::unexpected(u"modelUnreachable"_s);
    if (const auto *unknown = std::get_if<HttpUnknown>(&outcome)) {
        if (unknown->why == HttpUnknown::Why::TimedOut)
            return tl::unexpected(u"modelTimedOut"_s);
        return tl::unexpected(unknown->why == HttpUnknown::Why::TooLarge ? u"modelAnswerTooLarge"_s
                                                                         : u"modelInterrupted"_s);
    }
    const auto &answered = std::get<HttpAnswered>(outcome);
    return answered.status == 200 ? readModelAnswer(answered.body) : tl::unexpected(problemOfStatus(answered.status));
}

/// A time-out or a cut connection may have cost a full answer already: those aren't asked again.
bool mayAskAgain(const HttpOutcome &outcome)
{
    if (std::holds_alternative<HttpNotConnected>(outcome))
        return true;
    const auto *answered = std::get_if<HttpAnswered>(&outcome);
    static constexpr std::array kPassing{429, 500, 502, 503, 529};
    return answered != nullptr && std::ranges::find(kPassing, answered->status) != kPassing.end();
}

} // namespace

QCoro::Task<tl::expected<ModelAnswer, QString>> ModelClient::ask(ModelEndpoint endpoint,
                                                                 std::vector<ModelMessage> messages, QJsonArray tools)
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = completionsUrl(endpoint.baseUrl);
    request.body = writeModelRequest(endpoint.model, messages, tools);
    request.contentType = "application/json";
    request.headers = {{"Accept", "application/json"}};
    if (!endpoint.key.isEmpty())
        request.headers.emplace_back("Authorization", "Bearer " + endpoint.key);
    request.timeout = m_options.timeout;
    request.maxAnswerBytes = m_options.maxAnswerBytes;

    for (int tries = 0;; ++tries) {
        if (m_isStopped)
            co_return tl::unexpected(u"shuttingDown"_s);
        const auto outcome = co_await m_http.send(request);
        if (m_isStopped)
            co_return tl::unexpected(u"shuttingDown"_s);
        auto answer = answerOf(outcome);
        if (answer)
            co_return answer;
        const bool again = tries < m_options.retries && mayAskAgain(outcome);
        qCInfo(lcModel, "no answer from %s: %s%s", qUtf8Printable(request.url.host()), qUtf8Printable(answer.error()),
               again ? ", asking again" : "");
        if (!again)
            co_return answer;
        co_await QCoro::sleepFor(m_options.retryDelay * (1 << tries));
    }
}

void ModelClient::stop()
{
    m_isStopped = true;
    m_http.abortAll();
}

} // namespace counterbell::agent
