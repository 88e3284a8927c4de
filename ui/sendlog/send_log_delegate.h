// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace counterbell::ui
{

/// Paints a cell of the send log (DESIGN-SYSTEM 4, Table): chips, channel badges, quiet words behind a name. The row's
/// background is the style's.
class SendLogDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// The row under the pointer; -1 for none.
    void setHoveredRow(int row) { m_hoveredRow = row; }
    [[nodiscard]] int hoveredRow() const { return m_hoveredRow; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int m_hoveredRow = -1;
};

} // namespace counterbell::ui
