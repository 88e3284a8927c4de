// SPDX-License-Identifier: Apache-2.0
#include "app/relay/hosted_media.h"

#include "app/relay/json.h"

#include "core/webhooks/link_protocol.h"

#include <charconv>

namespace counterbell::relay
{
namespace
{

constexpr std::string_view kGetPrefix = "/m/";
/// Twilio fetches within minutes; a day covers its retries and a queue that stands still over night.
constexpr std::chrono::seconds kLifetime = std::chrono::hours(24);
constexpr std::chrono::seconds kMostLifetime = std::chrono::hours(24 * 7);

struct Address {
    std::string tenant;
    std::string name;
    std::string_view query;
};

/// Splits `{prefix}{tenant}/{name}?{query}`; an empty tenant when it has another shape.
Address split(std::string_view target, std::string_view prefix)
{
    Address address;
    target.remove_prefix(prefix.size());
    const auto mark = target.find('?');
    if (mark != std::string_view::npos) {
        address.query = target.substr(mark + 1);
        target = target.substr(0, mark);
    }
    const auto slash = target.find('/');
    if (slash != link::kTenantIdLength || !isMediaId(target.substr(slash + 1)))
        return address;
    address.tenant = target.substr(0, slash);
    address.name = target.substr(slash + 1);
    return address;
}

std::optional<std::chrono::seconds> lifetimeOf(std::string_view query)
{
    static constexpr std::string_view name = "expires=";
    if (query.empty())
        return kLifetime;
    if (!query.starts_with(name))
        return std::nullopt;
    query.remove_prefix(name.size());
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(query.data(), query.data() + query.size(), seconds);
    if (error != std::errc() || end != query.data() + query.size() || seconds < 1 || seconds > kMostLifetime.count())
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

std::string_view reasonOf(MediaStore::Refusal refusal)
{
    return refusal == MediaStore::Refusal::Full ? "quota" : refusal == MediaStore::Refusal::Busy ? "busy" : "notKept";
}

/// What a browser would show as a page is only ever saved: with a stolen token this host would else serve somebody's
/// sign-in page.
const char *dispositionOf(std::string_view type)
{
    type = type.substr(0, type.find(';'));
    while (type.ends_with(' '))
        type.remove_suffix(1);
    for (const std::string_view shown : {"text/plain", "application/pdf"})
        if (equalIgnoringCase(type, shown))
            return "inline";
    for (const std::string_view shown : {"image/", "audio/", "video/"})
        if (equalIgnoringCase(type.substr(0, shown.size()), shown) && !equalIgnoringCase(type, "image/svg+xml"))
            return "inline";
    return "attachment";
}

std::string_view bearerOf(const RequestHead &head)
{
    const auto value = head.header("authorization");
    return value.size() > 7 && equalIgnoringCase(value.substr(0, 7), "bearer ") ? value.substr(7) : std::string_view();
}

} // namespace

Plan HostedMedia::planPut(const RequestHead &head)
{
    Plan plan;
    plan.bodyLimit = m_limits.mediaBytes;
    plan.bodyLimitName = "media_bytes";
    // Only reached with a valid token, and a shop's upstream is slow.
    plan.extraTime = timeFor(m_limits.mediaBytes);
    const auto address = split(head.target, link::kMediaPutPrefix);
    if (head.method != "PUT") {
        plan.answer = plainError(405);
        plan.answer->extra = "Allow: PUT\r\n";
        return plan;
    }
    const auto token = bearerOf(head);
    const auto *tenant = token.empty() ? nullptr : m_tenants.byToken(token);
    if (!tenant) {
        plan.answer = jsonError(401, "wrongToken");
        plan.answer->extra = "WWW-Authenticate: Bearer\r\n";
    } else if (tenant->state != Tenant::State::Active) {
        plan.answer = jsonError(403, "tenantOff");
    } else if (address.tenant.empty()) {
        plan.answer = jsonError(400, "invalidId");
    } else if (tenant->id != address.tenant) {
        plan.answer = jsonError(403, "otherTenant");
    } else if (!head.contentLength && !head.chunked) {
        plan.answer = plainError(411);
    } else if (!isMediaType(head.header("content-type"))) {
        plan.answer = jsonError(400, "invalidContentType");
    } else if (!lifetimeOf(address.query)) {
        plan.answer = jsonError(400, "invalidExpires");
    }
    return plan;
}

void HostedMedia::put(Request request, Routes::Respond respond)
{
    const auto address = split(request.head.target, link::kMediaPutPrefix);
    const auto lifetime = lifetimeOf(address.query).value_or(kLifetime);
    const std::string type(request.head.header("content-type"));
    m_store.put(address.tenant, address.name, type, std::move(request.body), lifetime,
                [url = m_publicUrl + std::string(kGetPrefix) + address.tenant + "/",
                 respond = std::move(respond)](const tl::expected<MediaStore::Stored, MediaStore::Refusal> &stored) {
                    if (stored)
                        respond(jsonAnswer(201, "{\"url\":" + jsonString(url + stored->random) + ",\"expiresAt\":\"" +
                                                    isoTime(stored->expires) + "\"}"));
                    else
                        respond(jsonError(503, reasonOf(stored.error())));
                });
}

Plan HostedMedia::planGet(const RequestHead &head)
{
    Plan plan;
    if (head.method != "GET" && head.method != "HEAD") {
        plan.answer = plainError(405);
        plan.answer->extra = "Allow: GET, HEAD\r\n";
        return plan;
    }
    const auto address = split(head.target, kGetPrefix);
    if (address.tenant.empty() || !m_tenants.active(address.tenant))
        plan.answer = plainError(404);
    return plan;
}

void HostedMedia::get(const Request &request, Routes::Respond respond)
{
    const auto address = split(request.head.target, kGetPrefix);
    m_store.get(address.tenant, address.name,
                [respond = std::move(respond)](const tl::expected<MediaStore::File, MediaStore::Refusal> &file) {
                    if (!file) {
                        respond(plainError(file.error() == MediaStore::Refusal::Busy ? 503 : 404));
                        return;
                    }
                    Response response;
                    response.status = 200;
                    response.contentType = file->type;
                    response.shared = file->bytes;
                    // A shop's picture must never run as a page of the relay's own site.
                    response.extra = std::string("Content-Disposition: ") + dispositionOf(file->type) +
                                     "\r\nX-Content-Type-Options: nosniff\r\n"
                                     "Content-Security-Policy: default-src 'none'; sandbox\r\n"
                                     "Cache-Control: private\r\n";
                    respond(response);
                });
}

} // namespace counterbell::relay
