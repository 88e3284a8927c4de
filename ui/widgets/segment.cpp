// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/segment.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/paint.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace counterbell::ui
{

namespace
{

constexpr int kPadding = 10;
constexpr int kGap = 6;
constexpr int kMark = 16;
constexpr int kHeight = 26;

} // namespace

Segment::Segment(const QString &key, const QString &text, QWidget *parent) : QAbstractButton(parent), m_key(key)
{
    useAccessibleRoles();
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    setProperty("ringRadius", kChipRadius);
}

void Segment::setIconName(const QString &name)
{
    m_icon = name;
    updateGeometry();
}

void Segment::setChannel(Channel channel)
{
    m_channel = channel;
    updateGeometry();
}

int Segment::markWidth() const
{
    return m_channel || !m_icon.isEmpty() ? kMark + kGap : 0;
}

QSize Segment::sizeHint() const
{
    // Each keeps the room of its chosen, heavier letters, so that choosing moves nothing.
    return {2 * kPadding + markWidth() + QFontMetrics(ui::font(Text::BaseStrong)).horizontalAdvance(text()),
            scaled(kHeight)};
}

void Segment::nextCheckState()
{
    if (!isChecked())
        Q_EMIT chosen();
}

void Segment::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        event->ignore(); // the control's
        break;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void Segment::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    const bool isDark = schemeOf(palette()) == Scheme::Dark;
    QPainter painter(this);
    if (isChecked())
        draw::box(painter, rect(), {isDark ? c.pressed : c.base, {}, 0, kChipRadius});
    else if (isEnabled() && underMouse())
        draw::box(painter, rect(), {c.hover, {}, 0, kChipRadius});
    const auto ink = !isEnabled() ? c.textd : isChecked() ? c.text : c.text2;
    const auto letters = ui::font(isChecked() ? Text::BaseStrong : Text::BaseMedium);
    const int used = markWidth() + QFontMetrics(letters).horizontalAdvance(text());
    const int start = std::max(kPadding, (width() - used) / 2);
    const QRect mark =
        QStyle::visualRect(layoutDirection(), rect(), QRect(start, (height() - kMark) / 2, kMark, kMark));
    if (m_channel)
        paintChannelBadge(painter, mark, *m_channel, QColor(), layoutDirection());
    else if (!m_icon.isEmpty())
        paintIcon(painter, mark, m_icon, ink, layoutDirection());
    painter.setFont(letters);
    painter.setPen(ink);
    painter.setLayoutDirection(layoutDirection());
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(start + markWidth(), 0, 0, 0)),
                     Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, text());
}

} // namespace counterbell::ui
