// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/desktop_settings.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>

#include <algorithm>
#include <cmath>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto kPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto kInterface = "org.freedesktop.portal.Settings"_L1;
constexpr auto kAppearance = "org.freedesktop.appearance"_L1;
constexpr auto kGnome = "org.gnome.desktop.interface"_L1;

DesktopLook with(DesktopLook look, const QString &space, const QString &key, const QVariant &value)
{
    if (space == kAppearance && key == "color-scheme"_L1) {
        look.scheme = value.toUInt() == 1 ? Scheme::Dark : Scheme::Light; // 0 no preference, 1 dark, 2 light
    } else if (space == kGnome && key == "text-scaling-factor"_L1) {
        const double scale = value.toDouble();
        look.textScale = std::isfinite(scale) && scale > 0 ? std::clamp(scale, 0.5, 3.0) : 1;
    } else if (space == kGnome && key == "enable-animations"_L1) {
        look.hasAnimations = value.toBool();
    }
    return look;
}

} // namespace

DesktopSettings::DesktopSettings(const QDBusConnection &bus, QObject *parent) : QObject(parent), m_bus(bus)
{
    if (!m_bus.isConnected())
        return;
    qRegisterMetaType<QDBusVariant>(); // by its name, which the slot below is found by
    m_bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                  SLOT(takeSetting(QString, QString, QDBusVariant)));
    readAll();
}

void DesktopSettings::readAll()
{
    auto message = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"ReadAll"_s);
    message << QStringList{kAppearance, kGnome};
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *call) {
        call->deleteLater();
        const auto arguments = call->reply().arguments();
        if (call->isError() || call->reply().signature() != "a{sa{sv}}"_L1 || arguments.isEmpty())
            return;
        QMap<QString, QVariantMap> spaces;
        arguments.first().value<QDBusArgument>() >> spaces;
        auto look = m_look;
        for (auto space = spaces.cbegin(); space != spaces.cend(); ++space) {
            for (auto entry = space->cbegin(); entry != space->cend(); ++entry)
                look = with(look, space.key(), entry.key(), entry.value());
        }
        take(look);
    });
}

void DesktopSettings::takeSetting(const QString &space, const QString &key, const QDBusVariant &value)
{
    take(with(m_look, space, key, value.variant()));
}

void DesktopSettings::take(DesktopLook look)
{
    if (look == m_look)
        return;
    m_look = look;
    Q_EMIT changed();
}

} // namespace counterbell::ui
