// SPDX-License-Identifier: Apache-2.0
#include "app/relay/public_routes.h"

#include "app/relay/http_session.h"

#include "core/webhooks/link_protocol.h"

namespace counterbell::relay
{

PublicRoutes::Route PublicRoutes::routeOf(std::string_view target)
{
    const auto path = target.substr(0, target.find('?'));
    if (target.starts_with("/t/"))
        return Route::Webhook;
    if (target.starts_with("/m/"))
        return Route::Media;
    if (target.starts_with(link::kMediaPutPrefix))
        return Route::MediaPut;
    if (path == link::kPairPath)
        return Route::Pair;
    if (path == link::kPath)
        return Route::Link;
    return Route::None;
}

Plan PublicRoutes::plan(const RequestHead &head)
{
    Plan plan;
    switch (routeOf(head.target)) {
    case Route::Webhook:
        return m_intake.plan(head);
    case Route::Media:
        return m_media.planGet(head);
    case Route::MediaPut:
        return m_media.planPut(head);
    case Route::Pair:
        return m_pairing.plan(head);
    case Route::Link:
        if (head.method != "GET") {
            plan.answer = plainError(405);
            plan.answer->extra = "Allow: GET\r\n";
        } else if (!equalIgnoringCase(head.header("upgrade"), "websocket") || head.chunked || head.contentLength) {
            plan.answer = plainError(400);
        } else {
            plan.upgrade = true;
        }
        return plan;
    case Route::None:
        break;
    }
    plan.answer = plainError(404);
    return plan;
}

void PublicRoutes::serve(Request request, Respond respond)
{
    switch (routeOf(request.head.target)) {
    case Route::Webhook:
        m_intake.serve(std::move(request), std::move(respond));
        return;
    case Route::Media:
        m_media.get(request, std::move(respond));
        return;
    case Route::MediaPut:
        m_media.put(std::move(request), std::move(respond));
        return;
    case Route::Pair:
        m_pairing.serve(request, respond);
        return;
    case Route::Link:
    case Route::None:
        break;
    }
    respond(plainError(404));
}

void PublicRoutes::upgrade(Upgrade upgrade)
{
    startLink(std::move(upgrade), m_links);
}

void PublicRoutes::refused(const RequestHead *head, std::string_view limit)
{
    m_links.metrics.refuse(limit);
    if (!head)
        return;
    if (const auto tenant = Intake::tenantOf(head->target); !tenant.empty() && m_links.tenants.active(tenant))
        m_links.metrics.refuse(tenant, limit);
}

} // namespace counterbell::relay
