// SPDX-License-Identifier: Apache-2.0
#include "ui/phone/sandbox_api.h"

#include "core/api/fields.h"

#include <QJsonDocument>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kPatienceMs = 20'000;

Error wrong(const QString &problem)
{
    return {Reason::Internal, {{u"problem"_s, problem}}};
}

QString handset(const QString &number)
{
    return u"/sandbox/handsets/"_s + QString::fromLatin1(QUrl::toPercentEncoding(number));
}

Result<QJsonObject> read(QNetworkReply &reply)
{
    const auto body = QJsonDocument::fromJson(reply.readAll()).object();
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 200 && status < 300)
        return body;
    const auto said = body["message"_L1].toString(body["error"_L1].toString());
    return tl::unexpected(wrong(said.isEmpty() ? reply.errorString() : said));
}

} // namespace

void SandboxApi::call(const QByteArray &verb, const QString &path, const QJsonObject &body, Done done)
{
    m_waiting.push_back({verb, path, body, std::move(done)});
    if (m_waiting.size() == 1)
        QMetaObject::invokeMethod(this, &SandboxApi::sendNext, Qt::QueuedConnection);
}

void SandboxApi::sendNext()
{
    const auto &call = m_waiting.front();
    if (m_base.isEmpty())
        return finish(tl::unexpected(wrong(u"no sandbox"_s)));
    QNetworkRequest request(QUrl(m_base.toString() + call.path, QUrl::StrictMode));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setTransferTimeout(kPatienceMs);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    const auto bytes = call.verb == "GET" ? QByteArray() : QJsonDocument(call.body).toJson(QJsonDocument::Compact);
    auto *reply = m_network.sendCustomRequest(request, call.verb, bytes);
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        reply->deleteLater();
        finish(read(*reply));
    });
}

void SandboxApi::finish(const Result<QJsonObject> &answer)
{
    const auto done = std::move(m_waiting.front().done);
    m_waiting.pop_front();
    if (!m_waiting.empty())
        QMetaObject::invokeMethod(this, &SandboxApi::sendNext, Qt::QueuedConnection);
    done(answer);
}

void SandboxApi::write(const QString &number, Channel channel, const QString &body,
                       const std::optional<QString> &buttonPayload, Done done)
{
    QJsonObject message{{u"channel"_s, QString(wireName(channel))}, {u"body"_s, body}};
    if (buttonPayload)
        message.insert(u"buttonPayload"_s, *buttonPayload);
    call("POST", handset(number) + u"/messages"_s, message, std::move(done));
}

void SandboxApi::received(const QString &number, Received done)
{
    call("GET", handset(number) + u"/messages"_s, {}, [done = std::move(done)](const Result<QJsonObject> &answer) {
        if (!answer)
            return done(tl::unexpected(answer.error()));
        std::vector<HandsetMessage> messages;
        const auto items = (*answer)["items"_L1].toArray();
        for (const auto &item : items) {
            messages.push_back({item["sid"_L1].toString(),
                                fromWireName<Channel>(item["channel"_L1].toString(), Channel::Sms),
                                item["body"_L1].toString(), int(item["media"_L1].toArray().size()),
                                fromIso(item["at"_L1].toString()).value_or(Timestamp{})});
        }
        done(std::move(messages));
    });
}

void SandboxApi::change(const QString &number, const HandsetState &state, Done done)
{
    call("PATCH", handset(number),
         {{u"onWhatsApp"_s, state.onWhatsApp}, {u"reachable"_s, state.reachable}, {u"reads"_s, state.reads}},
         std::move(done));
}

void SandboxApi::skip(std::chrono::seconds time, Done done)
{
    call("POST", u"/sandbox/clock"_s, {{u"advanceSeconds"_s, qint64(time.count())}}, std::move(done));
}

} // namespace counterbell::ui
