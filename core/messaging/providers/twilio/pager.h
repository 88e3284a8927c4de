// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <optional>

/// Twilio's two ways of paging (FACTS 1.3). Links are followed as they are, page numbers never computed.
namespace counterbell::messaging
{

/// 2010-04-01: `next_page_uri`, relative; empty on the last page.
[[nodiscard]] inline std::optional<QString> nextPageUri(const QJsonObject &page)
{
    const auto link = page.value(QLatin1StringView("next_page_uri")).toString();
    return link.isEmpty() ? std::nullopt : std::optional(link);
}

/// v1 and v2: the rows stand under the name that `meta.key` tells, `meta.next_page_url` is absolute.
struct MetaPage {
    QJsonArray rows;
    std::optional<QString> next;
};

/// Empty when `page` has no such rows.
[[nodiscard]] inline std::optional<MetaPage> readMetaPage(const QJsonObject &page)
{
    const auto meta = page.value(QLatin1StringView("meta")).toObject();
    const auto rows = page.value(meta.value(QLatin1StringView("key")).toString());
    if (!rows.isArray())
        return std::nullopt;
    const auto link = meta.value(QLatin1StringView("next_page_url")).toString();
    return MetaPage{rows.toArray(), link.isEmpty() ? std::nullopt : std::optional(link)};
}

} // namespace counterbell::messaging
