// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/link_control.h"

#include "core/webhooks/link_protocol.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

QLatin1StringView word(std::string_view text)
{
    return QLatin1StringView(text.data(), qsizetype(text.size()));
}

QString compact(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

LinkControl parseWelcome(const QJsonObject &json)
{
    LinkWelcome welcome;
    welcome.spool = json["spool"_L1].toString();
    welcome.tenant = json["tenant"_L1].toString();
    welcome.oldest = json["oldest"_L1].toInteger(-1);
    welcome.head = json["head"_L1].toInteger(-1);
    welcome.publicUrl = json["publicUrl"_L1].toString();
    if (welcome.spool.isEmpty() || welcome.spool.size() > 100 || welcome.oldest < 0 || welcome.head < 0)
        return LinkMalformed{};
    return welcome;
}

LinkControl parseGap(const QJsonObject &json)
{
    const LinkGap gap{json["from"_L1].toInteger(-1), json["to"_L1].toInteger(-1),
                      json["reason"_L1].toString().left(50)};
    if (gap.from < 1 || gap.to < gap.from)
        return LinkMalformed{};
    return gap;
}

LinkControl parseStatus(const QJsonObject &json)
{
    LinkStatus status;
    status.used = json["quota"_L1]["used"_L1].toInteger();
    status.quota = json["quota"_L1]["max"_L1].toInteger();
    const auto refused = json["refused"_L1].toObject();
    for (const auto &count : refused)
        status.refused += std::max<qint64>(0, count.toInteger());
    return status;
}

} // namespace

LinkControl parseControl(const QString &text)
{
    if (text.size() > qsizetype(link::kControlFrameBytes))
        return LinkMalformed{};
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject() || !document["t"_L1].isString())
        return LinkMalformed{};
    const auto json = document.object();
    const auto type = json["t"_L1].toString();
    if (type == word(link::kWelcome))
        return parseWelcome(json);
    if (type == word(link::kGap))
        return parseGap(json);
    if (type == word(link::kStatus))
        return parseStatus(json);
    return LinkUnknown{};
}

QString encodeHello(const LinkHello &hello)
{
    QJsonObject cursors;
    for (auto it = hello.cursors.begin(); it != hello.cursors.end(); ++it)
        cursors.insert(it.key(), it.value());
    return compact({{u"t"_s, word(link::kHello)},
                    {u"store"_s, hello.store},
                    {u"term"_s, hello.term},
                    {u"cursors"_s, cursors},
                    {u"window"_s,
                     QJsonObject{{u"events"_s, qint64(link::kWindowEvents)}, {u"bytes"_s, qint64(link::kWindowBytes)}}},
                    {u"software"_s, hello.software}});
}

QString encodeAck(qint64 seq)
{
    return compact({{u"t"_s, word(link::kAck)}, {u"seq"_s, seq}});
}

} // namespace counterbell::webhooks
