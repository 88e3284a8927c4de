// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/error.h"
#include "core/api/fields.h"
#include "core/api/result.h"

namespace counterbell::ui
{

/// A file that is to go out with a message: a copy of this console's own, so that it is still there when the original
/// is moved, or was only ever on the clipboard.
struct OutFile {
    QString name;
    QString contentType;
    qint64 size = 0;
    QString path;
    std::optional<AttachmentId> attachmentId = {}; ///< once the core has all of it

    bool operator==(const OutFile &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &OutFile::name), field("contentType", &OutFile::contentType),
                          field("size", &OutFile::size), field("path", &OutFile::path),
                          field("attachmentId", &OutFile::attachmentId)};
    }
};

inline constexpr size_t kMostFiles = 10;
inline constexpr int kLongestMessage = 1600;
inline constexpr int kLongestCaption = 1024; ///< of a WhatsApp message with a file

/// Why a file can't go by a channel, or by any where there is none yet: `mediaNotAllowed`, as the core would refuse it
/// (FACTS 7).
[[nodiscard]] std::optional<Error> fileProblem(const OutFile &file, std::optional<Channel> channel = std::nullopt);
/// The same for all of them together. WhatsApp takes one with each message, SMS takes all in one.
[[nodiscard]] std::optional<Error> filesProblem(const std::vector<OutFile> &files, Channel channel);

/// Writes the copy, on disk when it answers; `mediaNotAllowed` with details.problem notKept where the disk refuses.
/// Runs on any thread.
[[nodiscard]] Result<OutFile> keepFile(const QString &folder, const QString &name, const QString &contentType,
                                       const QByteArray &bytes);
void discard(const std::vector<OutFile> &files);
/// Removes copies older than a day that no outbox of this folder names.
void discardForgotten(const QString &folder);

} // namespace counterbell::ui
