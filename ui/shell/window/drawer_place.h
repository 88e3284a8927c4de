// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QFrame;
class QHBoxLayout;
class QWidget;

namespace counterbell::ui
{

/// Where the drawer stands: at the end of the row, beside the page, while there is room for both. In a narrower window
/// it lies over the start of the page, where lists are, and leaves what is worked on its width; Escape closes it there.
class DrawerPlace : public QObject
{
public:
    /// `row` is the layout of the drawer's parent; `page` is what it may lie over.
    DrawerPlace(QWidget *drawer, QHBoxLayout *row, QWidget *page);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] bool isLaidOver() const;
    void placeSoon();
    void place();

    QWidget *m_drawer;
    QHBoxLayout *m_row;
    QWidget *m_page;
    QFrame *m_edge; ///< between the drawer and what goes on behind it
    bool m_isWanted = false;
};

} // namespace counterbell::ui
