// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/toast_spec.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <deque>

namespace counterbell::ui
{

class Paragraph;

/// One toast: 48 high, ring or icon, bold fact, actions of 36 (DESIGN-SYSTEM 4). A Notification to screen readers.
class Toast : public QWidget
{
    Q_OBJECT

public:
    explicit Toast(ToastSpec spec, QWidget *parent = nullptr);

    [[nodiscard]] const ToastSpec &spec() const { return m_spec; }
    /// What is left of the countdown or the stay.
    [[nodiscard]] std::chrono::milliseconds left() const;

Q_SIGNALS:
    /// `id` of the action, or empty when its time was over.
    void finished(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void tick();
    void write();
    [[nodiscard]] int secondsLeft() const;

    ToastSpec m_spec;
    std::chrono::milliseconds m_left; // when m_since was started
    QElapsedTimer m_since;
    QTimer m_tick;
    Paragraph *m_fact;
    QWidget *m_mark;
    bool m_isHeld = false; // the pointer rests on it: a stay waits, a countdown doesn't
};

/// Shows one toast at a time, 24 from the bottom-start corner of `content` (DESIGN-SYSTEM 4). The others wait; their
/// countdowns run on and one that is over is never shown.
class ToastHost : public QObject
{
    Q_OBJECT

public:
    explicit ToastHost(QWidget *content);

    void show(const ToastSpec &spec);
    void dismiss(const QString &key);
    /// All, those that wait too; nothing is done for them.
    void clear();
    [[nodiscard]] Toast *current() const { return m_current; }
    /// The key's action on the toast that shows, for its shortcut (Ctrl+Z): false where there is none.
    bool trigger(const QString &actionId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Waiting {
        ToastSpec spec;
        QElapsedTimer since;
    };
    void present(ToastSpec spec);
    void next();
    void place();

    QWidget *m_content;
    QPointer<Toast> m_current;
    std::deque<Waiting> m_waiting;
};

} // namespace counterbell::ui
