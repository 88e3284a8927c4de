// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"

namespace counterbell::sandbox
{

struct Context;
class Router;

/// content.twilio.com (FACTS 6): Content, ContentAndApprovals (approval flat), ApprovalRequests (nested under
/// `whatsapp`), v1 and v2 lists. An approval asked for here stays `pending`: nobody at Meta decides.
class ContentApi
{
public:
    explicit ContentApi(Context &context) : m_context(context) {}
    void addTo(Router &router);

    /// A template as the account keeps it; `approval` holds the flat approval request.
    [[nodiscard]] static QJsonObject stored(const QString &sid, const QString &name, const QString &language,
                                            const QJsonObject &variables, const QJsonObject &types, qint64 nowMs);

private:
    using Call = void (ContentApi::*)(const HttpRequest &, const HttpResponder &);
    void add(Router &router, const QByteArray &method, const QString &path, Call call);

    void list(const HttpRequest &request, const HttpResponder &responder);
    void create(const HttpRequest &request, const HttpResponder &responder);
    void fetch(const HttpRequest &request, const HttpResponder &responder);
    void update(const HttpRequest &request, const HttpResponder &responder);
    void remove(const HttpRequest &request, const HttpResponder &responder);
    void fetchApproval(const HttpRequest &request, const HttpResponder &responder);
    void requestApproval(const HttpRequest &request, const HttpResponder &responder);

    [[nodiscard]] QJsonObject shown(QJsonObject content, bool withApproval) const;

    Context &m_context;
};

} // namespace counterbell::sandbox
