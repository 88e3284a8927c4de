// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/request_check.h"

#include "core/webhooks/form_decode.h"
#include "core/webhooks/signature.h"
#include "core/webhooks/twilio_parser.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

QString problemOf(SignatureVerdict verdict)
{
    switch (verdict) {
    case SignatureVerdict::Missing:
        return u"signatureMissing"_s;
    case SignatureVerdict::BodyHashWrong:
        return u"bodyHashWrong"_s;
    case SignatureVerdict::Malformed:
        return u"malformed"_s;
    default:
        return u"signatureWrong"_s;
    }
}

bool isOurUrl(const QByteArray &url, const WebhookKeys &keys)
{
    return std::any_of(keys.publicBases.begin(), keys.publicBases.end(),
                       [&](const QByteArray &base) { return !base.isEmpty() && url.startsWith(base); });
}

const QString &accountOf(const InboundFact &fact)
{
    return std::visit([](const auto &known) -> const QString & { return known.accountSid; }, fact);
}

} // namespace

CheckedRequest checkRequest(const RawRequest &request, const WebhookKeys &keys)
{
    if (request.body.size() > kMaximumFormBytes)
        return Rejection{u"oversized"_s};
    if (!isOurUrl(request.url, keys))
        return Rejection{u"foreignUrl"_s};
    if (const auto verdict = checkSignature(request, keys.tokens); verdict != SignatureVerdict::Valid)
        return Rejection{problemOf(verdict)};
    return readRequest(request, keys);
}

CheckedRequest readRequest(const RawRequest &request, const WebhookKeys &keys)
{
    auto fact = parseTwilio(request);
    if (!fact) {
        const auto &details = fact.error().details;
        return Unreadable{
            u"unreadable: %1 %2"_s.arg(details["parameter"_L1].toString(), details["problem"_L1].toString())};
    }
    // Subaccounts have tokens of their own; a fact of another account is none of ours even where it is signed.
    if (accountOf(*fact) != keys.accountSid)
        return Rejection{u"foreignAccount"_s};
    return *std::move(fact);
}

} // namespace counterbell::webhooks
