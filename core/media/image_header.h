// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace counterbell::media
{

/// What a picture's first bytes say. Nothing is decoded.
struct ImageHeader {
    QString contentType;
    std::optional<int> width; ///< pixels, as stored: a photo's rotation isn't looked at
    std::optional<int> height;

    bool operator==(const ImageHeader &) const = default;
};

/// Empty when the bytes are no picture of a kind that is known: JPEG, PNG, GIF, WebP, HEIC, TIFF, BMP. Pure; any bytes.
[[nodiscard]] std::optional<ImageHeader> readImageHeader(QByteArrayView bytes);

} // namespace counterbell::media
