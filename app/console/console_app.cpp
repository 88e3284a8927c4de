// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_app.h"

#include "app/console/core_json.h"
#include "app/console/own_core.h"
#include "app/console/sandbox_stack.h"

#include "ui/inbox/inbox_page.h"
#include "ui/jobs/jobs_page.h"
#include "ui/phone/phone_panel.h"
#include "ui/sendlog/send_log_page.h"
#include "ui/settings/appearance.h"
#include "ui/settings/settings_page.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QLoggingCategory>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcConsole, "counterbell.console", QtInfoMsg)

namespace counterbell::console
{

namespace
{

/// CONTRACT 3, "Sandbox shop".
const auto kSandboxLogin = u"manager"_s;
const auto kSandboxPin = u"2222"_s;

QString dataFolder(const QString &below)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/counterbell/"_s + below;
}

/// What was typed and isn't sent: apart for each shop that this console serves, since their conversations have the same
/// numbers.
QString draftFolder(const Options &options)
{
    if (options.isSandbox)
        return dataFolder(u"console/practice"_s);
    if (!options.core)
        return dataFolder(u"console"_s);
    const auto url = options.core->toEncoded();
    return dataFolder(u"console/"_s +
                      QString::fromLatin1(QCryptographicHash::hash(url, QCryptographicHash::Sha256).toHex().first(16)));
}

QString settingsFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/counterbell/console.ini"_s;
}

QString program(const QString &name)
{
    return QCoreApplication::applicationDirPath() + u'/' + name;
}

/// The token for --core: never on the command line, which is public.
QByteArray tokenFor(const QUrl &core)
{
    if (const auto token = qgetenv("COUNTERBELL_TOKEN"); !token.isEmpty())
        return token;
    for (const auto &folder : {dataFolder(u"core"_s), dataFolder(u"sandbox/core"_s)}) {
        const auto address = readCoreJson(folder);
        if (address && address->url == core)
            return address->token;
    }
    return {};
}

std::unique_ptr<Launcher> launcherFor(const Options &options)
{
    if (options.core)
        return std::make_unique<GivenCore>(ui::CoreAddress{*options.core, tokenFor(*options.core)});
    if (options.isSandbox)
        return std::make_unique<SandboxStack>(program(u"counterbell-sandbox"_s), dataFolder(u"sandbox"_s),
                                              options.isNewShop);
    return std::make_unique<OwnCore>(program(u"counterbell-core"_s), dataFolder(u"core"_s));
}

} // namespace

ConsoleApp::ConsoleApp(const Options &options)
    : m_options(options),
      m_launcher(launcherFor(options)),
      m_settings(settingsFile(), QSettings::IniFormat),
      m_client([this] { return m_launcher->locate(); }),
      m_outbox(m_client, draftFolder(options)),
      m_shortcuts(m_settings)
{
    ui::applyAppearance(m_theme, m_settings);
    m_theme.setSheetHeld(true);
    m_window =
        std::make_unique<ui::MainWindow>(ui::MainWindow::Parts{m_client, m_outbox, m_shortcuts, m_settings, m_notices});
    addPages();
    addPhone();
    m_theme.setSheetHeld(false);
    connect(m_launcher.get(), &Launcher::found, this, [this] {
        qCInfo(lcConsole, "a core is there");
        m_client.tryNow();
    });
    connect(m_launcher.get(), &Launcher::failed, this, [this](const QString &sentence, const QString &lastLine) {
        qCWarning(lcConsole, "%s %s", qUtf8Printable(sentence), qUtf8Printable(lastLine));
        m_window->showFailure(sentence, lastLine);
    });
    connect(m_launcher.get(), &Launcher::stopped, this, [this] {
        if (m_isStopping)
            Q_EMIT finished();
    });
    connect(&m_client, &ui::CoreClient::connectionChanged, this, &ConsoleApp::follow);
    connect(&m_notices, &ui::DesktopNotices::activated, m_window.get(), &ui::MainWindow::raiseUp);
    connect(m_window.get(), &ui::MainWindow::retryPressed, this, &ConsoleApp::launch);
    connect(m_window.get(), &ui::MainWindow::closed, this, &ConsoleApp::stop);
}

ConsoleApp::~ConsoleApp() = default;

void ConsoleApp::addPages()
{
    m_prompts = std::make_unique<ui::DialogPrompts>(m_window.get());
    auto *jobs = new ui::JobsPage(m_client, *m_prompts);
    m_inbox = new ui::InboxPage(m_client, m_outbox, m_shortcuts, jobs->actions(), draftFolder(m_options));
    m_window->addPage(m_inbox);
    jobs->bindKeys(m_shortcuts);
    m_window->addPage(jobs);
    auto *sendLog = new ui::SendLogPage(m_client, *m_prompts);
    sendLog->bindKeys(m_shortcuts);
    m_window->addPage(sendLog);
    m_window->addPage(
        new ui::SettingsPage(ui::SettingsPage::Parts{m_client, *m_prompts, m_theme, m_shortcuts, m_settings}));
}

void ConsoleApp::addPhone()
{
    if (!m_options.isSandbox)
        return;
    auto *phone = new ui::PhonePanel(m_client);
    m_window->setDrawer(tr("Sandbox phone"), phone);
    connect(m_inbox, &ui::InboxPage::conversationShown, phone, &ui::PhonePanel::follow);
    connect(m_launcher.get(), &Launcher::found, phone,
            [this, phone] { phone->setSandbox(m_launcher->sandboxControl()); });
}

void ConsoleApp::start()
{
    m_window->show();
    m_client.start();
    launch();
}

void ConsoleApp::launch()
{
    m_window->showStart(m_options.isSandbox ? tr("Starting the practice shop. The first time takes some seconds.")
                        : m_options.core    ? tr("Connecting to the core.")
                                            : tr("Starting the core."));
    m_launcher->retry();
}

void ConsoleApp::follow()
{
    if (m_client.connection() == ui::Connection::Online)
        qCInfo(lcConsole, "signed in");
    if (m_client.connection() == ui::Connection::SignIn)
        qCInfo(lcConsole, "somebody has to sign in");
    if (!m_options.isSandbox || m_hasSignedIn || m_client.connection() != ui::Connection::SignIn)
        return;
    m_hasSignedIn = true;
    m_client.signIn(kSandboxLogin, kSandboxPin, this, [](const Result<Signed> &answer) {
        // Somebody changed the PIN: the sign-in screen is there already.
        if (!answer)
            qCInfo(lcConsole, "the practice shop's manager has another PIN");
    });
}

void ConsoleApp::stop()
{
    if (std::exchange(m_isStopping, true))
        return;
    m_window->hide();
    m_client.stop();
    m_launcher->stop();
}

} // namespace counterbell::console
