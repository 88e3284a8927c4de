// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"

#include <QListView>

#include <optional>

namespace counterbell::ui
{

class ConversationListModel;

/// The rows, of uniform height. Rows that come, go or move leave the reader where they are: what stood at the top of
/// the view stays there, unless that was the top of the list. Which conversation is open is told from outside and never
/// changes because rows do.
class ConversationListView : public QListView
{
    Q_OBJECT

public:
    explicit ConversationListView(ConversationListModel &model, QWidget *parent = nullptr);

    /// Marks the open conversation; it needn't be in the list.
    void setOpen(ConversationId id);
    [[nodiscard]] ConversationId open() const { return m_open; }
    /// The conversation `steps` rows after the open one, or after the place where it last was; none beyond the ends.
    [[nodiscard]] std::optional<ConversationId> besides(int steps) const;
    void scrollToTop();

Q_SIGNALS:
    /// The person chose a row, by mouse or by key.
    void chosen(const counterbell::ConversationId &id);
    /// The first or last rows are near: more is wanted.
    void nearTop();
    void nearBottom();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void rememberPlace();
    void restorePlace();
    void markOpen();
    void choose(const QModelIndex &row);
    void askForMore();
    void placeBar();

    ConversationListModel &m_model;
    ConversationId m_open;
    QScrollBar *m_bar;  ///< over the rows' inset, while the mouse is here: the rows keep their width
    int m_openRow = -1; ///< where it is, or was before it left the list
    int m_shifts = 0;   ///< how many changes are under way
    bool m_isMarking = false;
    std::optional<std::pair<ConversationId, int>> m_anchor; ///< the row at the top of the view, and its offset
};

} // namespace counterbell::ui
