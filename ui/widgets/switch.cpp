// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/switch.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"

#include <QEvent>
#include <QFontMetrics>
#include <QMouseEvent>
#include <QPainter>
#include <QPointer>
#include <QStyle>
#include <QVariantAnimation>

#include <algorithm>

namespace counterbell::ui
{

namespace
{

constexpr int kKnob = 14;
constexpr int kKnobInset = 3;
constexpr int kWordWidth = 24;
constexpr int kWordGap = 16;

/// Clicks of a row that nobody in it wanted.
class RowTarget : public QObject
{
public:
    RowTarget(QWidget *row, QAbstractButton *control) : QObject(row), m_control(control)
    {
        row->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        auto *row = static_cast<QWidget *>(watched);
        if (event->type() == QEvent::MouseButtonPress) {
            m_isPressed = static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton;
            return m_isPressed; // accepted, so that the release comes here too
        }
        if (event->type() == QEvent::MouseButtonRelease && std::exchange(m_isPressed, false)) {
            const auto at = static_cast<QMouseEvent *>(event)->position().toPoint();
            if (m_control && m_control->isEnabled() && row->rect().contains(at))
                m_control->click();
            return true;
        }
        return false;
    }

private:
    QPointer<QAbstractButton> m_control;
    bool m_isPressed = false;
};

} // namespace

Switch::Switch(const QString &accessibleName, QWidget *parent)
    : QAbstractButton(parent), m_knob(new QVariantAnimation(this))
{
    useAccessibleRoles();
    setCheckable(true);
    setAccessibleName(accessibleName);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setProperty("ringRadius", kSwitchHeight / 2);
    connect(m_knob, &QVariantAnimation::valueChanged, this, [this](const QVariant &at) {
        m_at = at.toDouble();
        update();
    });
    connect(this, &QAbstractButton::toggled, this, &Switch::moveKnob);
}

void Switch::setWordShown(bool isShown)
{
    m_hasWord = isShown;
    updateGeometry();
    update();
}

QString Switch::word(bool isOn) const
{
    return isOn ? tr("On") : tr("Off");
}

void Switch::moveKnob(bool isOn)
{
    m_knob->stop();
    const int duration = isVisible() ? style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) : 0;
    if (duration <= 0) {
        m_at = isOn ? 1 : 0;
        update();
        return;
    }
    m_knob->setDuration(duration);
    m_knob->setStartValue(m_at);
    m_knob->setEndValue(isOn ? 1.0 : 0.0);
    m_knob->start();
}

QSize Switch::sizeHint() const
{
    if (!m_hasWord)
        return {kSwitchWidth, kSwitchHeight};
    const QFontMetrics letters(ui::font(Text::MetaMedium));
    const int words = std::max(letters.horizontalAdvance(word(true)), letters.horizontalAdvance(word(false)));
    return {std::max(kWordWidth, words) + kWordGap + kSwitchWidth,
            std::max(kSwitchHeight, lineHeight(Text::MetaMedium))};
}

void Switch::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect track =
        QStyle::visualRect(layoutDirection(), rect(),
                           QRect(width() - kSwitchWidth, (height() - kSwitchHeight) / 2, kSwitchWidth, kSwitchHeight));
    const bool isOn = isChecked();
    const auto fill = isEnabled() ? (isOn ? c.checkedFill : c.control) : (isOn ? c.accentLine : c.line2);
    draw::box(painter, track, {fill, {}, 0, kSwitchHeight / 2.0});
    const double way = kSwitchWidth - 2 * kKnobInset - kKnob;
    const double at = layoutDirection() == Qt::RightToLeft ? 1 - m_at : m_at;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? QColor(Qt::white) : c.base);
    painter.drawEllipse(QRectF(track.x() + kKnobInset + way * at, track.y() + kKnobInset, kKnob, kKnob));
    if (!m_hasWord)
        return;
    painter.setFont(ui::font(Text::MetaMedium));
    painter.setPen(isEnabled() ? c.text2 : c.text3);
    painter.setLayoutDirection(layoutDirection());
    const QRect label(0, 0, width() - kSwitchWidth - kWordGap, height());
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), label),
                     Qt::AlignTrailing | Qt::AlignVCenter | Qt::TextSingleLine, word(isOn));
}

void Switch::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QAbstractButton::changeEvent(event);
}

void setRowTarget(QWidget *row, QAbstractButton *control)
{
    new RowTarget(row, control); // owned by the row
}

} // namespace counterbell::ui
