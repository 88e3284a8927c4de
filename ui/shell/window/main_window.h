// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/shell/page.h"

#include <QMainWindow>

class QSettings;
class QStackedWidget;

namespace counterbell::ui
{

class Banner;
class Notices;
class Outbox;
class Rail;
class Shortcuts;
class SignInScreen;
class StartScreen;
class ToastHost;

/// The window around the pages it is given: start, sign-in, or rail, banners, page and drawer. It arranges and passes
/// on; it has no rules of its own.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Parts {
        CoreClient &client;
        Outbox &outbox;
        Shortcuts &shortcuts;
        QSettings &settings;
        Notices &notices;
    };
    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    /// In the rail's order; the window takes it over. Ctrl+1 is the first.
    void addPage(Page *page);
    /// Beside the page, or over it in a narrow window (drawer_place.h); opened from the sandbox banner by this name.
    /// The window takes it over.
    void setDrawer(const QString &name, QWidget *drawer);
    void showPage(int index);
    [[nodiscard]] int currentPage() const;

    // Until the core answers (start_screen.h).
    void showStart(const QString &what);
    void showFailure(const QString &sentence, const QString &lastLine);

    /// Ctrl+K: people, numbers, tickets.
    void openSearch();
    /// To the front, from the tray or a notice.
    void raiseUp();

Q_SIGNALS:
    void retryPressed();
    /// Closed by the user; geometry has been kept.
    void closed();

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void bindKeys();
    void follow();
    [[nodiscard]] bool hasDialog() const;
    void openSwitch();
    void openDrawer(bool isOpen);
    void restore();
    [[nodiscard]] bool isWorking() const;
    void goTo(const QString &section, const std::function<void(Page &)> &show);
    void goToConversation(const ConversationId &id);
    void goToJob(const JobId &id);

    CoreClient &m_client;
    Outbox &m_outbox;
    Shortcuts &m_shortcuts;
    QSettings &m_settings;
    Notices &m_notices;
    QStackedWidget *m_screens = nullptr;
    StartScreen *m_start = nullptr;
    SignInScreen *m_signIn = nullptr;
    QWidget *m_work = nullptr;
    Rail *m_rail = nullptr;
    Banner *m_sandbox = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_drawer = nullptr;
    QWidget *m_content = nullptr;
    ToastHost *m_toasts = nullptr;
    std::optional<MemberId> m_member; ///< who is signed in, or was last
    std::vector<Page *> m_pages;
    int m_firstPage = 0; ///< the one that was in front when the window was closed
    bool m_isFailed = false;
};

} // namespace counterbell::ui
