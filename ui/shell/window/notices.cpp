// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/notices.h"

#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/widgets/paint.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QPainter>
#include <QSystemTrayIcon>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
const auto kService = u"org.freedesktop.Notifications"_s;
const auto kPath = u"/org/freedesktop/Notifications"_s;
} // namespace

QIcon trayIcon(int count)
{
    constexpr int kSize = 64;
    QPixmap pixmap(kSize, kSize);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &c = colors(Scheme::Light);
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.accent);
    painter.drawRoundedRect(pixmap.rect(), 14, 14);
    paintIcon(painter, pixmap.rect().adjusted(8, 8, -8, -8), u"bell-counter"_s, c.onAccent, Qt::LeftToRight);
    if (count > 0) {
        painter.translate(kSize, 0);
        painter.scale(2, 2);
        const auto size = countBadgeSize(count);
        paintCountBadge(painter, QRect(QPoint(-size.width(), 0), size), count, true);
    }
    return QIcon(pixmap);
}

DesktopNotices::DesktopNotices()
{
    auto bus = QDBusConnection::sessionBus();
    if (bus.isConnected()) {
        bus.connect(kService, kPath, kService, u"ActionInvoked"_s, this, SLOT(handleAction(uint, QString)));
        bus.connect(kService, kPath, kService, u"NotificationClosed"_s, this, SLOT(handleClosed(uint, uint)));
    }
    if (!QSystemTrayIcon::isSystemTrayAvailable())
        return;
    m_tray = std::make_unique<QSystemTrayIcon>(trayIcon(0));
    m_tray->setToolTip(u"Counterbell"_s);
    connect(m_tray.get(), &QSystemTrayIcon::activated, this, &DesktopNotices::activated);
    connect(m_tray.get(), &QSystemTrayIcon::messageClicked, this, [this] {
        if (m_balloonOpened)
            m_balloonOpened();
    });
    m_tray->show();
}

DesktopNotices::~DesktopNotices() = default;

void DesktopNotices::notify(const QString &title, const QString &text, std::function<void()> opened)
{
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {
        QApplication::beep();
        m_balloonOpened = std::move(opened);
        if (m_tray)
            m_tray->showMessage(title, text, trayIcon(0));
        return;
    }
    auto message = QDBusMessage::createMethodCall(kService, kPath, kService, u"Notify"_s);
    // Some desktops read the body as markup: message text never goes in here, and names are escaped.
    const QVariantMap hints{{u"sound-name"_s, u"message-new-instant"_s}, {u"category"_s, u"im.received"_s}};
    message.setArguments({u"Counterbell"_s, 0U, u"counterbell"_s, title.toHtmlEscaped(), text.toHtmlEscaped(),
                          QStringList{u"default"_s, tr("Open")}, hints, -1});
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, opened](QDBusPendingCallWatcher *call) {
        const QDBusPendingReply<uint> reply = *call;
        if (!reply.isError())
            m_opened[reply.value()] = opened;
        call->deleteLater();
    });
}

void DesktopNotices::setCount(int count)
{
    if (!m_tray)
        return;
    m_tray->setIcon(trayIcon(count));
    m_tray->setToolTip(count > 0 ? tr("Counterbell: %1 need you").arg(count) : u"Counterbell"_s);
}

void DesktopNotices::handleAction(uint id, const QString &)
{
    const auto found = m_opened.find(id);
    if (found != m_opened.end() && found->second)
        found->second();
}

void DesktopNotices::handleClosed(uint id, uint)
{
    m_opened.erase(id);
}

} // namespace counterbell::ui
