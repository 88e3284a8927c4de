// SPDX-License-Identifier: Apache-2.0
#include "core/media/content_types.h"

#include <QRegularExpression>

namespace counterbell::media
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kByWhatsapp = std::to_array<QLatin1StringView>(
    {"image/jpeg"_L1, "image/png"_L1, "image/webp"_L1, "audio/ogg"_L1, "audio/amr"_L1, "audio/3gpp"_L1, "audio/aac"_L1,
     "audio/mpeg"_L1, "video/mp4"_L1, "application/pdf"_L1, "application/msword"_L1,
     "application/vnd.openxmlformats-officedocument.wordprocessingml.document"_L1,
     "application/vnd.openxmlformats-officedocument.presentationml.presentation"_L1,
     "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"_L1, "text/vcard"_L1});
constexpr auto kBySms = std::to_array<QLatin1StringView>({"image/jpeg"_L1, "image/png"_L1, "image/gif"_L1});

template <size_t N>
bool isAmong(const std::array<QLatin1StringView, N> &types, const QString &type)
{
    return std::find(types.begin(), types.end(), type) != types.end();
}

} // namespace

QString bareType(const QString &contentType)
{
    static const QRegularExpression shape(u"\\A[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\\z"_s);
    const auto bare = contentType.section(u';', 0, 0).trimmed().toLower();
    return shape.match(bare).hasMatch() ? bare : QString();
}

bool isPicture(const QString &contentType)
{
    return bareType(contentType).startsWith("image/"_L1);
}

std::optional<FileProblem> problemOn(Channel channel, const QString &contentType, qint64 size)
{
    const auto type = bareType(contentType);
    const bool isWhatsapp = channel == Channel::Whatsapp;
    if (isWhatsapp ? !isAmong(kByWhatsapp, type) : !isAmong(kBySms, type))
        return FileProblem{u"type"_s, {}};
    if (size <= 0)
        return FileProblem{u"empty"_s, {}};
    const auto most = isPicture(type) ? kLargestPicture : mostOn(channel);
    return size > most ? std::optional(FileProblem{u"tooLarge"_s, most}) : std::nullopt;
}

qint64 mostOn(Channel channel)
{
    return channel == Channel::Whatsapp ? kLargestByWhatsapp : kLargestBySms;
}

std::optional<FileProblem> problemOnAll(const QString &contentType, qint64 size)
{
    const auto onWhatsapp = problemOn(Channel::Whatsapp, contentType, size);
    if (!onWhatsapp)
        return std::nullopt;
    const auto onSms = problemOn(Channel::Sms, contentType, size);
    if (!onSms)
        return std::nullopt;
    // The one that says more: too large for its channel rather than of a type that the other doesn't take.
    return onWhatsapp->problem == "type"_L1 ? onSms : onWhatsapp;
}

} // namespace counterbell::media
