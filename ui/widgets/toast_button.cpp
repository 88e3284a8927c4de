// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/toast_button.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/key_cap.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

namespace counterbell::ui
{

namespace
{

constexpr int kHeight = 36;
constexpr int kPadding = 12;
constexpr int kGap = 8;

} // namespace

ToastButton::ToastButton(const QString &text, const QString &key, QWidget *parent) : QAbstractButton(parent), m_key(key)
{
    useAccessibleRoles();
    setText(text);
    setAccessibleName(text);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    // A ring 2 outside would leave the toast.
    setProperty("ringInset", kGap / 2);
}

void ToastButton::setKey(const QString &key)
{
    if (m_key == key)
        return;
    m_key = key;
    updateGeometry();
    update();
}

QSize ToastButton::sizeHint() const
{
    const int key = m_key.isEmpty() ? 0 : kGap + keyCapSize(m_key).width();
    return {2 * kPadding + QFontMetrics(ui::font(Text::BaseStrong)).horizontalAdvance(text()) + key, scaled(kHeight)};
}

void ToastButton::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    if (isDown() || underMouse()) {
        auto shade = c.onToast;
        shade.setAlpha(isDown() ? 48 : 28);
        draw::box(painter, rect(), {shade, {}, 0, kButtonRadius});
    }
    const auto letters = ui::font(Text::BaseStrong);
    painter.setFont(letters);
    painter.setPen(c.toastAct);
    painter.setLayoutDirection(layoutDirection());
    const QRect label(kPadding, 0, QFontMetrics(letters).horizontalAdvance(text()) + 1, height());
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), label),
                     Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, text());
    if (m_key.isEmpty())
        return;
    const auto size = keyCapSize(m_key);
    const QRect cap(QPoint(width() - kPadding - size.width(), (height() - size.height()) / 2), size);
    paintKeyCap(painter, QStyle::visualRect(layoutDirection(), rect(), cap), m_key,
                {Qt::transparent, c.toastKeyLine, c.toastKeyText});
}

} // namespace counterbell::ui
