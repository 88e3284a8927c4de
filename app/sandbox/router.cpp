// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/router.h"

namespace counterbell::sandbox
{

void Router::add(const QByteArray &method, const QString &pattern, HttpHandler handler)
{
    Route route{method, pattern, {}, std::move(handler)};
    for (const auto &part : pattern.mid(1).toUtf8().split('/')) {
        const auto close = part.indexOf('}');
        if (part.startsWith('{') && close > 0)
            route.segments.push_back({part.mid(close + 1), QString::fromUtf8(part.mid(1, close - 1))});
        else
            route.segments.push_back({part});
    }
    m_routes.push_back(std::move(route));
}

bool Router::matches(const Route &route, const QList<QByteArray> &parts, QHash<QString, QString> *params)
{
    if (parts.size() != qsizetype(route.segments.size()))
        return false;
    params->clear();
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const auto &segment = route.segments[size_t(i)];
        if (segment.name.isEmpty()) {
            if (parts[i] != segment.text)
                return false;
            continue;
        }
        if (!parts[i].endsWith(segment.text) || parts[i].size() == segment.text.size())
            return false;
        const auto value = parts[i].chopped(segment.text.size());
        // {Sid} must not swallow the .json of its neighbour route: the binary of a medium has none (FACTS 1.5).
        if (segment.text.isEmpty() && value.endsWith(".json"))
            return false;
        params->insert(segment.name, QString::fromUtf8(QByteArray::fromPercentEncoding(value)));
    }
    return true;
}

void Router::handle(HttpRequest request, HttpResponder responder) const
{
    const auto parts = request.path.mid(1).split('/');
    for (const auto &route : m_routes) {
        if (route.method != request.method || !matches(route, parts, &request.params))
            continue;
        request.route = route.pattern;
        return route.handler(std::move(request), std::move(responder));
    }
    if (m_fallback)
        return m_fallback(std::move(request), std::move(responder));
    responder.send({404, {}, {}});
}

} // namespace counterbell::sandbox
