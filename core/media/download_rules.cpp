// SPDX-License-Identifier: Apache-2.0
#include "core/media/download_rules.h"

#include "core/media/content_types.h"
#include "core/media/image_header.h"

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kWaits = std::to_array<std::chrono::seconds>({1s, 3s, 10s, 30s, 2min, 10min, 30min});
constexpr std::chrono::seconds kLongestWait = 1h;
constexpr int kTriesOfMissing = 6;
constexpr int kTriesOfAll = 54; // the waits above, then two days of hours

struct Kind {
    QString problem;
    int tries = 1;
};

Kind kindOf(const Error &error)
{
    switch (error.reason) {
    case Reason::NotFound:
        return {u"notFound"_s, kTriesOfMissing};
    case Reason::NotPermitted:
        return {u"refused"_s, kTriesOfAll};
    case Reason::InvalidArgument:
        return {error.details.value("httpStatus"_L1).isUndefined() ? u"url"_s : u"refused"_s, 1};
    case Reason::ProviderUnreachable:
        if (error.details.value("problem"_L1).toString() == "tooLarge"_L1)
            return {u"tooLarge"_s, 1};
        return {u"unreachable"_s, kTriesOfAll};
    case Reason::Internal:
        return {u"unwritable"_s, kTriesOfAll};
    default:
        return {u"refused"_s, kTriesOfMissing};
    }
}

} // namespace

NextDownload afterFailure(const Error &error, int tries, double random)
{
    const auto kind = kindOf(error);
    if (tries + 1 >= kind.tries)
        return {std::nullopt, kind.problem};
    const auto base = size_t(tries) < kWaits.size() ? kWaits.at(size_t(tries)) : kLongestWait;
    auto wait = std::chrono::milliseconds(qint64(double(base.count()) * 1000 * (1 + random / 4)));
    const std::chrono::seconds asked(error.details.value("retryAfter"_L1).toInteger());
    return {std::max<std::chrono::milliseconds>(wait, std::min<std::chrono::seconds>(asked, 24h)), kind.problem};
}

tl::expected<StoredFile, QString> checkContent(const QString &said, const QString &answered, const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return tl::unexpected(u"empty"_s);
    StoredFile file;
    file.size = bytes.size();
    file.contentType = !bareType(said).isEmpty() ? said : bareType(answered);
    if (file.contentType.isEmpty())
        file.contentType = u"application/octet-stream"_s;
    if (!isPicture(file.contentType))
        return file;
    const auto header = readImageHeader(bytes);
    if (!header)
        return tl::unexpected(u"notAnImage"_s);
    if (header->contentType != bareType(file.contentType))
        file.contentType = header->contentType;
    file.width = header->width;
    file.height = header->height;
    return file;
}

} // namespace counterbell::media
