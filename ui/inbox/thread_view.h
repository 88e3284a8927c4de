// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/thread_layouts.h"

#include <QAbstractScrollArea>

class QMenu;

namespace counterbell::ui
{

class FailureActions;
class MediaPictures;

/// Scrolls the rows of a ThreadModel. A view of its own, since the stock ones ask every row's height again for each
/// delivery tick (STYLE 2.11): heights come from the kept layouts, so a tick costs one row and a scroll frame none.
/// The reader's place is kept: at the end it stays at the end, else the topmost row stays where it is.
class ThreadView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit ThreadView(ThreadModel &model, QWidget *parent = nullptr);
    ~ThreadView() override;

    void setContext(const ThreadContext &context);
    /// Where pictures come from; without it they stay grey.
    void setPictures(MediaPictures *pictures);
    [[nodiscard]] const ThreadModel &model() const { return m_model; }
    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }
    void scrollToEnd();
    /// Brings a row to the middle, if it isn't seen as a whole.
    void showRow(int row);

    /// What find in conversation shows: spans by row key, and the row it is at.
    void setFound(const QHash<qint64, std::vector<TextSpan>> &found, qint64 current = 0);

    /// The row that the keyboard is on, -1 for none.
    [[nodiscard]] int currentRow() const { return m_model.rowOfKey(m_currentKey); }
    void setCurrentRow(int row);
    /// Where a row stands in the viewport; empty when it is not laid out.
    [[nodiscard]] QRect rowRect(int row) const;
    [[nodiscard]] int rowAt(QPoint position) const;
    [[nodiscard]] QString accessibleText(int row) const;
    /// The buttons that show at present, top to bottom.
    [[nodiscard]] std::vector<FailureActions *> visibleActions() const;
    /// Counts rows laid out since the beginning: what tests watch.
    [[nodiscard]] int laidOut() const { return m_layouts.laidOut(); }

Q_SIGNALS:
    void nearTop();
    void nearEnd();
    void atEndChanged(bool isAtEnd);
    void detailsRequested(const counterbell::Message &message);
    void remedyChosen(const counterbell::Message &message, counterbell::ui::Remedy remedy);
    void linkChosen(const QString &address);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QSize actionsSize(qint64 key, const BubbleContent &content);
    void relayout();
    void handleReset();
    void placeActions();
    void notePlace();
    void checkEdges();
    [[nodiscard]] int contentTop() const;
    [[nodiscard]] int characterAt(int row, QPoint position);
    void fillMenu(QMenu &menu, int row, int link);
    void copy(int row);

    ThreadModel &m_model;
    MediaPictures *m_pictures = nullptr;
    mutable ThreadLayouts m_layouts;
    std::vector<int> m_tops; ///< of each row, and at last the whole height
    QHash<qint64, FailureActions *> m_actions;
    QHash<qint64, std::vector<TextSpan>> m_found;
    qint64 m_foundKey = 0; ///< the row that find is at
    qint64 m_currentKey = 0;
    qint64 m_placeKey = 0;
    int m_placeOffset = 0;
    bool m_isAtEnd = true;
    bool m_isRelayouting = false;
    bool m_isKeyboardFocus = false;
    qint64 m_selectedKey = 0;
    int m_selectionFrom = 0;
    TextSpan m_selection;
};

} // namespace counterbell::ui
