// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonArray>
#include <QString>

namespace counterbell::ui
{

/// A small JSON list in the user's data folder that outlives the console: drafts, unsent messages. Readable by this
/// user alone, replaced as a whole by rename. An empty path keeps nothing.
class KeptFile
{
public:
    explicit KeptFile(QString path);

    /// Empty for a missing, unreadable or oversized file.
    [[nodiscard]] QJsonArray read() const;
    void write(const QJsonArray &items) const;

private:
    QString m_path;
};

} // namespace counterbell::ui
