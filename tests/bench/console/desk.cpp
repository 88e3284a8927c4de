// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/desk.h"

#include "tests/bench/console/stopwatch.h"
#include "ui/inbox/conversation_list.h"
#include "ui/inbox/inbox_page.h"
#include "ui/inbox/thread_view.h"
#include "ui/shell/window/member_tile.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace counterbell::bench
{

namespace
{

// CONTRACT 3, "Sandbox shop".
const auto kLogin = u"manager"_s;
const auto kPin = u"2222"_s;

ui::MainWindow *mainWindow()
{
    for (auto *widget : QApplication::topLevelWidgets()) {
        if (auto *window = qobject_cast<ui::MainWindow *>(widget))
            return window;
    }
    qFatal("the console has no window");
}

template <class W>
W *part(const QWidget *window, const QString &name = {})
{
    auto *found = window->findChild<W *>(name);
    if (!found)
        qFatal("the window has no %s", W::staticMetaObject.className());
    return found;
}

ui::MemberTile *tileOf(const QWidget *window)
{
    for (auto *tile : window->findChildren<ui::MemberTile *>()) {
        if (tile->member().login == kLogin && tile->isVisible())
            return tile;
    }
    return nullptr;
}

} // namespace

Desk::Desk(const QUrl &core)
    : m_app({.isSandbox = false, .core = core, .answer = {}}),
      m_window(mainWindow()),
      m_inbox(part<ui::InboxPage>(m_window)),
      m_list(part<ui::ConversationList>(m_window)),
      m_rows(part<ui::ConversationListView>(m_window)),
      m_thread(part<ui::ThreadView>(m_window)),
      m_rowsPaint(new PaintWatch(m_rows->viewport())),
      m_threadPaint(new PaintWatch(m_thread->viewport()))
{
    m_rowsPaint->countOnly([this] { return m_rows->model()->rowCount() > 0; });
    m_app.start();
}

Desk::~Desk() = default;

QJsonObject Desk::signIn()
{
    waitUntil("the sign-in screen", [this] { return tileOf(m_window) != nullptr; });
    auto *tile = tileOf(m_window);
    PaintWatch tilePaint(tile);
    waitUntil("the painted sign-in screen", [&] { return tilePaint.isPainted(); });
    tile->click();
    auto *pin = part<QLineEdit>(m_window, u"pin"_s);
    QTest::keyClicks(pin, kPin);
    const auto enteredAt = qint64(nowNs());
    part<QPushButton>(m_window, u"signIn"_s)->click();
    waitUntil("the painted inbox", [this] { return m_rowsPaint->isPainted(); });
    return {{u"signInPaintedAtNs"_s, tilePaint.paintedAtNs()},
            {u"pinEnteredAtNs"_s, enteredAt},
            {u"inboxPaintedAtNs"_s, m_rowsPaint->paintedAtNs()},
            {u"computedNs"_s, qint64(processNs())}};
}

Desk::Opening Desk::open(ConversationId id, int rows)
{
    const auto &model = m_thread->model();
    m_threadPaint->countOnly(
        [&model, id, rows] { return model.count() >= rows && model.newest() && model.newest()->conversationId == id; });
    m_threadPaint->reset();
    const auto from = nowNs();
    const auto computed = threadNs();
    m_inbox->showConversation(id);
    waitUntil("the painted conversation", [this] { return m_threadPaint->isPainted(); });
    return {m_threadPaint->paintedAtNs() - from, threadNs() - computed};
}

} // namespace counterbell::bench
