// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/pill.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/paint.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kStart = 8;
constexpr int kEnd = 10;
constexpr int kGap = 6;

struct Tint {
    QColor fill, text;
};

Tint tintOf(PillLook look, const Colors &c)
{
    switch (look) {
    case PillLook::Open:
        return {c.accentSoft, c.accentT};
    case PillLook::Closing:
        return {c.attnSoft, c.attnT};
    case PillLook::Stopped:
        return {c.dangerSoft, c.dangerT};
    case PillLook::Closed:
    case PillLook::Unknown:
        break;
    }
    return {c.neutralSoft, c.text2};
}

} // namespace

Pill::Pill(QWidget *parent) : QWidget(parent)
{
    useAccessibleRoles();
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Pill::setState(PillLook look, const QString &text, double share)
{
    if (look == m_look && text == m_text && share == m_share)
        return;
    m_look = look;
    m_share = share;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Pill::sizeHint() const
{
    return {kStart + kPillRing + kGap + QFontMetrics(ui::font(Text::MetaMedium)).horizontalAdvance(m_text) + kEnd,
            scaled(kPillHeight)};
}

void Pill::paintEvent(QPaintEvent *)
{
    const auto tint = tintOf(m_look, colors(palette()));
    QPainter painter(this);
    draw::box(painter, rect(), {tint.fill, {}, 0, height() / 2.0});
    const QRect mark =
        QStyle::visualRect(layoutDirection(), rect(), QRect(kStart, (height() - kPillRing) / 2, kPillRing, kPillRing));
    if (m_look == PillLook::Stopped || m_look == PillLook::Unknown)
        paintIcon(painter, mark, m_look == PillLook::Stopped ? u"not-sent"_s : u"help"_s, tint.text, layoutDirection());
    else
        paintWindowRing(painter, mark, m_look == PillLook::Closed ? -1 : m_share, m_look == PillLook::Closing,
                        palette());
    painter.setFont(ui::font(Text::MetaMedium));
    painter.setPen(tint.text);
    const QRect label = rect().adjusted(kStart + kPillRing + kGap, 0, -kEnd + 1, 0);
    painter.setLayoutDirection(layoutDirection());
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), label),
                     Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, m_text);
}

void Pill::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace counterbell::ui
