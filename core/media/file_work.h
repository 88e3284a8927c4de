// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

/// FileStore's disk work, for its thread: plain blocking functions.
namespace counterbell::media
{

/// Keeps the bytes under their hash and answers it, in lower-case hex; empty when they can't be written.
[[nodiscard]] std::optional<QString> keepFile(const QString &folder, const QByteArray &bytes);
[[nodiscard]] std::optional<QByteArray> readFile(const QString &folder, const QString &sha256, qint64 offset,
                                                 qint64 limit);
/// The hashes of all files; what a killed process left half written is removed.
[[nodiscard]] QStringList listFiles(const QString &folder);
[[nodiscard]] bool removeFile(const QString &folder, const QString &sha256);

/// A file that comes in pieces, one file at a time: adds the next one; the first begins anew.
[[nodiscard]] bool addFetched(const QString &folder, const QByteArray &bytes, bool isFirst);
/// All has come, and it is this file: puts it in its place.
[[nodiscard]] bool keepFetched(const QString &folder, const QString &sha256);
/// Leaves nothing of it; true, always.
bool dropFetched(const QString &folder);

} // namespace counterbell::media
