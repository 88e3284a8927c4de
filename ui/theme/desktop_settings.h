// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/colors.h"

#include <QDBusConnection>
#include <QObject>

class QDBusVariant;

namespace counterbell::ui
{

/// What the desktop says about looks, from the portal's org.freedesktop.portal.Settings (Qt 6.4 knows no colour
/// scheme). Without a portal the values stay as they are here.
struct DesktopLook {
    Scheme scheme = Scheme::Light;
    /// "Large text" of the desktop: 1 is 100 %. Kept within 0.5 to 3.
    double textScale = 1;
    bool hasAnimations = true;

    bool operator==(const DesktopLook &) const = default;
};

/// Reads the desktop's look without blocking and follows it.
class DesktopSettings : public QObject
{
    Q_OBJECT

public:
    explicit DesktopSettings(const QDBusConnection &bus = QDBusConnection::sessionBus(), QObject *parent = nullptr);

    [[nodiscard]] const DesktopLook &look() const { return m_look; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void takeSetting(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void readAll();
    void take(DesktopLook look);

    QDBusConnection m_bus;
    DesktopLook m_look;
};

} // namespace counterbell::ui
