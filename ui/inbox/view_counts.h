// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <QTimer>

namespace counterbell::ui
{

/// The figures of the inbox's lists, kept true: asked for again soon after any conversation changed, however many
/// changed, and after a resync.
class ViewCounts : public QObject
{
    Q_OBJECT

public:
    explicit ViewCounts(CoreClient &client, QObject *parent = nullptr);

    /// Absent before the first answer.
    [[nodiscard]] const std::optional<ConversationCounts> &counts() const { return m_counts; }
    [[nodiscard]] std::optional<int> of(ConversationView view) const;

Q_SIGNALS:
    void changed();

private:
    void ask();

    CoreClient &m_client;
    QTimer m_soon;
    bool m_isAsking = false;
    bool m_isStale = false;
    std::optional<ConversationCounts> m_counts;
};

} // namespace counterbell::ui
