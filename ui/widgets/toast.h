// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/toast_spec.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <deque>
#include <vector>

namespace counterbell::ui
{

class Paragraph;
class ToastButton;

/// One toast: 48 high, ring or icon, bold fact, actions of 36 (DESIGN-SYSTEM 4). A Notification to screen readers.
class Toast : public QWidget
{
    Q_OBJECT

public:
    explicit Toast(ToastSpec spec, QWidget *parent = nullptr);

    [[nodiscard]] const ToastSpec &spec() const { return m_spec; }
    /// What is left of the countdown or the stay.
    [[nodiscard]] std::chrono::milliseconds left() const;
    /// Whether its actions show their keys: of several toasts with the same key only the one that hears it does.
    void setKeysShown(bool areShown);

Q_SIGNALS:
    /// `id` of the action, or empty when its time was over.
    void finished(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void tick();
    void write();
    [[nodiscard]] QString words() const;
    [[nodiscard]] int secondsLeft() const;

    ToastSpec m_spec;
    std::chrono::milliseconds m_left; // when m_since was started
    QElapsedTimer m_since;
    QTimer m_tick;
    Paragraph *m_fact;
    QWidget *m_mark;
    std::vector<ToastButton *> m_buttons; // as m_spec.actions
    bool m_isHeld = false;                // the pointer rests on it: a stay waits, a countdown doesn't
};

/// Shows toasts 24 from the bottom-start corner of `content` (DESIGN-SYSTEM 4). What can be acted on stacks, the newest
/// nearest to the corner, at most kMostShown of them: a second Mark ready never hides the first one's Undo. Those above
/// that many run on unseen and come back when there is room. What merely informs stands above the stack, one at a time,
/// so that its coming and going moves no button.
class ToastHost : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t kMostShown = 3;

    explicit ToastHost(QWidget *content);

    void show(const ToastSpec &spec);
    void dismiss(const QString &key);
    /// All, those that wait too; nothing is done for them.
    void clear();
    /// The newest that can be acted on, else the one that informs.
    [[nodiscard]] Toast *current() const;
    /// What is seen, from the corner upwards.
    [[nodiscard]] std::vector<Toast *> shown() const;
    /// The key's action on the newest toast that offers it, for its shortcut (Ctrl+Z): false where there is none.
    bool trigger(const QString &actionId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    Toast *make(const ToastSpec &spec);
    void take(Toast *toast); // out of the lists
    void drop(Toast *toast);
    void forget(const QString &key);
    void arrange();

    QWidget *m_content;
    std::vector<Toast *> m_stack; // the oldest first
    Toast *m_note = nullptr;
    std::deque<ToastSpec> m_waiting; // notes
};

} // namespace counterbell::ui
