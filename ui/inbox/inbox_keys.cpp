// SPDX-License-Identifier: Apache-2.0
// The inbox's keys (DESIGN-SYSTEM 6). Each is an action with a name, so that Settings may change its keys.
#include "ui/inbox/context_pane.h"
#include "ui/inbox/conversation_list.h"
#include "ui/inbox/inbox_page.h"
#include "ui/inbox/thread_pane.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

QAction *InboxPage::addKey(const QString &name, const QString &text, const QString &keys, std::function<void()> act)
{
    auto *action = new QAction(text, this);
    action->setObjectName(name);
    QList<QKeySequence> sequences;
    for (const auto &key : keys.split(u' '))
        sequences.append(QKeySequence(key));
    action->setShortcuts(sequences);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, std::move(act));
    addAction(action);
    return action;
}

void InboxPage::addKeys()
{
    addKey(u"nextConversation"_s, tr("Next conversation"), u"Alt+Down"_s, [this] { m_list->selectNext(); });
    addKey(u"previousConversation"_s, tr("Previous conversation"), u"Alt+Up"_s, [this] { m_list->selectPrevious(); });
    addKey(u"nextThatNeedsYou"_s, tr("Next that needs you"), u"Ctrl+J"_s, [this] { m_list->selectNextThatNeedsYou(); });
    addKey(u"takeOverOrRelease"_s, tr("Take over, or release to the AI"), u"Ctrl+Shift+T"_s,
           [this] { m_thread->takeOverOrRelease(); });
    addKey(u"templates"_s, tr("Templates"), u"Ctrl+T"_s, [this] { m_thread->showTemplates(); });
    addKey(u"quickReplies"_s, tr("Quick replies"), u"Ctrl+;"_s, [this] { m_thread->showQuickReplies(); });
    addKey(u"assign"_s, tr("Assign"), u"Ctrl+Shift+G"_s, [this] { m_thread->chooseAssignee(); });
    addKey(u"note"_s, tr("Write a note"), u"Ctrl+Shift+M"_s, [this] { m_thread->startNote(); });
    addKey(u"closeConversation"_s, tr("Close conversation"), u"Ctrl+Shift+E"_s,
           [this] { m_thread->closeConversation(); });
    addKey(u"snooze"_s, tr("Snooze until tomorrow"), u"Ctrl+Shift+S"_s, [this] { m_thread->snoozeTillTomorrow(); });
    addKey(u"find"_s, tr("Find in conversation"), u"Ctrl+F"_s, [this] { m_thread->find(); });
    addKey(u"markReady"_s, tr("Mark ready"), u"Ctrl+R"_s, [this] { m_context->markFirstJob(); });
    addKey(u"nextPane"_s, tr("Next pane"), u"F6"_s, [this] { walkPanes(1); });
    addKey(u"previousPane"_s, tr("Previous pane"), u"Shift+F6"_s, [this] { walkPanes(-1); });
}

/// List, thread, composer, context, and round.
void InboxPage::walkPanes(int step)
{
    const auto *focus = QApplication::focusWidget();
    const auto *view = m_thread->findChild<QWidget *>(u"thread"_s);
    const bool isInView = focus && (focus == view || view->isAncestorOf(focus));
    const int at = !focus || m_list->isAncestorOf(focus) ? 0 : isInView ? 1 : m_thread->isAncestorOf(focus) ? 2 : 3;
    const int panes = m_context->isVisible() ? 4 : 3;
    switch ((at + step + panes) % panes) {
    case 0:
        return m_list->focusRows();
    case 1:
        return m_thread->focusThread();
    case 2:
        return m_thread->focusComposer();
    default:
        m_context->setFocus(Qt::ShortcutFocusReason);
        if (QApplication::focusWidget() != m_context && m_context->nextInFocusChain())
            m_context->nextInFocusChain()->setFocus(Qt::TabFocusReason);
    }
}

void InboxPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return m_list->focusRows();
    Page::keyPressEvent(event);
}

} // namespace counterbell::ui
