// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/inbound.h"
#include "app/sandbox/rules.h"

#include <QUrl>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype kMaxBody = 65536; // WhatsApp texts may be far longer than 1600 (FACTS 4.2)

tl::expected<void, QString> readText(const QString &key, const QString &text, HandsetWrites *writes)
{
    if (key == "channel"_L1) {
        if (text != "whatsapp"_L1 && text != "sms"_L1)
            return tl::unexpected(u"channel must be whatsapp or sms."_s);
        writes->channel = text == "sms"_L1 ? Channel::Sms : Channel::WhatsApp;
    } else if (key == "body"_L1) {
        if (text.size() > kMaxBody)
            return tl::unexpected(u"body is longer than %1 characters."_s.arg(kMaxBody));
        writes->body = text;
    } else if (key == "mediaUrl"_L1) {
        const QUrl url(text, QUrl::StrictMode);
        if (!url.isValid() || (!url.scheme().startsWith("http"_L1) && url.scheme() != "data"_L1))
            return tl::unexpected(u"mediaUrl must be an http, https or data URL."_s);
        writes->mediaUrl = text;
    } else if (key == "buttonPayload"_L1) {
        writes->buttonPayload = text;
    } else if (key == "bsuid"_L1) {
        writes->bsuid = bareAddress(text);
        if (!isBsuid(writes->bsuid))
            return tl::unexpected(u"bsuid must look like AU.1234567890."_s);
    } else {
        return tl::unexpected(u"%1 is not a field of a handset's message."_s.arg(key));
    }
    return {};
}

} // namespace

tl::expected<HandsetWrites, QString> HandsetWrites::fromJson(const QJsonObject &json)
{
    HandsetWrites writes;
    for (const auto &key : json.keys()) {
        const auto value = json[key];
        if (value.isNull())
            continue;
        if (key == "latitude"_L1 || key == "longitude"_L1) {
            const double limit = key == "latitude"_L1 ? 90 : 180;
            if (!value.isDouble() || std::abs(value.toDouble()) > limit)
                return tl::unexpected(u"%1 must be a number of degrees."_s.arg(key));
            (key == "latitude"_L1 ? writes.latitude : writes.longitude) = value.toDouble();
            continue;
        }
        if (!value.isString())
            return tl::unexpected(u"%1 must be a string."_s.arg(key));
        if (const auto read = readText(key, value.toString(), &writes); !read)
            return tl::unexpected(read.error());
    }
    if (writes.latitude.has_value() != writes.longitude.has_value())
        return tl::unexpected(u"latitude and longitude belong together."_s);
    const bool whatsAppOnly = writes.buttonPayload || writes.latitude || !writes.bsuid.isEmpty();
    if (writes.channel == Channel::Sms && whatsAppOnly)
        return tl::unexpected(u"buttonPayload, latitude, longitude and bsuid exist on whatsapp only."_s);
    return writes;
}

} // namespace counterbell::sandbox
