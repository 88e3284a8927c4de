// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/ui/fake_core_client.h"
#include "ui/client/outbox.h"
#include "ui/shell/shortcuts.h"
#include "ui/shell/window/main_window.h"
#include "ui/shell/window/notices.h"
#include "ui/theme/theme.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

namespace counterbell::ui
{

/// A page that remembers what it was asked.
class FakePage : public Page
{
public:
    FakePage(QString title, QString icon) : m_title(std::move(title)), m_icon(std::move(icon))
    {
        setFocusPolicy(Qt::StrongFocus);
        setProperty("pane", true);
    }

    [[nodiscard]] QString title() const override { return m_title; }
    [[nodiscard]] QString iconName() const override { return m_icon; }
    void shown() override { ++timesShown; }
    void showConversation(const ConversationId &id) override { conversation = id; }
    void showJob(const JobId &id) override
    {
        job = id;
        setFocus(); // as a page's dialog would take it
    }
    void startNew(const ContactId &of) override
    {
        ++newOnes;
        customer = of;
    }

    int timesShown = 0;
    int newOnes = 0;
    ConversationId conversation;
    JobId job;
    ContactId customer;

private:
    QString m_title, m_icon;
};

/// A desktop that remembers what it was told.
class FakeNotices : public Notices
{
public:
    void notify(const QString &title, const QString &text, std::function<void()> opened) override
    {
        told << title + QStringLiteral(": ") + text;
        open = std::move(opened);
    }
    void setCount(int waiting) override { count = waiting; }

    QStringList told;
    std::function<void()> open;
    int count = 0;
};

/// The window over a fake core, with two pages.
struct WindowStage {
    explicit WindowStage(QSize size = {1440, 900})
    {
        inbox = new FakePage(QStringLiteral("Inbox"), QStringLiteral("inbox"));
        jobs = new FakePage(QStringLiteral("Jobs"), QStringLiteral("jobs"));
        window.addPage(inbox);
        window.addPage(jobs);
        window.resize(size);
        window.show();
        window.activateWindow(); // shortcuts work in the active window
        isReady = QTest::qWaitForWindowActive(&window);
    }
    template <class T = QWidget>
    T *find(const QString &name)
    {
        return window.findChild<T *>(name);
    }
    /// Whether a widget of that name can be seen.
    bool shows(const QString &name)
    {
        const auto *widget = find(name);
        return widget && widget->isVisible();
    }

    bool isReady = false;
    QTemporaryDir folder;
    FakeCoreClient client;
    Outbox outbox{client, folder.filePath(QStringLiteral("outbox"))};
    QSettings settings{folder.filePath(QStringLiteral("console.ini")), QSettings::IniFormat};
    Shortcuts shortcuts{settings};
    FakeNotices notices;
    MainWindow window{{client, outbox, shortcuts, settings, notices}};
    FakePage *inbox;
    FakePage *jobs;
};

} // namespace counterbell::ui
