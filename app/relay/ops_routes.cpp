// SPDX-License-Identifier: Apache-2.0
#include "app/relay/ops_routes.h"

namespace counterbell::relay
{
namespace
{

void line(std::string &out, std::string_view name, std::string_view type, std::uint64_t value)
{
    out += "# TYPE counterbell_relay_";
    out += name;
    out += ' ';
    out += type;
    out += "\ncounterbell_relay_";
    out += name;
    out += ' ' + std::to_string(value) + '\n';
}

} // namespace

Plan OpsRoutes::plan(const RequestHead &head)
{
    Plan plan;
    if (head.method != "GET" && head.method != "HEAD") {
        plan.answer = plainError(405);
        plan.answer->extra = "Allow: GET, HEAD\r\n";
    }
    return plan;
}

void OpsRoutes::serve(Request request, Respond respond)
{
    const auto path = request.head.target.substr(0, request.head.target.find('?'));
    if (path == "/healthz") {
        respond(jsonAnswer(200, R"({"status":"ok"})"));
    } else if (path == "/readyz") {
        const std::string_view problem = m_isDraining ? "draining" : m_spool.healthy() ? "" : "spool";
        respond(problem.empty() ? jsonAnswer(200, R"({"status":"ready"})")
                                : jsonAnswer(503, R"({"status":"notReady","reason":")" + std::string(problem) + "\"}"));
    } else if (path == "/metrics") {
        auto answer = jsonAnswer(200, metricsText());
        answer.contentType = "text/plain; version=0.0.4";
        respond(answer);
    } else {
        respond(plainError(404));
    }
}

std::string OpsRoutes::metricsText() const
{
    std::string out;
    line(out, "webhooks_kept_total", "counter", m_metrics.kept);
    line(out, "webhooks_not_kept_total", "counter", m_metrics.notKept);
    line(out, "events_pushed_total", "counter", m_metrics.eventsPushed);
    line(out, "frames_sent_total", "counter", m_metrics.framesSent);
    line(out, "links_opened_total", "counter", m_metrics.linksOpened);
    line(out, "links", "gauge", m_links.size());
    line(out, "connections", "gauge", m_connections.size());
    line(out, "held_bytes", "gauge", m_connections.held());
    line(out, "tenants", "gauge", m_tenants.count());
    line(out, "spool_healthy", "gauge", m_spool.healthy() ? 1 : 0);
    const auto replaced = m_spool.replaced();
    line(out, "spool_replaced_total", "counter", replaced.times);
    line(out, "spool_salvaged_total", "counter", replaced.saved);
    line(out, "spool_lost_total", "counter", replaced.lost);
    out += "# TYPE counterbell_relay_answers_total counter\n";
    for (const auto &[status, count] : m_metrics.answers)
        out += "counterbell_relay_answers_total{status=\"" + std::to_string(status) + "\"} " + std::to_string(count) +
               '\n';
    out += "# TYPE counterbell_relay_refused_total counter\n";
    for (const auto &[limit, count] : m_metrics.refused)
        out += "counterbell_relay_refused_total{limit=\"" + limit + "\"} " + std::to_string(count) + '\n';
    return out;
}

} // namespace counterbell::relay
