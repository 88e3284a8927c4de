// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/console/launcher.h"
#include "app/console/options.h"
#include "ui/client/outbox.h"
#include "ui/client/ws_core_client.h"
#include "ui/shell/shortcuts.h"
#include "ui/shell/window/main_window.h"
#include "ui/shell/window/notices.h"
#include "ui/theme/theme.h"
#include "ui/widgets/prompts.h"

#include <QSettings>

namespace counterbell::ui
{
class InboxPage;
}

namespace counterbell::console
{

/// The console's objects and how they are wired together: how it comes by a core, the client of that core, the window
/// and its pages.
class ConsoleApp : public QObject
{
    Q_OBJECT

public:
    explicit ConsoleApp(const Options &options);
    ~ConsoleApp() override;

    void start();
    /// Closes the window and ends what must not outlive it; `finished` follows.
    void stop();

Q_SIGNALS:
    void finished();

private:
    void addPages();
    void addPhone();
    void launch();
    void follow();

    const Options m_options;
    std::unique_ptr<Launcher> m_launcher;
    QSettings m_settings;
    ui::Theme m_theme;
    ui::WsCoreClient m_client;
    ui::Outbox m_outbox;
    ui::Shortcuts m_shortcuts;
    ui::DesktopNotices m_notices;
    std::unique_ptr<ui::Prompts> m_prompts;
    ui::InboxPage *m_inbox = nullptr; ///< the window's
    std::unique_ptr<ui::MainWindow> m_window;
    bool m_hasSignedIn = false; ///< the practice shop's manager, once
    bool m_isStopping = false;
};

} // namespace counterbell::console
