// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_exchange.h"

#include "core/messaging/providers/http_date.h"
#include "core/messaging/providers/one_shot_body.h"

#include <QMetaEnum>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using Method = HttpRequest::Method;

namespace
{

bool hasBody(Method method)
{
    return method == Method::Post || method == Method::Put;
}

QNetworkRequest toNetworkRequest(const HttpRequest &request)
{
    QNetworkRequest out(request.url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // Left to itself Qt asks for compression, and then hides the length that tells a cut answer from a whole one.
    out.setRawHeader("Accept-Encoding", "identity");
    for (const auto &[name, value] : request.headers)
        out.setRawHeader(name, value);
    if (request.auth)
        out.setRawHeader("Authorization",
                         "Basic " + (request.auth->user + u':' + request.auth->password).toUtf8().toBase64());
    if (hasBody(request.method)) {
        out.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType);
        out.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    }
    return out;
}

/// An error that only says "the status was 4xx or 5xx": the answer itself is whole.
bool isStatusError(QNetworkReply::NetworkError error)
{
    return (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError &&
            error != QNetworkReply::ContentReSendError) ||
           error == QNetworkReply::ProtocolInvalidOperationError || error >= QNetworkReply::InternalServerError;
}

/// Failures that come before a connection stands.
bool isConnectFailure(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError ||
           error == QNetworkReply::SslHandshakeFailedError || error == QNetworkReply::ProxyConnectionRefusedError ||
           error == QNetworkReply::ProxyNotFoundError;
}

QString describe(const QNetworkReply &reply)
{
    // Not errorString(): it carries the URL, and with it a customer's number.
    const auto *name = QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(reply.error());
    return QString::fromLatin1(name != nullptr ? name : "unknown") + u" at "_s + reply.url().host();
}

} // namespace

QByteArray HttpAnswered::header(QByteArrayView name) const
{
    const auto it = std::ranges::find_if(headers, [&](const auto &pair) { return pair.first == name; });
    return it == headers.end() ? QByteArray() : it->second;
}

HttpExchange::HttpExchange(QNetworkAccessManager &network, HttpRequest request, QObject *parent)
    : QObject(parent), m_request(std::move(request))
{
    const auto wire = toNetworkRequest(m_request);
    if (hasBody(m_request.method)) {
        m_body = new OneShotBody(std::exchange(m_request.body, {}), m_request.mayGo, this);
        // Not from within: the one who asks for the byte is about to be destroyed.
        connect(m_body, &OneShotBody::heldBack, this, &HttpExchange::abort, Qt::QueuedConnection);
        m_reply = m_request.method == Method::Post ? network.post(wire, m_body) : network.put(wire, m_body);
    } else {
        m_reply = m_request.method == Method::Get ? network.get(wire) : network.deleteResource(wire);
    }
    connect(m_reply, &QIODevice::readyRead, this, &HttpExchange::readSome);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::settle);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_isTimedOut = true;
        m_reply->abort();
    });
    m_deadline.setSingleShot(true);
    m_deadline.start(m_request.timeout);
}

void HttpExchange::abort()
{
    if (m_reply != nullptr)
        m_reply->abort();
}

void HttpExchange::readSome()
{
    if (m_isTooLarge || m_isTimedOut || !m_reply->isReadable())
        return;
    m_received += m_reply->read(m_request.maxAnswerBytes + 1 - m_received.size());
    const auto announced = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    m_isTooLarge = std::max<qint64>(announced, m_received.size()) > m_request.maxAnswerBytes;
    if (m_isTooLarge && m_reply->isRunning())
        m_reply->abort();
}

void HttpExchange::settle()
{
    m_reply->disconnect(this);
    m_deadline.stop();
    // From here on the body gives nothing more, whatever Qt's thread still asks for: what is decided now stays true.
    if (m_body != nullptr)
        m_body->shut();
    readSome();
    m_outcome = decide();
    std::exchange(m_reply, nullptr)->deleteLater();
    QMetaObject::invokeMethod(this, &HttpExchange::finished, Qt::QueuedConnection);
}

HttpOutcome HttpExchange::decide()
{
    const auto attribute = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const auto status = attribute.isValid() ? std::optional(attribute.toInt()) : std::nullopt;
    const auto error = m_reply->error();
    if (m_isTooLarge)
        return HttpUnknown{HttpUnknown::Why::TooLarge, describe(*m_reply), status};
    if (status && (error == QNetworkReply::NoError || isStatusError(error))) {
        HttpAnswered answer{.status = *status, .body = std::move(m_received)};
        for (const auto &[name, value] : m_reply->rawHeaderPairs())
            answer.headers.emplace_back(name.toLower(), value);
        answer.serverDate = parseHttpDate(QString::fromLatin1(answer.header("date")));
        return answer;
    }
    if (nothingWentOut(status.has_value()))
        return HttpNotConnected{(m_isTimedOut ? u"timed out, "_s : QString()) + describe(*m_reply)};
    return HttpUnknown{m_isTimedOut ? HttpUnknown::Why::TimedOut : HttpUnknown::Why::Interrupted, describe(*m_reply),
                       status};
}

/// An untouched body proves it, whatever the error: refused, handshake failed, no route, timed out while connecting
/// or while waiting for a free connection. Requests without one change nothing, so the kind of error will do.
bool HttpExchange::nothingWentOut(bool isAnswered) const
{
    if (m_body != nullptr)
        return !m_body->wasTouched();
    return isConnectFailure(m_reply->error()) && !isAnswered;
}

} // namespace counterbell::messaging
