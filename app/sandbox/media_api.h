// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

#include <QElapsedTimer>

namespace counterbell::sandbox
{

struct Context;
class Router;

/// …/Messages/{SM}/Media (FACTS 1.5): the list and the JSON under credentials; the binary answers 307 to a
/// short-lived link on the second port, which refuses an Authorization header as S3 does.
class MediaApi
{
public:
    explicit MediaApi(Context &context);
    void addTo(Router &router);
    /// What the second port answers.
    void serveLink(const HttpRequest &request, const HttpResponder &responder);

private:
    struct Link {
        QString mediaSid;
        qint64 untilMs = 0;
    };

    void list(const HttpRequest &request, const HttpResponder &responder);
    void fetch(const HttpRequest &request, const HttpResponder &responder);
    void redirect(const HttpRequest &request, const HttpResponder &responder);
    void remove(const HttpRequest &request, const HttpResponder &responder);

    Context &m_context;
    QElapsedTimer m_steady;
    QHash<QString, Link> m_links;
};

} // namespace counterbell::sandbox
