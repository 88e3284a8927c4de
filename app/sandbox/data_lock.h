// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace counterbell::sandbox
{

/// Holds a folder for one `up`: an flock that the system lets go when the process ends, however it ends.
class DataLock
{
public:
    DataLock() = default;
    DataLock(DataLock &&other) noexcept : m_descriptor(other.m_descriptor) { other.m_descriptor = -1; }
    DataLock &operator=(DataLock &&) = delete;
    ~DataLock();

    /// Takes `directory`/up.lock without waiting. The error is a sentence that names the folder.
    [[nodiscard]] static tl::expected<DataLock, QString> take(const QString &directory);

private:
    explicit DataLock(int descriptor) : m_descriptor(descriptor) {}

    int m_descriptor = -1;
};

} // namespace counterbell::sandbox
