// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/link_frame.h"

#include "core/webhooks/link_protocol.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtEndian>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kHeaders = 200;
constexpr qsizetype kUrlLength = 16 * 1024;
constexpr qint64 kLongestAge = qint64{400} * 24 * 3600 * 1000;

using Problem = tl::unexpected<QString>;

tl::expected<std::vector<std::pair<QByteArray, QByteArray>>, QString> parseHeaders(const QJsonValue &value)
{
    if (!value.isArray())
        return Problem(u"headers"_s);
    const auto list = value.toArray();
    if (list.size() > kHeaders)
        return Problem(u"headers"_s);
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    headers.reserve(size_t(list.size()));
    for (const auto &entry : list) {
        const auto pair = entry.toArray();
        if (pair.size() != 2 || !pair[0].isString() || !pair[1].isString())
            return Problem(u"headers"_s);
        headers.emplace_back(pair[0].toString().toUtf8(), pair[1].toString().toUtf8());
    }
    return headers;
}

/// A whole number of at least `least`; -1 for anything else.
qint64 wholeNumber(const QJsonValue &value, qint64 least)
{
    const auto number = value.toInteger(-1);
    return value.isDouble() && number >= least && double(number) == value.toDouble() ? number : -1;
}

tl::expected<LinkEvent, QString> parseEvent(QByteArrayView header, QByteArrayView body)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(header.toByteArray(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return Problem(u"headerJson"_s);
    const auto object = document.object();
    LinkEvent event;
    event.seq = wholeNumber(object["seq"_L1], 1);
    if (event.seq < 0)
        return Problem(u"seq"_s);
    // An age below zero is a relay whose clock was set back while it held the event.
    const auto age = object["age"_L1];
    if (!age.isDouble())
        return Problem(u"age"_s);
    event.age = std::chrono::milliseconds(qint64(std::clamp(age.toDouble(), 0.0, double(kLongestAge))));
    event.request.method = object["method"_L1].toString().toUtf8();
    event.request.url = object["url"_L1].toString().toUtf8();
    if (event.request.method.isEmpty() || event.request.method.size() > 20)
        return Problem(u"method"_s);
    if (event.request.url.isEmpty() || event.request.url.size() > kUrlLength)
        return Problem(u"url"_s);
    auto headers = parseHeaders(object["headers"_L1]);
    if (!headers)
        return Problem(headers.error());
    event.request.headers = std::move(*headers);
    event.peer = object["peer"_L1].toString().left(100);
    event.request.body = body.toByteArray();
    return event;
}

} // namespace

tl::expected<std::vector<LinkEvent>, QString> parseFrame(QByteArrayView frame)
{
    if (frame.size() > kLongestFrame)
        return Problem(u"frameTooLong"_s);
    const auto whole = frame.size();
    std::vector<LinkEvent> events;
    while (!frame.isEmpty()) {
        if (events.size() == link::kFrameEvents)
            return Problem(u"tooManyEvents"_s);
        if (frame.size() < qsizetype(link::kEventPrefixLength))
            return Problem(u"cutInPrefix"_s);
        const qint64 headerLength = qFromBigEndian<quint32>(frame.data());
        const qint64 bodyLength = qFromBigEndian<quint32>(frame.data() + 4);
        frame = frame.sliced(qsizetype(link::kEventPrefixLength));
        if (headerLength > kLongestEventHeader)
            return Problem(u"headerTooLong"_s);
        if (headerLength + bodyLength > frame.size())
            return Problem(u"cutInEvent"_s);
        auto event = parseEvent(frame.first(headerLength), frame.sliced(headerLength, bodyLength));
        if (!event)
            return Problem(event.error());
        if (!events.empty() && event->seq <= events.back().seq)
            return Problem(u"seqNotRising"_s);
        events.push_back(std::move(*event));
        frame = frame.sliced(qsizetype(headerLength + bodyLength));
    }
    if (events.empty())
        return Problem(u"empty"_s);
    if (events.size() > 1 && whole > qsizetype(link::kFrameBytes))
        return Problem(u"frameTooLong"_s);
    return events;
}

} // namespace counterbell::webhooks
