// SPDX-License-Identifier: Apache-2.0
// The inbox's keys (DESIGN-SYSTEM 6); Settings may change them.
#include "ui/inbox/context_pane.h"
#include "ui/inbox/conversation_list.h"
#include "ui/inbox/inbox_page.h"
#include "ui/inbox/thread_pane.h"
#include "ui/shell/shortcuts.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

void InboxPage::bindKeys(Shortcuts &keys)
{
    keys.bind(u"inbox.next"_s, this, [this] { m_list->selectNext(); });
    keys.bind(u"inbox.previous"_s, this, [this] { m_list->selectPrevious(); });
    keys.bind(u"inbox.nextNeedsYou"_s, this, [this] { m_list->selectNextThatNeedsYou(); });
    keys.bind(u"inbox.takeOver"_s, this, [this] { m_thread->takeOverOrRelease(); });
    keys.bind(u"inbox.templates"_s, this, [this] { m_thread->showTemplates(); });
    keys.bind(u"inbox.quickReplies"_s, this, [this] { m_thread->showQuickReplies(); });
    keys.bind(u"inbox.assign"_s, this, [this] { m_thread->chooseAssignee(); });
    keys.bind(u"inbox.note"_s, this, [this] { m_thread->startNote(); });
    keys.bind(u"inbox.attach"_s, this, [this] { m_thread->chooseFiles(); });
    keys.bind(u"inbox.close"_s, this, [this] { m_thread->closeConversation(); });
    keys.bind(u"inbox.snooze"_s, this, [this] { m_thread->snoozeTillTomorrow(); });
    keys.bind(u"inbox.find"_s, this, [this] { m_thread->find(); });
    keys.bind(u"job.ready"_s, this, [this] { m_context->markFirstJob(); });
}

void InboxPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return m_isDrawerOpen ? openDrawer(false) : m_list->focusRows();
    Page::keyPressEvent(event);
}

} // namespace counterbell::ui
