// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/media/attachment_repository.h"

#include <chrono>

namespace counterbell::media
{

/// What becomes of a file that could not be fetched: another try after `wait`, or its end.
struct NextDownload {
    std::optional<std::chrono::milliseconds> wait;
    QString problem; ///< a stable word: notFound, refused, unreachable, tooLarge, url, unwritable
};

/// `tries` have been made before this one; `random` in [0, 1) spreads the wait. Twilio answers 404 for a moment right
/// after the webhook (FEATURES PR #15504), so the first waits are short. What can't get better ends at once; a file
/// that isn't there ends after minutes, a provider that can't be reached, or says no to our key, after two days.
[[nodiscard]] NextDownload afterFailure(const Error &error, int tries, double random);

/// Whether the bytes are what they are said to be: nothing said that it is a picture may be something else. Answers the
/// type to keep, the webhook's where it isn't plainly wrong (FACTS 1.5), or the problem: empty, notAnImage.
[[nodiscard]] tl::expected<StoredFile, QString> checkContent(const QString &said, const QString &answered,
                                                             const QByteArray &bytes);

} // namespace counterbell::media
