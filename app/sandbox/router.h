// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

#include <vector>

namespace counterbell::sandbox
{

/// Finds the handler of a request. Patterns are paths with `{name}` segments; a segment is matched whole,
/// `Messages/{Sid}.json` takes the suffix off. Unknown paths and methods go to the fallback.
class Router
{
public:
    void add(const QByteArray &method, const QString &pattern, HttpHandler handler);
    void setFallback(HttpHandler handler) { m_fallback = std::move(handler); }
    void handle(HttpRequest request, HttpResponder responder) const;

private:
    struct Segment {
        QByteArray text;   ///< literal, or what follows the name
        QString name = {}; ///< empty for a literal segment
    };
    struct Route {
        QByteArray method;
        QString pattern;
        std::vector<Segment> segments;
        HttpHandler handler;
    };

    [[nodiscard]] static bool matches(const Route &route, const QList<QByteArray> &parts,
                                      QHash<QString, QString> *params);

    std::vector<Route> m_routes;
    HttpHandler m_fallback;
};

} // namespace counterbell::sandbox
