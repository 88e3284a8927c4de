// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/result.h"

#include <QUrl>

#include <qcorotask.h>

namespace counterbell::media
{

/// A file to be put where the provider can fetch it. The same id again replaces the file and keeps its address.
struct HostedFile {
    QString id;
    QString contentType;
    QByteArray bytes;
};

/// A place on the public internet for outbound files (FACTS 1.1: there is no upload at the provider).
class MediaHost
{
public:
    virtual ~MediaHost() = default;

    /// The file's public address, which holds for kHostedFor. `providerUnreachable` may get better; anything else, such
    /// as `mediaNotAllowed` for a file that the host will never take, does not.
    [[nodiscard]] virtual QCoro::Task<Result<QUrl>> host(HostedFile file) = 0;
};

/// Longer than any send waits: a day's hold, a day of trying, and the provider's own queue.
inline constexpr std::chrono::hours kHostedFor{72};

} // namespace counterbell::media
