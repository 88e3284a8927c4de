// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/drawer_place.h"

#include "ui/theme/fonts.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
constexpr int kRoomForBoth = 1280; // of the window
} // namespace

DrawerPlace::DrawerPlace(QWidget *drawer, QHBoxLayout *row, QWidget *page)
    : QObject(drawer), m_drawer(drawer), m_row(row), m_page(page), m_edge(new QFrame(row->parentWidget()))
{
    m_edge->setObjectName(u"drawerEdge"_s);
    m_edge->setProperty("kind", u"vline"_s);
    m_edge->hide();
    row->addWidget(drawer);
    drawer->installEventFilter(this);
    page->installEventFilter(this);
    drawer->window()->installEventFilter(this);
}

bool DrawerPlace::isLaidOver() const
{
    return m_drawer->window()->width() < scaled(kRoomForBoth);
}

void DrawerPlace::placeSoon()
{
    // Never at once: the page learns its size while its row is being laid out, and a layout that loses an item then
    // reads on where nothing is.
    if (!std::exchange(m_isWanted, true))
        QMetaObject::invokeMethod(this, &DrawerPlace::place, Qt::QueuedConnection);
}

void DrawerPlace::place()
{
    m_isWanted = false;
    const bool isBeside = m_row->indexOf(m_drawer) >= 0;
    if (isLaidOver() && isBeside)
        m_row->removeWidget(m_drawer);
    else if (!isLaidOver() && !isBeside)
        m_row->addWidget(m_drawer);
    m_edge->setVisible(isLaidOver() && !m_drawer->isHidden());
    if (!isLaidOver())
        return;
    auto *around = m_drawer->parentWidget();
    const QRect page(m_page->mapTo(around, QPoint(0, 0)), m_page->size());
    const int width = m_drawer->minimumWidth();
    const auto put = [&](QWidget *widget, int from, int wide) {
        const QRect inPage(page.x() + from, page.y(), wide, page.height());
        widget->setGeometry(QStyle::visualRect(around->layoutDirection(), page, inPage));
        widget->raise();
    };
    put(m_drawer, 0, width);
    put(m_edge, width, 1);
}

bool DrawerPlace::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
        if (watched != m_drawer)
            placeSoon();
        break;
    case QEvent::HideToParent:
        if (watched == m_drawer)
            m_edge->hide();
        [[fallthrough]];
    case QEvent::ShowToParent:
    case QEvent::ApplicationFontChange:
    case QEvent::LayoutDirectionChange:
        placeSoon();
        break;
    case QEvent::KeyPress:
        if (watched == m_drawer && isLaidOver() && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            m_drawer->hide();
            m_page->setFocus(Qt::OtherFocusReason);
            return true;
        }
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace counterbell::ui
