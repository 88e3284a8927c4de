// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/sandbox/http_message.h"
#include "app/sandbox/twilio_errors.h"

#include <QJsonArray>

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

/// Which page a list request asks for. Tokens are opaque to clients: they follow the links (FACTS 1.3).
struct PageAsked {
    int size = 50;
    int page = 0;
    QString token;
};

/// PageSize 1 to 1000 (20007 above), Page from 0.
[[nodiscard]] tl::expected<PageAsked, TwilioError> pageAsked(const HttpRequest &request, int defaultSize = 50);

/// The rows of one page and where its neighbours begin; an empty token is no neighbour.
struct PageOfRows {
    QJsonArray rows;
    QString nextToken;
    QString previousToken;
};

/// A list held in memory, cut by position.
[[nodiscard]] tl::expected<PageOfRows, TwilioError> cutPage(const QJsonArray &all, const PageAsked &asked);

/// The envelope of the 2010 API: relative `*_uri` links.
[[nodiscard]] QJsonObject pageOf2010(const HttpRequest &request, const PageAsked &asked, const QString &key,
                                     const PageOfRows &page);
/// The envelope of the v1 and v2 APIs: `meta` with absolute `*_url` links.
[[nodiscard]] QJsonObject pageOfMeta(const HttpRequest &request, const PageAsked &asked, const QString &key,
                                     const PageOfRows &page, const QString &baseUrl);

} // namespace counterbell::sandbox
