// SPDX-License-Identifier: Apache-2.0
#include "app/relay/pairing.h"

#include "app/relay/json.h"
#include "app/relay/sqlite.h"

#include "core/webhooks/link_protocol.h"

namespace counterbell::relay
{
namespace
{

constexpr std::uint64_t kBodyBytes = 4096;
/// A person pairs once; a code has 128 random bits. This keeps the file from being asked for nothing.
constexpr double kPerSecond = 20;

} // namespace

Pairing::Pairing(std::string publicUrl, Tenants &tenants, Metrics &metrics, const Log &log)
    : m_publicUrl(std::move(publicUrl)), m_tenants(tenants), m_metrics(metrics), m_log(log), m_bucket(kPerSecond)
{
}

Plan Pairing::plan(const RequestHead &head)
{
    Plan plan;
    plan.bodyLimit = kBodyBytes;
    if (head.method != "POST") {
        plan.answer = plainError(405);
        plan.answer->extra = "Allow: POST\r\n";
    } else if (!head.contentLength && !head.chunked) {
        plan.answer = plainError(411);
    }
    return plan;
}

void Pairing::serve(const Request &request, const Routes::Respond &respond)
{
    const auto json = Json::parse(request.body);
    const auto *code = json ? json->find("code") : nullptr;
    const auto *claim = json ? json->find("claim") : nullptr;
    if (!code || !code->string() || (claim && !claim->string())) {
        respond(jsonError(400, "invalidArgument"));
        return;
    }
    std::string_view text = *code->string();
    if (const auto mark = text.rfind(link::kPairUrlSeparator); mark != std::string_view::npos)
        text.remove_prefix(mark + 1);
    if (!m_tenants.knows(std::string(text.substr(0, text.find(link::kPairSecretSeparator))))) {
        respond(jsonError(404, "unknownCode"));
        return;
    }
    if (!m_bucket.take(Steady::now())) {
        m_metrics.refuse("pairing");
        respond(plainError(429));
        return;
    }
    try {
        const auto redeemed = m_tenants.redeem(text, claim ? std::string_view(*claim->string()) : std::string_view());
        if (redeemed) {
            m_log.info("tenant.paired", {{"tenant", redeemed->tenant}});
            respond(jsonAnswer(200, "{\"linkToken\":" + jsonString(redeemed->token) +
                                        ",\"tenant\":" + jsonString(redeemed->tenant) +
                                        ",\"publicUrl\":" + jsonString(m_publicUrl) + "}"));
        } else if (redeemed.error() == Tenants::Refusal::Unknown) {
            respond(jsonError(404, "unknownCode"));
        } else {
            respond(jsonError(403, redeemed.error() == Tenants::Refusal::Used ? "usedCode" : "expiredCode"));
        }
    } catch (const sqlite::Fault &fault) {
        m_log.error("tenants.failed", {{"what", fault.what()}});
        respond(jsonError(503, "notKept"));
    }
}

} // namespace counterbell::relay
