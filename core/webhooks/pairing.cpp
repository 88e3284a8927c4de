// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/pairing.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kLongestCode = 1000;
constexpr qsizetype kLongestToken = 1000;

Result<Pairing> readAnswer(const PairingCode &code, const messaging::HttpOutcome &outcome)
{
    const auto *answered = std::get_if<messaging::HttpAnswered>(&outcome);
    if (!answered)
        return refuse(Reason::ProviderUnreachable, {{u"problem"_s, u"network"_s}});
    // 429 only means later: the code is still good.
    if (answered->status == 400 || answered->status == 403 || answered->status == 404)
        return refuse(Reason::NotPermitted, {{u"problem"_s, u"codeRefused"_s}, {u"httpStatus"_s, answered->status}});
    const auto answer = QJsonDocument::fromJson(answered->body).object();
    Pairing pairing;
    pairing.linkToken = answer.value(u"linkToken"_s).toString().toUtf8();
    pairing.relay.tenant = answer.value(u"tenant"_s).toString(code.tenant);
    pairing.relay.publicUrl = answer.value(u"publicUrl"_s).toString();
    pairing.relay.url = code.url.toString();
    const bool isComplete = answered->status == 200 && !pairing.linkToken.isEmpty() &&
                            pairing.linkToken.size() <= kLongestToken && pairing.relay.tenant == code.tenant &&
                            QUrl(pairing.relay.publicUrl).isValid() && !pairing.relay.publicUrl.isEmpty();
    if (!isComplete)
        return refuse(Reason::ProviderUnreachable,
                      {{u"problem"_s, u"unreadable"_s}, {u"httpStatus"_s, answered->status}});
    while (pairing.relay.publicUrl.endsWith(u'/'))
        pairing.relay.publicUrl.chop(1);
    return pairing;
}

} // namespace

Result<PairingCode> parsePairingCode(const QString &code)
{
    static const QRegularExpression shape(u"\\A(https?://[^#\\s]+?)/*#([0-9a-f]{32})\\.[^\\s]+\\z"_s);
    const auto match = shape.match(code);
    const QUrl url(match.captured(1), QUrl::StrictMode);
    if (code.size() > kLongestCode || !match.hasMatch() || !messaging::isSafeTarget(url))
        return refuse(Reason::InvalidArgument, {{u"argument"_s, u"code"_s}});
    return PairingCode{url, match.captured(2)};
}

QCoro::Task<Result<Pairing>> redeem(messaging::HttpClient &http, QString code, QString claim)
{
    const auto parsed = parsePairingCode(code);
    if (!parsed)
        co_return tl::unexpected(parsed.error());
    messaging::HttpRequest request;
    request.method = messaging::HttpRequest::Method::Post;
    request.url = QUrl(parsed->url.toString() + u"/pair"_s);
    request.contentType = "application/json";
    request.body = QJsonDocument(QJsonObject{{u"code"_s, code}, {u"claim"_s, claim}}).toJson(QJsonDocument::Compact);
    request.maxAnswerBytes = 64 * 1024;
    const auto outcome = co_await http.send(std::move(request));
    co_return readAnswer(*parsed, outcome);
}

} // namespace counterbell::webhooks
