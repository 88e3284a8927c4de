// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/client.h"
#include "core/messaging/providers/twilio/content_json.h"
#include "core/messaging/providers/twilio/pager.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

QCoro::Task<Result<std::vector<Template>>> TwilioClient::listTemplates()
{
    constexpr int kMostPages = 100; // of 100: more than WhatsApp allows an account (FACTS 6.1)
    const FormFields query{{"PageSize", u"100"_s}};
    std::vector<Template> templates;
    std::optional<QUrl> url = m_account.hosts.url(TwilioHost::Content, "/v1/ContentAndApprovals", encodeForm(query));
    for (int page = 0; url; ++page) {
        const auto object = co_await callForObject(request(HttpRequest::Method::Get, *url));
        if (!object)
            co_return tl::unexpected(object.error());
        const auto rows = readMetaPage(*object);
        // Half a list would hide templates, so a page that leads nowhere fails the whole.
        const auto next = rows && rows->next ? m_account.hosts.ownLink(TwilioHost::Content, *rows->next) : std::nullopt;
        if (!rows || (rows->next && !next) || page == kMostPages)
            co_return refuse(Reason::ProviderUnreachable, {{"problem"_L1, "unreadable"_L1}});
        for (const auto &row : rows->rows) {
            if (auto one = readTemplate(row.toObject()))
                templates.push_back(*std::move(one));
        }
        url = next;
    }
    co_return templates;
}

} // namespace counterbell::messaging
