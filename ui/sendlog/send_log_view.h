// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/id.h"

#include <QTableView>

namespace counterbell::ui
{

class SendLogDelegate;
class SendLogModel;

/// The table of mockup 07: rows of 32, one selected, none of which is an editor. It keeps the reader's place when rows
/// arrive above it, and leaves out columns where the window is narrow, "What happened" last of all.
class SendLogView : public QTableView
{
    Q_OBJECT

public:
    explicit SendLogView(SendLogModel &model, QWidget *parent = nullptr);

    void select(SendId id);
    [[nodiscard]] std::optional<SendId> selected() const;

Q_SIGNALS:
    /// The person moved to another row.
    void chosen(counterbell::SendId id);
    /// Enter or a double click.
    void opened(counterbell::SendId id);

protected:
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void measure();
    void fitColumns();
    /// The whole row answers to the pointer, not one cell.
    void hover(int row);
    [[nodiscard]] QRect rowRect(int row) const;

    SendLogModel &m_model;
    SendLogDelegate *m_delegate;
};

} // namespace counterbell::ui
