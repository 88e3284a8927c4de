// SPDX-License-Identifier: Apache-2.0
// How people reach into the thread: keys, mouse, menu, tooltips.
#include "ui/client/format.h"
#include "ui/inbox/thread_view.h"
#include "ui/theme/icons.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QScrollBar>
#include <QStyle>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

void ThreadView::setCurrentRow(int row)
{
    if (row < 0 || row >= m_model.count())
        return;
    m_currentKey = m_model.at(row).key;
    const auto rect = rowRect(row);
    if (rect.top() < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.top());
    else if (rect.bottom() >= viewport()->height())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + rect.bottom() - viewport()->height() + 1);
    viewport()->update();
    if (hasFocus()) {
        QAccessibleEvent event(this, QAccessible::Focus);
        event.setChild(row);
        QAccessible::updateAccessibility(&event);
    }
}

void ThreadView::keyPressEvent(QKeyEvent *event)
{
    auto *bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy)) {
        if (const int row = currentRow(); row >= 0)
            copy(row);
        return;
    }
    if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier))
        return QAbstractScrollArea::keyPressEvent(event);
    const int current = currentRow();
    switch (event->key()) {
    case Qt::Key_Up:
        m_isKeyboardFocus = true;
        return setCurrentRow(current < 0 ? m_model.count() - 1 : std::max(0, current - 1));
    case Qt::Key_Down:
        m_isKeyboardFocus = true;
        return setCurrentRow(current < 0 ? m_model.count() - 1 : std::min(m_model.count() - 1, current + 1));
    case Qt::Key_PageUp:
        return bar->triggerAction(QScrollBar::SliderPageStepSub);
    case Qt::Key_PageDown:
        return bar->triggerAction(QScrollBar::SliderPageStepAdd);
    case Qt::Key_Home:
        return bar->setValue(0);
    case Qt::Key_End:
        return bar->setValue(bar->maximum());
    default:
        QAbstractScrollArea::keyPressEvent(event);
    }
}

void ThreadView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    m_isKeyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                        event->reason() == Qt::ShortcutFocusReason;
    if (m_isKeyboardFocus && currentRow() < 0 && m_model.count() > 0)
        setCurrentRow(m_model.count() - 1);
    viewport()->update();
}

void ThreadView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    m_isKeyboardFocus = false;
    viewport()->update();
}

void ThreadView::copy(int row)
{
    const auto &content = m_layouts.row(row).content;
    const bool isSelected = m_model.at(row).key == m_selectedKey && m_selection.length > 0;
    QGuiApplication::clipboard()->setText(isSelected ? content.body.mid(m_selection.start, m_selection.length)
                                                     : m_model.at(row).message.body);
}

void ThreadView::fillMenu(QMenu &menu, int row, int link)
{
    const auto &message = m_model.at(row).message;
    const auto &content = m_layouts.row(row).content;
    const bool isSelected = m_model.at(row).key == m_selectedKey && m_selection.length > 0;
    auto *copyText = menu.addAction(icon(u"copy"_s), isSelected ? tr("Copy selected text") : tr("Copy text"),
                                    [this, key = m_model.at(row).key] {
                                        if (const int again = m_model.rowOfKey(key); again >= 0)
                                            copy(again);
                                    });
    copyText->setObjectName(u"copyText"_s);
    copyText->setEnabled(!message.body.isEmpty());
    const int shownLink = link >= 0 ? link : content.links.size() == 1 ? 0 : -1;
    if (shownLink >= 0) {
        const auto &span = content.links[size_t(shownLink)];
        const auto address = content.body.mid(span.start, span.length);
        menu.addAction(icon(u"link"_s), tr("Copy link"), [address] { QGuiApplication::clipboard()->setText(address); })
            ->setObjectName(u"copyLink"_s);
        menu.addAction(icon(u"external"_s), tr("Open link %1").arg(leftToRight(address.left(60))),
                       [this, address] { Q_EMIT linkChosen(address); })
            ->setObjectName(u"openLink"_s);
    }
    if (!content.problem.isEmpty()) {
        menu.addAction(icon(u"info"_s), tr("Details"), [this, message] { Q_EMIT detailsRequested(message); })
            ->setObjectName(u"details"_s);
    }
}

void ThreadView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto position = viewport()->mapFromGlobal(event->globalPos());
    const int row = isKey ? currentRow() : rowAt(position);
    if (row < 0)
        return;
    m_currentKey = m_model.at(row).key;
    const auto area = rowRect(row);
    const auto &laidOut = m_layouts.row(row);
    auto *menu = new QMenu(this);
    menu->setObjectName(u"messageMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu, row,
             isKey ? -1 : linkAt(laidOut.content, laidOut.layout, position - area.topLeft(), layoutDirection()));
    const auto bubble = QStyle::visualRect(layoutDirection(), QRect(QPoint(), area.size()), laidOut.layout.bubble);
    menu->popup(isKey ? viewport()->mapToGlobal(area.topLeft() + bubble.bottomLeft()) : event->globalPos());
}

int ThreadView::characterAt(int row, QPoint position)
{
    const auto &laidOut = m_layouts.row(row);
    if (!laidOut.layout.body || laidOut.content.kind == BubbleKind::Event)
        return -1;
    const auto area = rowRect(row);
    const auto text = QStyle::visualRect(layoutDirection(), QRect(QPoint(), area.size()), laidOut.layout.text)
                          .translated(area.topLeft());
    const auto &body = *laidOut.layout.body;
    for (int i = 0; i < body.lineCount(); ++i) {
        const auto line = body.lineAt(i);
        const bool isLast = i == body.lineCount() - 1;
        if (!isLast && position.y() - text.top() >= line.y() + line.height())
            continue;
        const double shift = layoutDirection() == Qt::RightToLeft ? text.width() - line.naturalTextWidth() : 0;
        return line.xToCursor(position.x() - text.left() - shift);
    }
    return -1;
}

void ThreadView::mousePressEvent(QMouseEvent *event)
{
    const auto position = event->position().toPoint();
    const int row = rowAt(position);
    m_selectedKey = 0;
    m_selection = {};
    if (event->button() == Qt::LeftButton && row >= 0) {
        m_currentKey = m_model.at(row).key;
        m_selectionFrom = characterAt(row, position);
        m_selectedKey = m_selectionFrom >= 0 ? m_currentKey : 0;
    }
    viewport()->update();
}

void ThreadView::mouseMoveEvent(QMouseEvent *event)
{
    const auto position = event->position().toPoint();
    const int selected = m_selectedKey == 0 ? -1 : m_model.rowOfKey(m_selectedKey);
    if ((event->buttons() & Qt::LeftButton) && selected >= 0) {
        const int to = characterAt(selected, position);
        m_selection = {std::min(m_selectionFrom, to), std::abs(to - m_selectionFrom)};
        viewport()->update();
        return;
    }
    const int row = rowAt(position);
    const auto *laidOut = row < 0 ? nullptr : &m_layouts.row(row);
    const bool isLink =
        laidOut && linkAt(laidOut->content, laidOut->layout, position - rowRect(row).topLeft(), layoutDirection()) >= 0;
    viewport()->setCursor(isLink ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ThreadView::mouseReleaseEvent(QMouseEvent *event)
{
    const auto position = event->position().toPoint();
    const int row = rowAt(position);
    if (event->button() != Qt::LeftButton || row < 0 || m_selection.length > 0)
        return;
    const auto &laidOut = m_layouts.row(row);
    const int link = linkAt(laidOut.content, laidOut.layout, position - rowRect(row).topLeft(), layoutDirection());
    if (link >= 0) {
        const auto &span = laidOut.content.links[size_t(link)];
        Q_EMIT linkChosen(laidOut.content.body.mid(span.start, span.length));
    }
}

bool ThreadView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = rowAt(help->pos());
    if (row < 0)
        return true;
    const auto area = rowRect(row);
    const auto &laidOut = m_layouts.row(row);
    const auto end = laidOut.layout.meta.united(laidOut.layout.tick);
    const auto shown = QStyle::visualRect(layoutDirection(), QRect(QPoint(), area.size()), end);
    if (!shown.translated(area.topLeft()).contains(help->pos())) {
        QToolTip::hideText();
        return true;
    }
    const auto &message = m_model.at(row).message;
    const auto at = QLocale().toString(QDateTime::fromMSecsSinceEpoch(toMillis(message.at)), QLocale::ShortFormat);
    const auto text = laidOut.content.tick
                          ? tr("%1, status: %2").arg(leftToRight(at), statusWord(*laidOut.content.tick))
                          : leftToRight(at);
    QToolTip::showText(help->globalPos(), text, viewport());
    return true;
}

} // namespace counterbell::ui
