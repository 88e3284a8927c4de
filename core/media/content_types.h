// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"

#include <QString>

#include <optional>

/// Which files may go out, and how large they may be (FACTS 7).
namespace counterbell::media
{

inline constexpr qint64 kMegabyte = 1024 * 1024;
inline constexpr qint64 kLargestPicture = 5 * kMegabyte;
inline constexpr qint64 kLargestByWhatsapp = 16 * kMegabyte;
inline constexpr qint64 kLargestBySms = 5 * kMegabyte;
/// What a customer may send us (FEATURES OC-60).
inline constexpr qint64 kLargestInbound = 25 * kMegabyte;
/// Twilio takes the caption of a file no further (FACTS 7).
inline constexpr int kLongestCaption = 1024;

/// "image/jpeg" of " Image/JPEG; q=1"; empty for what is no content type.
[[nodiscard]] QString bareType(const QString &contentType);
[[nodiscard]] bool isPicture(const QString &contentType);

/// Why a file can't go out on a channel; `maximum` in bytes for one that is too large.
struct FileProblem {
    QString problem; ///< type, tooLarge, empty
    std::optional<qint64> maximum;

    bool operator==(const FileProblem &) const = default;
};
[[nodiscard]] std::optional<FileProblem> problemOn(Channel channel, const QString &contentType, qint64 size);
/// Of all files of one message.
[[nodiscard]] qint64 mostOn(Channel channel);
/// For one whose channel isn't known yet: the problem only where no channel would take it.
[[nodiscard]] std::optional<FileProblem> problemOnAll(const QString &contentType, qint64 size);

} // namespace counterbell::media
