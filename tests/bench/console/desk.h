// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/console_app.h"
#include "tests/bench/console/frames.h"

#include <QJsonObject>

namespace counterbell::ui
{
class ConversationList;
class ConversationListView;
class InboxPage;
class ThreadView;
} // namespace counterbell::ui

namespace counterbell::bench
{

/// The whole console on a core that runs, worked from inside: the widgets are found as they stand in the window.
class Desk
{
public:
    explicit Desk(const QUrl &core);
    ~Desk();

    /// Waits for the sign-in screen, types the manager's PIN, waits for the painted inbox. Answers when each was there:
    /// `signInPaintedAtNs`, `pinEnteredAtNs`, `inboxPaintedAtNs`, and what the process had computed by then
    /// (`computedNs`), which doesn't count what else ran on this machine.
    QJsonObject signIn();

    struct Opening {
        qint64 tookNs = 0;
        qint64 computedNs = 0; ///< of that, by the GUI thread
    };
    /// Shows a conversation and waits until it is painted with at least so many rows.
    Opening open(ConversationId id, int rows);

    [[nodiscard]] ui::ConversationList &list() const { return *m_list; }
    [[nodiscard]] ui::ConversationListView &rows() const { return *m_rows; }
    [[nodiscard]] ui::ThreadView &thread() const { return *m_thread; }

private:
    console::ConsoleApp m_app;
    QWidget *m_window = nullptr;
    ui::InboxPage *m_inbox = nullptr;
    ui::ConversationList *m_list = nullptr;
    ui::ConversationListView *m_rows = nullptr;
    ui::ThreadView *m_thread = nullptr;
    PaintWatch *m_rowsPaint = nullptr;
    PaintWatch *m_threadPaint = nullptr;
};

} // namespace counterbell::bench
