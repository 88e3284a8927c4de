// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include "ui/theme/desktop_settings.h"
#include "ui/theme/focus_rings.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QPointer>
#include <QToolTip>
#include <QWidget>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// counterbell.qss with its colours, and sizes that follow the font: `@12px@` is 12 px at 100 %.
QString styleSheet(Scheme scheme)
{
    QFile file(u":/theme/counterbell.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto sheet = withColors(QString::fromUtf8(file.readAll()), scheme);
    for (const int pixels : {12, 13, 15, 18})
        sheet.replace(u"@%1px@"_s.arg(pixels), u"%1px"_s.arg(scaled(pixels)));
    return sheet;
}

/// What is painted by itself is as large as its letters too. Qt tells widgets while the application runs and before
/// the sheet has its new sizes; this is for what was measured by then.
void tellSize()
{
    std::vector<QPointer<QWidget>> all;
    for (auto *widget : QApplication::allWidgets())
        all.emplace_back(widget);
    for (const auto &widget : all) {
        if (!widget)
            continue;
        QEvent changed(QEvent::ApplicationFontChange);
        QCoreApplication::sendEvent(widget, &changed);
        if (!widget)
            continue;
        widget->updateGeometry();
        widget->update();
    }
}

} // namespace

Theme::Theme(QObject *parent) : Theme(std::make_unique<DesktopSettings>(), parent) {}

Theme::Theme(std::unique_ptr<DesktopSettings> desktop, QObject *parent)
    : QObject(parent),
      m_desktop(std::move(desktop)),
      m_rings(std::make_unique<FocusRings>()),
      m_style(new Style),
      m_applied(scheme())
{
    QApplication::setStyle(m_style);
    qApp->installEventFilter(m_rings.get());
    connect(m_desktop.get(), &DesktopSettings::changed, this, &Theme::apply);
    apply();
}

Theme::~Theme() = default;

void Theme::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    m_mode = mode;
    apply();
}

void Theme::setTextScale(double scale)
{
    if (scale == m_textScale)
        return;
    m_textScale = scale;
    apply();
}

void Theme::setSheetHeld(bool isHeld)
{
    if (isHeld == m_isSheetHeld)
        return;
    m_isSheetHeld = isHeld;
    apply();
}

Scheme Theme::scheme() const
{
    if (m_mode == Mode::System)
        return m_desktop->look().scheme;
    return m_mode == Mode::Dark ? Scheme::Dark : Scheme::Light;
}

void Theme::apply()
{
    const auto now = scheme();
    m_style->setAnimated(m_desktop->look().hasAnimations);
    const auto letters = applicationFont(m_desktop->look().textScale * m_textScale);
    const bool isOtherSize = letters.pixelSize() != QApplication::font().pixelSize();
    QApplication::setFont(letters);
    QApplication::setPalette(palette(now));
    QToolTip::setPalette(palette(now));
    QToolTip::setFont(font(Text::Meta));
    // Setting a sheet polishes every widget again, so an equal one is left alone.
    if (const auto sheet = m_isSheetHeld ? QString() : styleSheet(now); sheet != qApp->styleSheet())
        qApp->setStyleSheet(sheet);
    if (isOtherSize)
        tellSize();
    if (std::exchange(m_applied, now) != now)
        Q_EMIT schemeChanged(now);
}

} // namespace counterbell::ui
