// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"
#include "ui/client/out_file.h"

namespace counterbell::ui
{

/// A message as it waits: what the core will be asked for, and when who wrote it.
struct Unsent {
    SendMessage message; ///< with its clientToken
    Timestamp at;
    QString author;
    std::optional<std::vector<OutFile>> files = {}; ///< uploaded when it is its turn

    bool operator==(const Unsent &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("message", &Unsent::message), field("at", &Unsent::at),
                          field("author", &Unsent::author), field("files", &Unsent::files)};
    }
};

/// What one member of one workspace has waiting, in a file of theirs (0600). Replaced whole, by rename, after an fsync.
class OutboxFile
{
public:
    /// `epoch` is the workspace's data (session.hello), so that a restored backup gets nothing of another time.
    OutboxFile(const QString &folder, const QString &epoch, MemberId member);

    [[nodiscard]] const QString &path() const { return m_path; }
    /// In order; empty when there is none or it can't be read.
    [[nodiscard]] std::vector<Unsent> read() const;
    /// False when the disk didn't take it; what was there stays.
    [[nodiscard]] bool write(const std::vector<Unsent> &entries) const;

private:
    QString m_path;
};

} // namespace counterbell::ui
