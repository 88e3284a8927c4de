// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/inbox/conversation_row.h"

#include <QCache>
#include <QStaticText>
#include <QStyledItemDelegate>

#include <functional>

namespace counterbell::ui
{

class ConversationListModel;

/// Who looks at the list, and when: chips and rings depend on it.
struct Viewer {
    MemberId me;
    Timestamp now;
};

/// Paints the rows of a ConversationListModel as DESIGN-SYSTEM 4 has them. What a row says, where it stands and how its
/// letters are set is kept until the row, the width or the fonts change; paint() only draws.
class ConversationDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    ConversationDelegate(const ConversationListModel &model, std::function<Viewer()> viewer, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

    /// How many rows had to be laid out so far; tests prove by it that a repaint lays out none.
    [[nodiscard]] int layoutsMade() const { return m_layoutsMade; }
    /// Fonts or language changed.
    void forgetLayouts() { m_rows.clear(); }

private:
    struct Laid {
        qint64 revision = 0;
        int width = 0;
        Qt::LayoutDirection direction = Qt::LeftToRight;
        RowContent content;
        RowLayout layout; ///< as if the row began at 0, 0
        QStaticText name, time, snippet;
    };

    const Laid &laid(const QModelIndex &index, int width, Qt::LayoutDirection direction) const;
    void drawLines(QPainter &painter, const Laid &row, const QPalette &palette) const;

    const ConversationListModel &m_model;
    std::function<Viewer()> m_viewer;
    mutable QCache<ConversationId, Laid> m_rows{400};
    mutable int m_layoutsMade = 0;
};

} // namespace counterbell::ui
