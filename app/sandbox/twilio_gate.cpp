// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/twilio_gate.h"

#include "app/sandbox/context.h"
#include "app/sandbox/twilio_errors.h"

#include <QElapsedTimer>
#include <QMessageAuthenticationCode>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

enum class Caller { Nobody, StandardKey, AuthToken };

/// Equal without telling by its timing where the first difference is.
bool sameSecret(const QString &a, const QString &b)
{
    const auto hash = [](const QString &text) {
        return QMessageAuthenticationCode::hash(text.toUtf8(), "compare", QCryptographicHash::Sha256);
    };
    return hash(a) == hash(b);
}

Caller callerOf(const Context &context, const HttpRequest &request)
{
    const auto header = request.header("Authorization");
    if (header.left(6).compare("basic ", Qt::CaseInsensitive) != 0)
        return Caller::Nobody;
    const auto pair = QString::fromUtf8(QByteArray::fromBase64(header.mid(6).trimmed()));
    const auto colon = pair.indexOf(u':');
    if (colon < 0)
        return Caller::Nobody;
    const auto user = pair.left(colon);
    const auto password = pair.mid(colon + 1);
    if (user == context.account.sid)
        return sameSecret(password, context.account.authToken) ? Caller::AuthToken : Caller::Nobody;
    const auto key = context.state.resource(u"key"_s, user);
    if (key && sameSecret(password, (*key)["secret"_L1].toString()))
        return Caller::StandardKey;
    return Caller::Nobody;
}

HttpResponse unauthorized()
{
    auto answer = errorAnswer(twilioError(20003));
    answer.addHeader("WWW-Authenticate", "Basic realm=\"Twilio API\"");
    return answer;
}

} // namespace

HttpResponder counted(Context &context, const HttpRequest &request, const HttpResponder &responder)
{
    const auto name = QString::fromLatin1(request.method) + u' ' +
                      (request.route.isEmpty() ? QString::fromLatin1(request.path.left(200)) : request.route);
    return HttpResponder([&context, name, responder](HttpResponse response) {
        const auto status = response.status == 0 ? u"cut"_s : QString::number(response.status);
        ++context.traffic.requests[name][status];
        if (response.status == 0)
            responder.cutConnection();
        else
            responder.send(std::move(response));
    });
}

HttpHandler twilioGate(Context &context, TwilioCall call, Access access)
{
    return [&context, call = std::move(call), access](HttpRequest request, HttpResponder outer) {
        const int concurrent = ++context.traffic.inFlight;
        QElapsedTimer took;
        took.start();
        const HttpResponder responder([&context, concurrent, took,
                                       out = counted(context, request, outer)](HttpResponse response) {
            --context.traffic.inFlight;
            if (response.status == 0)
                return out.cutConnection();
            response.addHeader("Twilio-Concurrent-Requests", QByteArray::number(concurrent));
            response.addHeader("Twilio-Request-Id", newSid("RQ"_L1).toLatin1());
            response.addHeader("Twilio-Request-Duration", QByteArray::number(double(took.elapsed()) / 1000, 'f', 3));
            out.send(std::move(response));
        });
        if (concurrent > context.maxConcurrent)
            return responder.send(errorAnswer(twilioError(20429)));
        const auto caller = callerOf(context, request);
        const auto inPath = request.params.value(u"AccountSid"_s, context.account.sid);
        if (caller == Caller::Nobody || inPath != context.account.sid)
            return responder.send(unauthorized());
        if (access == Access::AuthTokenOnly && caller != Caller::AuthToken)
            return responder.send(errorAnswer(twilioError(20003, u"Permission Denied"_s)));
        call(request, responder);
    };
}

} // namespace counterbell::sandbox
