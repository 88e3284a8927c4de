// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

/// Makes a folder that only its owner can enter (0700), with what is above it. False when it can't be.
[[nodiscard]] bool makePrivateDirectory(const QString &path);

/// Writes a file that only its owner can read (0600): beside its place first, then by rename, so that a reader
/// sees the old bytes or the new ones and never a part. The error is a sentence.
[[nodiscard]] tl::expected<void, QString> writePrivateFile(const QString &path, const QByteArray &bytes);

} // namespace counterbell::sandbox
