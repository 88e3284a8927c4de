// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/http_message.h"

#include <QJsonDocument>

namespace counterbell::sandbox
{

QByteArray HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

HttpResponse HttpResponse::json(int status, const QJsonObject &object)
{
    return {status, {{"Content-Type", "application/json"}}, QJsonDocument(object).toJson(QJsonDocument::Compact)};
}

struct HttpResponder::Pending {
    Sink sink;

    void finish(HttpResponse response)
    {
        if (const auto once = std::exchange(sink, nullptr))
            once(std::move(response));
    }
    ~Pending() { finish({500, {}, {}}); }
};

HttpResponder::HttpResponder(Sink sink) : m_pending(std::make_shared<Pending>(std::move(sink))) {}

void HttpResponder::send(HttpResponse response) const
{
    m_pending->finish(std::move(response));
}

void HttpResponder::cutConnection() const
{
    m_pending->finish({0, {}, {}});
}

} // namespace counterbell::sandbox
