// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/paging.h"

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

/// The request's own path and filters, turned to another page.
QString linkTo(const HttpRequest &request, const PageAsked &asked, int page, const QString &token)
{
    auto query = request.query;
    for (const auto &name : {u"PageSize"_s, u"Page"_s, u"PageToken"_s})
        query.removeAll(name);
    query.add(u"PageSize"_s, QString::number(asked.size));
    query.add(u"Page"_s, QString::number(page));
    if (!token.isEmpty())
        query.add(u"PageToken"_s, token);
    return QString::fromLatin1(request.path + '?' + query.encoded());
}

struct Links {
    QString first;
    QString self;
    QJsonValue next;
    QJsonValue previous;
};

Links linksOf(const HttpRequest &request, const PageAsked &asked, const PageOfRows &page, const QString &base)
{
    Links links;
    links.first = base + linkTo(request, asked, 0, {});
    links.self = base + linkTo(request, asked, asked.page, asked.token);
    links.next = QJsonValue::Null;
    links.previous = QJsonValue::Null;
    if (!page.nextToken.isEmpty())
        links.next = base + linkTo(request, asked, asked.page + 1, page.nextToken);
    if (!page.previousToken.isEmpty() && asked.page > 0)
        links.previous = base + linkTo(request, asked, asked.page - 1, page.previousToken);
    return links;
}

QString tokenAt(int position)
{
    return u"PT"_s + QString::fromLatin1(QByteArray::number(position).toBase64(QByteArray::Base64UrlEncoding));
}

} // namespace

tl::expected<PageAsked, TwilioError> pageAsked(const HttpRequest &request, int defaultSize)
{
    PageAsked asked{.size = defaultSize, .page = 0, .token = request.query.value(u"PageToken"_s)};
    bool ok = true;
    if (const auto size = request.query.find(u"PageSize"_s))
        asked.size = size->toInt(&ok);
    if (ok && asked.size > 1000)
        return tl::unexpected(twilioError(20007));
    bool pageOk = true;
    if (const auto page = request.query.find(u"Page"_s))
        asked.page = page->toInt(&pageOk);
    if (!ok || !pageOk || asked.size < 1 || asked.page < 0)
        return tl::unexpected(twilioError(20422));
    return asked;
}

tl::expected<PageOfRows, TwilioError> cutPage(const QJsonArray &all, const PageAsked &asked)
{
    int start = 0;
    if (!asked.token.isEmpty()) {
        bool ok = asked.token.startsWith("PT"_L1);
        start = QByteArray::fromBase64(asked.token.mid(2).toLatin1(), QByteArray::Base64UrlEncoding).toInt(&ok);
        if (!ok || start < 0)
            return tl::unexpected(twilioError(20422));
    }
    PageOfRows page;
    for (int i = start; i < all.size() && i < start + asked.size; ++i)
        page.rows.append(all[i]);
    if (start + asked.size < all.size())
        page.nextToken = tokenAt(start + asked.size);
    if (start > 0)
        page.previousToken = tokenAt(std::max(0, start - asked.size));
    return page;
}

QJsonObject pageOf2010(const HttpRequest &request, const PageAsked &asked, const QString &key, const PageOfRows &page)
{
    const auto links = linksOf(request, asked, page, {});
    const int start = asked.page * asked.size;
    return {{u"first_page_uri"_s, links.first},
            {u"next_page_uri"_s, links.next},
            {u"previous_page_uri"_s, links.previous},
            {u"uri"_s, links.self},
            {u"page"_s, asked.page},
            {u"page_size"_s, asked.size},
            {u"start"_s, start},
            {u"end"_s, start + std::max(0, int(page.rows.size()) - 1)},
            {key, page.rows}};
}

QJsonObject pageOfMeta(const HttpRequest &request, const PageAsked &asked, const QString &key, const PageOfRows &page,
                       const QString &baseUrl)
{
    const auto links = linksOf(request, asked, page, baseUrl);
    return {{key, page.rows},
            {u"meta"_s, QJsonObject{{u"page"_s, asked.page},
                                    {u"page_size"_s, asked.size},
                                    {u"first_page_url"_s, links.first},
                                    {u"previous_page_url"_s, links.previous},
                                    {u"url"_s, links.self},
                                    {u"next_page_url"_s, links.next},
                                    {u"key"_s, key}}}};
}

} // namespace counterbell::sandbox
