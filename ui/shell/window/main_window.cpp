// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/main_window.h"

#include "ui/client/outbox.h"
#include "ui/shell/shortcuts.h"
#include "ui/shell/window/attention.h"
#include "ui/shell/window/drawer_place.h"
#include "ui/shell/window/notices.h"
#include "ui/shell/window/offline_banner.h"
#include "ui/shell/window/pane_cycle.h"
#include "ui/shell/window/rail.h"
#include "ui/shell/window/rail_button.h"
#include "ui/shell/window/search_dialog.h"
#include "ui/shell/window/shortcut_list.h"
#include "ui/shell/window/sign_in_panel.h"
#include "ui/shell/window/sign_in_screen.h"
#include "ui/shell/window/start_screen.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/toast.h"

#include <QCloseEvent>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
/// Below this width the rail drops its labels; the pages fold their sidebars earlier (DESIGN-SYSTEM 2).
constexpr int kRailFolds = 1100;
constexpr QSize kDesigned(1440, 900);
} // namespace

MainWindow::MainWindow(const Parts &parts)
    : m_client(parts.client),
      m_outbox(parts.outbox),
      m_shortcuts(parts.shortcuts),
      m_settings(parts.settings),
      m_notices(parts.notices)
{
    setModalHost(this);
    setObjectName(u"window"_s);
    setWindowTitle(u"Counterbell"_s);
    setWindowIcon(trayIcon(0));
    setMinimumSize(kWindowMinWidth, kWindowMinHeight);
    build();
    bindKeys();
    restore();
    connect(&m_client, &CoreClient::connectionChanged, this, &MainWindow::follow);
    connect(&m_client, &CoreClient::whoChanged, this, &MainWindow::follow);
    auto *attention = new Attention(m_client, m_notices, *this);
    connect(attention, &Attention::openConversation, this, [this](const ConversationId &id) {
        raiseUp();
        goToConversation(id);
    });
    follow();
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    m_screens = new QStackedWidget(this);
    m_start = new StartScreen(m_screens);
    m_signIn = new SignInScreen(m_client, m_screens);
    m_work = new QWidget(m_screens);
    m_rail = new Rail(m_client, m_work);
    m_content = new QWidget(m_work);
    m_sandbox = new Banner(BannerLook::Neutral, m_content);
    m_sandbox->setObjectName(u"sandboxBanner"_s);
    m_sandbox->setIcon(u"sandbox"_s);
    m_sandbox->setText(tr("Sandbox: nothing reaches real phones"));
    m_stack = new QStackedWidget(m_content);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_sandbox);
    column->addWidget(new OfflineBanner(m_client, m_outbox, m_content));
    column->addWidget(m_stack, 1);
    auto *row = new QHBoxLayout(m_work);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addWidget(m_content, 1);
    for (auto *screen : {static_cast<QWidget *>(m_start), static_cast<QWidget *>(m_signIn), m_work})
        m_screens->addWidget(screen);
    setCentralWidget(m_screens);
    m_toasts = new ToastHost(m_content); // not the stack: to a screen reader that holds its pages alone
    connect(m_rail, &Rail::chosen, this, &MainWindow::showPage);
    connect(m_rail, &Rail::memberPressed, this, &MainWindow::openSwitch);
    connect(m_start, &StartScreen::retryPressed, this, &MainWindow::retryPressed);
    connect(m_sandbox, &Banner::actionTriggered, this, [this] { openDrawer(m_drawer->isHidden()); });
}

void MainWindow::bindKeys()
{
    const auto bind = [this](const QString &id, auto act) {
        m_shortcuts.bind(
            id, this,
            [this, act] {
                if (isWorking())
                    act();
            },
            Qt::WindowShortcut);
    };
    for (int index = 0; index < 4; ++index)
        bind(u"page.%1"_s.arg(index + 1), [this, index] {
            if (index < int(m_pages.size()))
                showPage(index);
        });
    bind(u"search"_s, [this] { openSearch(); });
    bind(u"undo"_s, [this] { (void)m_toasts->trigger(u"undo"_s); });
    bind(u"message.new"_s, [this] { goTo(u"inbox"_s, [](Page &page) { page.startNew({}); }); });
    bind(u"job.new"_s, [this] { goTo(u"jobs"_s, [](Page &page) { page.startNew({}); }); });
    const auto help = [this] {
        if (!hasDialog())
            showShortcutList(m_shortcuts, this);
    };
    m_shortcuts.bind(u"help"_s, this, help, Qt::WindowShortcut);
    m_shortcuts.bind(u"help.slash"_s, this, help, Qt::WindowShortcut);
    m_shortcuts.bind(u"pane.next"_s, this, [this] { focusNextPane(this, true); }, Qt::WindowShortcut);
    m_shortcuts.bind(u"pane.previous"_s, this, [this] { focusNextPane(this, false); }, Qt::WindowShortcut);
}

void MainWindow::goTo(const QString &section, const std::function<void(Page &)> &show)
{
    const auto found =
        std::ranges::find_if(m_pages, [&section](const Page *page) { return page->iconName() == section; });
    if (found == m_pages.end() || !m_client.who())
        return;
    showPage(int(found - m_pages.begin()));
    show(**found);
}

void MainWindow::goToConversation(const ConversationId &id)
{
    goTo(u"inbox"_s, [id](Page &page) { page.showConversation(id); });
}

void MainWindow::goToJob(const JobId &id)
{
    goTo(u"jobs"_s, [id](Page &page) { page.showJob(id); });
}

void MainWindow::addPage(Page *page)
{
    const int index = int(m_pages.size());
    page->setAccessibleName(page->title());
    m_pages.push_back(page);
    m_stack->addWidget(page);
    auto *button = m_rail->addSection(page->iconName(), page->title());
    button->setKey(m_shortcuts.key(u"page.%1"_s.arg(index + 1)));
    connect(page, &Page::countChanged, button, [this, button, index](int count) {
        button->setCount(count);
        if (index == 0)
            m_notices.setCount(count);
    });
    const auto kept = u"pages/"_s + page->iconName();
    page->restore(m_settings.value(kept).toMap());
    connect(page, &Page::keptChanged, this, [this, page, kept] { m_settings.setValue(kept, page->kept()); });
    connect(page, &Page::toastRequested, this, [this](const ToastSpec &toast) { m_toasts->show(toast); });
    connect(page, &Page::openConversation, this, &MainWindow::goToConversation);
    connect(page, &Page::openJob, this, &MainWindow::goToJob);
    connect(page, &Page::newJobRequested, this, [this](const ContactId &customer) {
        goTo(u"jobs"_s, [customer](Page &other) { other.startNew(customer); });
    });
    connect(page, &Page::openSendLog, this, [this](const SendFilter &filter) {
        goTo(u"send-log"_s, [&filter](Page &other) { other.showSendLog(filter); });
    });
    if (index == 0 || index == m_firstPage)
        showPage(index);
}

void MainWindow::showPage(int index)
{
    auto *page = m_pages.at(size_t(index));
    m_rail->setCurrent(index);
    if (m_stack->currentWidget() == page && page->isVisible())
        return;
    m_stack->setCurrentWidget(page);
    m_settings.setValue(u"window/page"_s, index);
    if (m_client.who())
        page->shown();
}

int MainWindow::currentPage() const
{
    return m_stack->currentIndex();
}

void MainWindow::setDrawer(const QString &name, QWidget *drawer)
{
    m_drawer = drawer;
    drawer->setParent(m_work);
    drawer->hide();
    new DrawerPlace(drawer, static_cast<QHBoxLayout *>(m_work->layout()), m_stack);
    auto *button = m_sandbox->setAction(name);
    button->setObjectName(u"openDrawer"_s);
}

void MainWindow::openDrawer(bool isOpen)
{
    if (!m_drawer)
        return;
    m_drawer->setVisible(isOpen);
    if (isOpen)
        m_drawer->setFocus(Qt::ShortcutFocusReason); // a field that is come to so has its text selected
}

void MainWindow::showStart(const QString &what)
{
    m_isFailed = false;
    m_start->begin(what);
    follow();
}

void MainWindow::showFailure(const QString &sentence, const QString &lastLine)
{
    // Once the pages are there the offline banner says it, and what was typed stays in sight.
    if (m_client.core())
        return;
    m_isFailed = true;
    m_start->fail(sentence, lastLine);
    follow();
}

bool MainWindow::isWorking() const
{
    return m_screens->currentWidget() == m_work;
}

void MainWindow::follow()
{
    m_sandbox->setVisible(m_client.core() && m_client.core()->kind == WorkspaceKind::Sandbox);
    if (const auto &who = m_client.who()) {
        // What one member may still undo is not the next one's to undo.
        if (m_member && *m_member != who->member.id)
            m_toasts->clear();
        m_member = who->member.id;
    }
    QWidget *wanted = m_client.who() ? m_work : m_start;
    if (!m_client.who() && m_client.connection() == Connection::SignIn)
        wanted = m_signIn;
    // A core that went away while somebody typed their PIN is awaited right there.
    if (wanted == m_start && m_client.core() && !m_isFailed)
        wanted = m_signIn;
    if (m_screens->currentWidget() == wanted)
        return;
    m_screens->setCurrentWidget(wanted);
    if (wanted == m_work && !m_pages.empty())
        m_pages[size_t(m_stack->currentIndex())]->shown();
}

bool MainWindow::hasDialog() const
{
    return openDialog(this) != nullptr;
}

void MainWindow::openSearch()
{
    if (hasDialog())
        return;
    auto *search = new SearchDialog(m_client, this);
    connect(search, &SearchDialog::conversationChosen, this, &MainWindow::goToConversation);
    connect(search, &SearchDialog::jobChosen, this, &MainWindow::goToJob);
    search->open();
}

void MainWindow::openSwitch()
{
    if (hasDialog())
        return;
    auto *dialog = new Dialog(tr("Switch team member"), this);
    dialog->setObjectName(u"switchMember"_s);
    auto *panel = new SignInPanel(m_client, dialog);
    dialog->body()->addWidget(panel);
    auto *leave = dialog->addPlainButton(tr("Sign out"), u"ghost"_s);
    leave->setObjectName(u"signOut"_s);
    dialog->addButton(tr("Cancel"), {}, Dialog::Rejected);
    connect(panel, &SignInPanel::signedIn, dialog, &Dialog::accept);
    connect(leave, &QPushButton::clicked, this, [this, dialog] {
        dialog->reject();
        m_client.signOut();
    });
    dialog->open();
    panel->refresh();
}

void MainWindow::raiseUp()
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    show();
    raise();
    activateWindow();
}

void MainWindow::restore()
{
    resize(kDesigned);
    m_firstPage = m_settings.value(u"window/page"_s, 0).toInt();
    restoreGeometry(m_settings.value(u"window/geometry"_s).toByteArray());
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setValue(u"window/geometry"_s, saveGeometry());
    event->accept();
    Q_EMIT closed();
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    m_rail->setFolded(width() < kRailFolds);
}

} // namespace counterbell::ui
