// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/jobs/job_card_layout.h"

#include <QPointer>
#include <QWidget>

class QAbstractButton;
class QPushButton;

namespace counterbell::ui
{

class AssigneeButton;

/// A job on the board (DESIGN-SYSTEM 4). It paints its text and holds real buttons; what they do is for the board.
/// A drag begins 5 px from where the button went down; the card itself stays where it is until the core has answered.
class JobCard : public QWidget
{
    Q_OBJECT

public:
    explicit JobCard(const Job &job, Timestamp now, QWidget *parent = nullptr);

    [[nodiscard]] const Job &job() const { return m_job; }
    void setJob(const Job &job, Timestamp now);
    /// The hold's seconds and the hours of the due date go on. True where the card's height changed.
    void tick(Timestamp now);
    /// Moved just now: a border of 2 in accent.
    void setJustChanged(bool isJustChanged);
    /// The card of its lane that Tab reaches.
    void setTabStop(bool isTabStop);
    [[nodiscard]] bool isDragged() const { return m_isDragged; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void opened(const counterbell::Job &job);
    void readyPressed(const counterbell::Job &job);
    void collectedPressed(const counterbell::Job &job);
    void undoPressed(const counterbell::Job &job);
    void callPressed(const counterbell::Job &job);
    void assignPressed(const counterbell::Job &job, const QPoint &global);
    void menuRequested(const counterbell::Job &job, const QPoint &global);
    void stepped(int key);
    void focused(const counterbell::JobId &id);
    void dragMoved(const QPoint &global);
    void dropped(const QPoint &global);
    void dragCancelled();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Action;
    void arrange();
    void arrangeButton(QPointer<QPushButton> &button, const QRect &rect, const std::optional<Action> &action);
    [[nodiscard]] std::optional<Action> firstAction() const;
    [[nodiscard]] std::optional<Action> secondAction() const;
    [[nodiscard]] std::optional<Action> hoverAction() const;
    [[nodiscard]] bool isActive() const;
    void endDrag();

    Job m_job;
    Timestamp m_now;
    JobCardLayout m_layout;
    AssigneeButton *m_assignee;
    QPointer<QPushButton> m_first, m_second, m_hover, m_undo;
    std::optional<QPoint> m_pressedAt;
    bool m_isDragged = false;
    bool m_isJustChanged = false;
    bool m_isTabStop = false;
    bool m_isHovered = false;
};

} // namespace counterbell::ui
