// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/icon_button.h"

#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QHelpEvent>
#include <QToolTip>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// One line with the shortcut at 75 % (DESIGN-SYSTEM 4); made when shown, since the colours depend on the scheme.
QString rich(const QString &name, const QString &keys, const QPalette &palette)
{
    const auto &c = colors(palette);
    const auto mixed = [&](auto part) { return (part(c.onToast) * 3 + part(c.toast)) / 4; };
    const QColor dim(mixed([](const QColor &color) { return color.red(); }),
                     mixed([](const QColor &color) { return color.green(); }),
                     mixed([](const QColor &color) { return color.blue(); }));
    return u"<p style=\"white-space:pre\">%1&nbsp; <span style=\"color:%2\">%3</span></p>"_s.arg(
        name.toHtmlEscaped(), dim.name(), keys.toHtmlEscaped());
}

} // namespace

IconButton::IconButton(const QString &iconName, const QString &name, const QKeySequence &shortcut, QWidget *parent)
    : QToolButton(parent), m_shortcut(shortcut)
{
    setIconSize(QSize(kIconTool, kIconTool));
    setToolButtonStyle(Qt::ToolButtonIconOnly);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLook(iconName, name);
}

void IconButton::setLook(const QString &iconName, const QString &name)
{
    m_icon = iconName;
    m_name = name;
    setIcon(ui::icon(iconName));
    setAccessibleName(name);
    setToolTip(toolTipText(name, m_shortcut));
}

bool IconButton::event(QEvent *event)
{
    // A page may have set a tooltip of its own, say why the button is disabled.
    if (event->type() == QEvent::ToolTip && !m_shortcut.isEmpty() && toolTip() == toolTipText(m_name, m_shortcut)) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), rich(m_name, keyText(m_shortcut), palette()),
                           this);
        return true;
    }
    return QToolButton::event(event);
}

QString toolTipText(const QString &text, const QKeySequence &shortcut)
{
    return shortcut.isEmpty() ? text : u"%1  %2"_s.arg(text, keyText(shortcut));
}

} // namespace counterbell::ui
