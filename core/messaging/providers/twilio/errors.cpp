// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/errors.h"

#include "core/messaging/providers/http_date.h"
#include "core/messaging/providers/twilio/message_json.h"

#include <QJsonDocument>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kDailyLimitReached = 63038;

QString requestIdOf(const HttpAnswered &answer)
{
    return QString::fromLatin1(answer.header("twilio-request-id").left(64));
}

SendOutcome ofAnswer(const HttpAnswered &answer)
{
    const auto requestId = requestIdOf(answer);
    const auto unknown = [&](Unknown::Why why) {
        return Unknown{.why = why, .httpStatus = answer.status, .requestId = requestId};
    };
    if (answer.status >= 200 && answer.status < 300) {
        auto accepted = readAccepted(answer);
        return accepted ? SendOutcome(*std::move(accepted)) : unknown(Unknown::Why::Unreadable);
    }
    if (answer.status < 400)
        return unknown(Unknown::Why::Redirected);
    if (answer.status >= 500)
        return unknown(Unknown::Why::ServerFault);

    const auto error = readError(answer);
    if (answer.status == 429 && (!error || error->code != kDailyLimitReached)) {
        return NotSent{.why = NotSent::Why::RateLimited,
                       .retryAfter = readRetryAfter(answer),
                       .code = error ? std::optional(error->code) : std::nullopt,
                       .detail = requestId};
    }
    if (!error)
        return unknown(Unknown::Why::NotTheProvider);
    return Refused{answer.status, error->code, error->message, requestId, answer.serverDate};
}

Error unreachable(QLatin1StringView problem, QJsonObject details)
{
    details.insert("problem"_L1, problem);
    return {Reason::ProviderUnreachable, std::move(details)};
}

Error ofRefusal(const HttpAnswered &answer)
{
    QJsonObject details{{"httpStatus"_L1, answer.status}, {"requestId"_L1, requestIdOf(answer)}};
    const auto error = readError(answer);
    if (error) {
        details.insert("code"_L1, error->code);
        details.insert("message"_L1, error->message);
    }
    if (const auto wait = readRetryAfter(answer))
        details.insert("retryAfter"_L1, static_cast<qint64>(wait->count()));
    if (answer.status == 429)
        return unreachable("rateLimited"_L1, details);
    if (answer.status >= 500)
        return unreachable("serverFault"_L1, details);
    if (answer.status < 400 || !error)
        return unreachable("unreadable"_L1, details);
    details.insert("problem"_L1, "refused"_L1);
    switch (answer.status) {
    case 401:
    case 403:
        return {Reason::NotPermitted, details};
    case 404:
        return {Reason::NotFound, details};
    case 409:
        return {Reason::Conflict, details};
    default:
        return {Reason::InvalidArgument, details};
    }
}

} // namespace

std::optional<QJsonObject> readObject(const QByteArray &body)
{
    const auto document = QJsonDocument::fromJson(body);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

std::optional<TwilioError> readError(const HttpAnswered &answer)
{
    const auto object = readObject(answer.body);
    const auto code = object ? object->value("code"_L1).toInteger() : 0;
    if (code <= 0 || code > 999'999 || !object->value("message"_L1).isString())
        return std::nullopt;
    return TwilioError{static_cast<int>(code), object->value("message"_L1).toString().left(1000)};
}

std::optional<std::chrono::seconds> readRetryAfter(const HttpAnswered &answer)
{
    constexpr std::chrono::seconds kLongest = std::chrono::hours{24};
    const auto text = answer.header("retry-after");
    bool isNumber = false;
    const auto number = text.toLongLong(&isNumber);
    std::optional<std::chrono::seconds> wait;
    if (isNumber)
        wait = std::chrono::seconds(std::min<qint64>(number, kLongest.count()));
    else if (const auto at = parseHttpDate(QString::fromLatin1(text)); at && answer.serverDate)
        wait = std::chrono::duration_cast<std::chrono::seconds>(*at - *answer.serverDate);
    if (!wait || wait->count() < 0)
        return std::nullopt;
    return std::min(*wait, kLongest);
}

SendOutcome sendOutcome(const HttpOutcome &outcome)
{
    if (const auto *answer = std::get_if<HttpAnswered>(&outcome))
        return ofAnswer(*answer);
    if (const auto *none = std::get_if<HttpNotConnected>(&outcome))
        return NotSent{.why = NotSent::Why::Unreachable, .detail = none->detail};
    const auto &lost = std::get<HttpUnknown>(outcome);
    return Unknown{.why = lost.why == HttpUnknown::Why::TooLarge ? Unknown::Why::Unreadable : Unknown::Why::Interrupted,
                   .httpStatus = lost.status,
                   .detail = lost.detail};
}

Error callError(const HttpOutcome &outcome)
{
    if (const auto *answer = std::get_if<HttpAnswered>(&outcome))
        return ofRefusal(*answer);
    if (std::holds_alternative<HttpNotConnected>(outcome))
        return unreachable("network"_L1, {});
    const bool isTooLarge = std::get<HttpUnknown>(outcome).why == HttpUnknown::Why::TooLarge;
    return unreachable(isTooLarge ? "tooLarge"_L1 : "interrupted"_L1, {});
}

Error unreadableError(const HttpAnswered &answer)
{
    return unreachable("unreadable"_L1, {{"httpStatus"_L1, answer.status}, {"requestId"_L1, requestIdOf(answer)}});
}

} // namespace counterbell::messaging
