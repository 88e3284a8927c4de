// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/signature.h"

#include <QCryptographicHash>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace counterbell::webhooks
{

namespace
{

bool isSame(const QByteArray &a, const QByteArray &b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.constData(), b.constData(), size_t(a.size())) == 0;
}

bool isForm(const RawRequest &request)
{
    return upTo(headerOf(request, "content-type"), ';').trimmed().toLower() == "application/x-www-form-urlencoded";
}

/// A URL cut by hand: QUrl would lower-case the host and re-encode the rest, and the signature covers what was sent.
struct UrlParts {
    QByteArray before; ///< scheme, "://" and user info
    QByteArray host;
    QByteArray port; ///< with its colon
    QByteArray after;
};

UrlParts split(const QByteArray &url)
{
    UrlParts parts;
    const auto scheme = url.indexOf("://");
    const auto start = scheme < 0 ? 0 : scheme + 3;
    const auto isEnd = [](char c) { return c == '/' || c == '?' || c == '#'; };
    const auto end = std::find_if(url.begin() + start, url.end(), isEnd) - url.begin();
    const auto authority = url.mid(start, end - start);
    const auto userEnd = authority.lastIndexOf('@') + 1;
    parts.before = url.left(start + userEnd);
    parts.host = authority.mid(userEnd);
    parts.after = url.mid(end);
    const auto colon = parts.host.lastIndexOf(':');
    if (colon > parts.host.lastIndexOf(']')) { // colons inside […] are an IPv6 address
        parts.port = parts.host.mid(colon);
        parts.host.truncate(colon);
    }
    return parts;
}

std::vector<QByteArray> spellings(const QByteArray &url)
{
    const auto parts = split(upTo(url, '#'));
    const QByteArray standardPort = parts.before.left(8).toLower() == "https://" ? ":443" : ":80";
    std::vector<QByteArray> candidates = {
        parts.before + parts.host + parts.port + parts.after, parts.before + parts.host + parts.after,
        parts.before + parts.host + (parts.port.isEmpty() ? standardPort : parts.port) + parts.after};
    const auto question = parts.after.indexOf('?');
    if (question >= 0 && parts.after.indexOf('\'', question) >= 0) {
        for (size_t i = 0; i < 3; ++i) {
            auto escaped = candidates[i];
            const auto query = escaped.size() - parts.after.size() + question;
            candidates.push_back(escaped.left(query) + escaped.mid(query).replace('\'', "%27"));
        }
    }
    return candidates;
}

bool hasItsBodyHash(const RawRequest &request)
{
    const auto query = decodeForm(queryOf(request.url));
    const auto expected = query ? valueOf(*query, "bodySHA256") : QByteArray();
    return isSame(expected, QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex());
}

} // namespace

QByteArray twilioSignature(QByteArrayView token, QByteArrayView url, FormParameters parameters)
{
    std::sort(parameters.begin(), parameters.end(), [](const FormParameter &a, const FormParameter &b) {
        return std::tie(a.name, a.value) < std::tie(b.name, b.value);
    });
    parameters.erase(std::unique(parameters.begin(), parameters.end()), parameters.end());
    auto message = url.toByteArray();
    for (const auto &parameter : parameters)
        message += parameter.name + parameter.value;

    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned length = 0;
    if (!HMAC(EVP_sha1(), token.data(), int(token.size()), reinterpret_cast<const unsigned char *>(message.constData()),
              size_t(message.size()), digest.data(), &length))
        return {};
    return QByteArray(reinterpret_cast<const char *>(digest.data()), length).toBase64();
}

SignatureVerdict checkSignature(const RawRequest &request, std::span<const QByteArray> tokens)
{
    const auto signature = headerOf(request, "x-twilio-signature").trimmed();
    if (signature.isEmpty())
        return SignatureVerdict::Missing;
    FormParameters parameters;
    if (request.method != "GET" && !request.body.isEmpty()) {
        if (isForm(request)) {
            auto form = decodeForm(request.body);
            if (!form)
                return SignatureVerdict::Malformed;
            parameters = std::move(*form);
        } else if (!hasItsBodyHash(request)) {
            return SignatureVerdict::BodyHashWrong;
        }
    }
    for (const auto &url : spellings(request.url)) {
        for (const auto &token : tokens) {
            if (!token.isEmpty() && isSame(signature, twilioSignature(token, url, parameters)))
                return SignatureVerdict::Valid;
        }
    }
    return SignatureVerdict::Wrong;
}

} // namespace counterbell::webhooks
