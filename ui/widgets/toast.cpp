// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/toast.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/key_cap.h"
#include "ui/widgets/paragraph.h"
#include "ui/widgets/toast_button.h"

#include <QHBoxLayout>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace
{

constexpr milliseconds kStep{200}; // the ring and the seconds move in steps of one second
constexpr double kRingWidth = 2.25;

} // namespace

Toast::Toast(ToastSpec spec, QWidget *parent)
    : QWidget(parent),
      m_spec(std::move(spec)),
      m_left(m_spec.countdown ? m_spec.left.value_or(*m_spec.countdown) : m_spec.stays),
      m_fact(new Paragraph(Text::Base, Tone::OnToast)),
      m_mark(new QWidget)
{
    setObjectName(u"toast"_s);
    makeNotification(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace16, 0, m_spec.actions.empty() ? kSpace16 : 6, 0);
    row->setSpacing(kSpace12);
    const int mark = m_spec.countdown ? kIconTool : kIconButton;
    m_mark->setFixedSize(mark, mark);
    m_mark->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_fact->setObjectName(u"toastFact"_s);
    row->addWidget(m_mark);
    row->addWidget(m_fact);
    auto *actions = new QHBoxLayout;
    actions->setSpacing(0);
    for (const auto &action : m_spec.actions) {
        auto *button = new ToastButton(action.text, keyText(action.shortcut), this);
        button->setObjectName(action.id);
        connect(button, &QAbstractButton::clicked, this, [this, id = action.id] { Q_EMIT finished(id); });
        actions->addWidget(button);
        m_buttons.push_back(button);
    }
    row->addLayout(actions);
    keepScaled(this, &QWidget::setFixedHeight, kToastHeight);
    m_since.start();
    write();
    setAccessibleName(words());
    m_tick.setInterval(kStep);
    connect(&m_tick, &QTimer::timeout, this, &Toast::tick);
    m_tick.start();
}

milliseconds Toast::left() const
{
    return m_isHeld ? m_left : m_left - milliseconds(m_since.elapsed());
}

int Toast::secondsLeft() const
{
    return std::max(0, static_cast<int>(std::ceil(static_cast<double>(left().count()) / 1000)));
}

void Toast::tick()
{
    if (left() <= milliseconds(0)) {
        m_tick.stop();
        Q_EMIT finished(QString());
        return;
    }
    if (m_spec.countdown) {
        write();
        update();
    }
}

void Toast::write()
{
    auto fact = m_spec.fact;
    if (m_spec.countdown)
        fact.replace(u"%1"_s, QString::number(secondsLeft()));
    // A plain message stays plain; bold is for what still hangs in the air.
    const bool isBold = m_spec.countdown || m_spec.isFailure || !m_spec.detail.isEmpty();
    m_fact->setText(isBold ? fact : QString(), isBold ? m_spec.detail : fact);
}

QString Toast::words() const
{
    auto fact = m_spec.fact;
    if (m_spec.countdown)
        fact.replace(u"%1"_s, QString::number(secondsLeft()));
    return m_spec.detail.isEmpty() ? fact : u"%1 %2"_s.arg(fact, m_spec.detail);
}

void Toast::setKeysShown(bool areShown)
{
    for (std::size_t index = 0; index < m_buttons.size(); ++index)
        m_buttons[index]->setKey(areShown ? keyText(m_spec.actions[index].shortcut) : QString());
}

void Toast::showEvent(QShowEvent *event)
{
    // Named when it comes into sight: a reader that heard every second would hear nothing else.
    setAccessibleName(words());
    QWidget::showEvent(event);
}

void Toast::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    draw::box(painter, rect(), {c.toast, c.toastLine, 1, kCardRadius});
    const QRect mark = m_mark->geometry();
    if (!m_spec.countdown) {
        const auto name = !m_spec.icon.isEmpty() ? m_spec.icon : m_spec.isFailure ? u"failed"_s : u"check"_s;
        paintIcon(painter, mark, name, c.onToast, layoutDirection(), 2);
        return;
    }
    const double whole = std::max<double>(1, static_cast<double>(m_spec.countdown->count()) / 1000);
    const double share = std::clamp(secondsLeft() / whole, 0.0, 1.0);
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = kRingWidth / 2 + 0.25;
    const QRectF circle = QRectF(mark).adjusted(inset, inset, -inset, -inset);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(c.toastTrack, kRingWidth, Qt::SolidLine, Qt::FlatCap));
    painter.drawEllipse(circle);
    painter.setPen(QPen(c.toastAct, kRingWidth, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(circle, 90 * 16, -static_cast<int>(std::lround(share * 360 * 16)));
}

void Toast::enterEvent(QEnterEvent *event)
{
    if (!m_spec.countdown && !m_isHeld) {
        m_left = left();
        m_isHeld = true;
    }
    QWidget::enterEvent(event);
}

void Toast::leaveEvent(QEvent *event)
{
    if (std::exchange(m_isHeld, false))
        m_since.restart();
    QWidget::leaveEvent(event);
}

} // namespace counterbell::ui
