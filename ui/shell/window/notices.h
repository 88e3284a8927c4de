// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QObject>

#include <functional>
#include <memory>

class QSystemTrayIcon;

namespace counterbell::ui
{

/// The desktop outside the window: notices, a sound, the tray.
class Notices
{
public:
    virtual ~Notices() = default;
    /// Shows a notice with the desktop's message sound; `opened` when it is clicked.
    virtual void notify(const QString &title, const QString &text, std::function<void()> opened) = 0;
    /// What waits, on the tray icon.
    virtual void setCount(int count) = 0;
};

/// org.freedesktop.Notifications where there is a session bus, else the tray's own balloon; a tray icon where there is
/// a tray. `activated`: the tray icon was clicked.
class DesktopNotices : public QObject, public Notices
{
    Q_OBJECT

public:
    DesktopNotices();
    ~DesktopNotices() override;

    void notify(const QString &title, const QString &text, std::function<void()> opened) override;
    void setCount(int count) override;

Q_SIGNALS:
    void activated();

private Q_SLOTS:
    void handleAction(uint id, const QString &action);
    void handleClosed(uint id, uint reason);

private:
    std::unique_ptr<QSystemTrayIcon> m_tray;
    std::map<uint, std::function<void()>> m_opened;
    std::function<void()> m_balloonOpened;
};

/// The bell, with the count on it from 1.
[[nodiscard]] QIcon trayIcon(int count);

} // namespace counterbell::ui
